"""A group, its occasions, and who takes part in it."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from interventions.bookings.rules import LONGEST, Meeting
from interventions.contacts.enums import Channel
from interventions.groups.enums import Audience, GroupKind
from mia.access.roles import Permission
from mia.audit.history import tracked
from mia.core.retention import EVIDENCE, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import (
    Delprojekt,
    ends_after_start,
    plain_text_constraint,
)
from participants.enrolments.models import Enrolment
from participants.visibility import ScopedPeriodQuerySet


@tracked()
class Group(models.Model):
    """A group of a delprojekt. Its name says nothing about a person. `ended_on` is the last day."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    name = models.CharField("namn", max_length=100)
    kind = models.CharField("slag", max_length=12, choices=GroupKind)
    audience = models.CharField("för", max_length=10, choices=Audience, default=Audience.EVERYONE)
    leader = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="gruppledare", related_name="+"
    )
    started_on = models.DateField("från och med")
    ended_on = models.DateField("till och med", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="registrerad av", related_name="+"
    )

    class Meta:
        verbose_name = "grupp"
        verbose_name_plural = "grupper"
        constraints = [
            ends_after_start("group"),
            plain_text_constraint("group", "name"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"/grupper/{self.pk}/"

    @property
    def channel(self) -> str:
        """How an occasion of the group is a contact."""
        if self.kind == GroupKind.DIGITAL:
            return Channel.DIGITAL.value
        return Channel.GROUP.value

    def is_running(self, day: date) -> bool:
        return self.started_on <= day and (self.ended_on is None or self.ended_on >= day)


@tracked()
class GroupOccasion(Meeting, models.Model):
    """One meeting of a group. Who came is noted in the contacts of the members."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, verbose_name="grupp", related_name="occasions")
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    held_on = models.DateField("datum")
    starts_at = models.TimeField("tid")
    minutes = models.PositiveSmallIntegerField(
        "minuter", validators=[MinValueValidator(1), MaxValueValidator(LONGEST)]
    )

    class Meta:
        verbose_name = "gruppträff"
        verbose_name_plural = "gruppträffar"
        constraints = [
            models.UniqueConstraint(
                fields=["group", "held_on", "starts_at"],
                name="groupoccasion_is_one_at_a_time",
                violation_error_code="starts_at",
                violation_error_message="Gruppen träffas redan den tiden.",
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(1, LONGEST)),
                name="groupoccasion_fits_in_a_working_day",
                violation_error_code="minutes",
                violation_error_message="En träff är 1–480 minuter.",
            ),
        ]

    def __str__(self) -> str:
        return f"träff {self.held_on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return f"/grupper/traffar/{self.pk}/"


class GroupMemberQuerySet(ScopedPeriodQuerySet):
    """A group can tell of health: read by those who work with the participant, as notes are."""

    permission = Permission.READ_NOTES


@tracked()
class GroupMember(models.Model):
    """A participant takes part in a group. `ended_on` is the last day, inclusive."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    group = models.ForeignKey(Group, models.PROTECT, verbose_name="grupp", related_name="members")
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="groups"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    started_on = models.DateField("från och med")
    ended_on = models.DateField("till och med", null=True, blank=True)
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="registrerad av", related_name="+"
    )

    objects = GroupMemberQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"started_on", "ended_on"}
    sensitive: ClassVar[set[str]] = {"is_protected", "group"}
    retention: ClassVar[Rule] = EVIDENCE

    class Meta:
        verbose_name = "deltagande i grupp"
        verbose_name_plural = "deltaganden i grupper"
        constraints = [
            ends_after_start("groupmember"),
            models.UniqueConstraint(
                fields=["group", "enrolment"],
                name="groupmember_is_one_at_a_time",
                condition=Q(ended_on=None),
                violation_error_message="Deltagaren är redan med i gruppen.",
            ),
        ]

    def __str__(self) -> str:
        return f"deltagande från {self.started_on:%Y-%m-%d}"

    @property
    def participant_key(self) -> UUID | None:
        """The participant when the enrolment was loaded too: the case has recorded the view."""
        return self.enrolment.participant_id if "enrolment" in self._state.fields_cache else None
