"""Disposal (gallring): proposed by one person, confirmed by another; and holds against it."""

from typing import TYPE_CHECKING, Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from mia.access.fields import encrypted_constraint, free_text
from mia.access.querysets import AuditedQuerySet
from mia.access.roles import Permission
from mia.audit.history import tracked
from mia.core.retention import EVIDENCE, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff
from participants.people.models import Participant
from reporting.retention.enums import ItemKind, ItemState, Stage

if TYPE_CHECKING:
    from collections.abc import Collection


class DisposalQuerySet(models.QuerySet[Any]):
    def latest_first(self) -> Self:
        return self.select_related("proposed_by", "confirmed_by", "withdrawn_by").order_by(
            "-proposed_at", "-pk"
        )

    def waiting(self) -> Self:
        return self.filter(confirmed_at=None, withdrawn_at=None)


@tracked()
class Disposal(models.Model):
    """One decision to dispose of what was due on a day, and what became of it.

    It stays as the record of the disposal (gallringsprotokoll), with no personal data in it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    listed_on = models.DateField("listad")
    proposed_by = models.ForeignKey(
        Staff, models.PROTECT, verbose_name="föreslagen av", related_name="+"
    )
    proposed_at = models.DateTimeField("föreslagen")
    confirmed_by = models.ForeignKey(
        Staff, models.PROTECT, verbose_name="bekräftad av", related_name="+", null=True, blank=True
    )
    confirmed_at = models.DateTimeField("bekräftad", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        Staff,
        models.PROTECT,
        verbose_name="tillbakadragen av",
        related_name="+",
        null=True,
        blank=True,
    )
    withdrawn_at = models.DateTimeField("tillbakadragen", null=True, blank=True)
    finished_at = models.DateTimeField("genomförd", null=True, blank=True, editable=False)

    objects = DisposalQuerySet.as_manager()

    class Meta:
        verbose_name = "gallring"
        verbose_name_plural = "gallringar"
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False)
                & ~Q(confirmed_by=F("proposed_by")),
                name="disposal_is_confirmed_by_another",
                violation_error_message="Någon annan än den som föreslog måste bekräfta.",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_by=None, withdrawn_at=None)
                | Q(withdrawn_by__isnull=False, withdrawn_at__isnull=False, confirmed_by=None),
                name="disposal_is_withdrawn_or_confirmed",
                violation_error_message="En bekräftad gallring kan inte dras tillbaka.",
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(confirmed_at__isnull=False),
                name="disposal_is_finished_when_confirmed",
                violation_error_message="En gallring måste bekräftas innan den genomförs.",
            ),
        ]
        indexes = [models.Index(fields=["-proposed_at"], name="disposal_by_time")]

    def __str__(self) -> str:
        return f"gallring {self.listed_on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return f"/gallring/{self.pk}/"

    @property
    def stage(self) -> Stage:
        if self.withdrawn_at is not None:
            return Stage.WITHDRAWN
        if self.confirmed_at is None:
            return Stage.PROPOSED
        if self.finished_at is None:
            return Stage.CONFIRMED
        return Stage.FINISHED


class DisposalItem(models.Model):
    """A person or a referral that a disposal is about.

    `subject` is the key of the row, which stays, emptied: no foreign key, because a referral is in
    another table. Written by the database's functions alone (app.fill_disposal, app.dispose).
    """

    disposal = models.ForeignKey(
        Disposal, models.PROTECT, verbose_name="gallring", related_name="items"
    )
    subject = models.UUIDField("vad")
    kind = models.CharField("slag", max_length=10, choices=ItemKind)
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    ended_year = models.PositiveSmallIntegerField("avslutsår")
    block = models.PositiveIntegerField("block")
    state = models.CharField("läge", max_length=10, choices=ItemState, default=ItemState.WAITING)
    decided_at = models.DateTimeField("avgjord", null=True)

    class Meta:
        verbose_name = "post i en gallring"
        verbose_name_plural = "poster i en gallring"
        constraints = [
            models.UniqueConstraint(
                fields=["disposal", "subject"],
                name="disposalitem_is_there_once",
                violation_error_message="Den finns redan i gallringen.",
            ),
        ]
        indexes = [
            models.Index(fields=["disposal", "block", "state"], name="disposalitem_by_block"),
            models.Index(fields=["subject"], name="disposalitem_by_subject"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_state_display()}"


class DisposalCount(models.Model):
    """What a disposal did with the rows of one table. Written by app.dispose alone."""

    disposal = models.ForeignKey(
        Disposal, models.PROTECT, verbose_name="gallring", related_name="counts"
    )
    relation = models.CharField("tabell", max_length=63)
    emptied = models.BigIntegerField("avidentifierade rader")
    deleted = models.BigIntegerField("raderade rader")
    history = models.BigIntegerField("raderade rader i historiken")

    class Meta:
        verbose_name = "antal i en gallring"
        verbose_name_plural = "antal i en gallring"
        constraints = [
            models.UniqueConstraint(
                fields=["disposal", "relation"],
                name="disposalcount_is_one_a_table",
                violation_error_message="Tabellen är redan räknad.",
            ),
        ]

    def __str__(self) -> str:
        return self.relation


class DisposalHoldQuerySet(AuditedQuerySet):
    def visible_to(self, user: Staff) -> Self:
        """All of them to those who dispose; to others those of persons whom they see."""
        allowed: Collection[int] = user.scope.delprojekt_with(Permission.DISPOSE)
        if allowed:
            return self.audited()
        persons = Participant.objects.visible_to(user)
        return self.filter(participant__in=persons.values("pk")).audited()

    def active(self) -> Self:
        return self.filter(lifted_at=None)


@tracked()
class DisposalHold(models.Model):
    """That nothing about a person is disposed of for now, and why (an audit, a dispute).

    It holds until it is lifted.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    participant = models.ForeignKey(
        Participant, models.PROTECT, verbose_name="deltagare", related_name="disposal_holds"
    )
    reason = free_text("skäl", place="reporting_disposalhold.reason", most=500)
    placed_at = models.DateTimeField("spärrad")
    lifted_at = models.DateTimeField("hävd", null=True, blank=True)
    placed_by = models.ForeignKey(
        Staff, models.PROTECT, verbose_name="spärrad av", related_name="+"
    )
    lifted_by = models.ForeignKey(
        Staff, models.PROTECT, verbose_name="hävd av", related_name="+", null=True, blank=True
    )

    objects = DisposalHoldQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"placed_at", "lifted_at", "placed_by", "lifted_by"}
    sensitive: ClassVar[set[str]] = {"reason"}
    retention: ClassVar[Rule] = EVIDENCE

    class Meta:
        verbose_name = "spärr mot gallring"
        verbose_name_plural = "spärrar mot gallring"
        constraints = [
            encrypted_constraint("disposalhold", "reason"),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None)
                | Q(lifted_at__gte=F("placed_at"), lifted_by__isnull=False),
                name="disposalhold_is_lifted_by_somebody",
                violation_error_message="En spärr hävs av någon, tidigast dagen den sattes.",
            ),
            models.UniqueConstraint(
                fields=["participant"],
                condition=Q(lifted_at=None),
                name="disposalhold_is_one_at_a_time",
                violation_error_message="Personen är redan spärrad mot gallring.",
            ),
        ]

    def __str__(self) -> str:
        return f"spärr mot gallring från {self.placed_at:%Y-%m-%d}"

    @property
    def participant_key(self) -> UUID:
        return self.participant_id
