"""Method work: a method given to a participant, from–to, by a worker, and the phases it passes."""

from datetime import date
from typing import ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from interventions.methods.enums import Method
from mia.audit.history import tracked
from mia.core.retention import EVIDENCE, KeptForFigures, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import (
    Delprojekt,
    ends_after_start,
    plain_text_constraint,
    stay,
)
from participants.codes.models import Code
from participants.enrolments.models import Enrolment
from participants.visibility import ScopedPeriodQuerySet, ScopedQuerySet

# Those that run first, then the latest.
IN_ORDER = (F("ended_on").desc(nulls_first=True), "-started_on", "method")


class MethodWorkQuerySet(ScopedPeriodQuerySet):
    def in_order(self) -> Self:
        return self.order_by(*IN_ORDER)


@tracked()
class MethodWork(models.Model):
    """Any number of methods run at the same time. `ended_on` is the last day, inclusive."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="methods"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    method = models.CharField("metod", max_length=10, choices=Method)
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="handledare",
        null=True,
        blank=True,
        related_name="+",
    )
    started_on = models.DateField("från och med")
    ended_on = models.DateField("till och med", null=True, blank=True)

    objects = MethodWorkQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"method", "staff", "started_on", "ended_on"}
    sensitive: ClassVar[set[str]] = {"is_protected"}
    retention: ClassVar[Rule] = EVIDENCE
    disposal: ClassVar[KeptForFigures] = KeptForFigures(
        frozenset({"method", "started_on", "ended_on"})
    )

    class Meta:
        verbose_name = "metodinsats"
        verbose_name_plural = "metodinsatser"
        constraints = [
            ends_after_start("methodwork"),
            ExclusionConstraint(
                name="methodwork_does_not_overlap_itself",
                expressions=[
                    ("enrolment", RangeOperators.EQUAL),
                    ("method", RangeOperators.EQUAL),
                    (stay(), RangeOperators.OVERLAPS),
                ],
                violation_error_code="started_on",
                violation_error_message="Deltagaren får redan den metoden under den tiden.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_method_display()

    def is_running(self, day: date) -> bool:
        """Whether the day lies between the first and the last day, both inclusive."""
        return self.started_on <= day and (self.ended_on is None or self.ended_on >= day)


@tracked()
class Phase(Code):
    """One phase of a method (docs/domain.md §5.1–5.4), in a version of its list of phases.

    A list that administrators edit. A new list of phases is a new version: new method work follows
    the latest, what has begun in an earlier one goes on in it.
    """

    method = models.CharField("metod", max_length=10, choices=Method)
    version = models.PositiveSmallIntegerField("version", default=1)

    class Meta:
        verbose_name = "fas"
        verbose_name_plural = "faser"
        constraints = [
            plain_text_constraint("phase", "code"),
            plain_text_constraint("phase", "label"),
            models.UniqueConstraint(
                fields=["method", "version", "position"],
                name="phase_has_its_own_place",
                violation_error_code="position",
                violation_error_message="En annan fas av metoden har den ordningen.",
            ),
        ]


class PhaseChangeQuerySet(ScopedQuerySet):
    def standing(self) -> Self:
        """Those that were not withdrawn, the first day first."""
        return self.filter(withdrawn_at=None).order_by("changed_on", "pk")


@tracked()
class PhaseChange(models.Model):
    """A method work enters a phase on a day. Never changed: a mistake is withdrawn, and stays.

    It may enter an earlier phase again: a step back.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    work = models.ForeignKey(
        MethodWork, models.PROTECT, verbose_name="metodinsats", related_name="phase_changes"
    )
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="phase_changes"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    phase = models.ForeignKey(
        Phase, models.PROTECT, verbose_name="fas", related_name="+", db_index=False
    )
    changed_on = models.DateField("från och med")
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="registrerad av", related_name="+"
    )
    withdrawn_at = models.DateTimeField("ångrad", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="ångrad av",
        null=True,
        blank=True,
        related_name="+",
    )

    objects = PhaseChangeQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"phase", "changed_on"}
    sensitive: ClassVar[set[str]] = {"is_protected"}
    retention: ClassVar[Rule] = EVIDENCE

    class Meta:
        verbose_name = "byte av fas"
        verbose_name_plural = "byten av fas"
        constraints = [
            models.UniqueConstraint(
                fields=["work", "changed_on"],
                condition=Q(withdrawn_at=None),
                name="phasechange_is_one_a_day",
                violation_error_code="changed_on",
                violation_error_message=(
                    "Fasen är redan ändrad den dagen. Ångra det bytet först, om det blev fel."
                ),
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None, withdrawn_by=None)
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False),
                name="phasechange_is_withdrawn_by_somebody",
                violation_error_message="Vem som ångrade bytet och när hör ihop.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.phase} från {self.changed_on:%Y-%m-%d}"

    @property
    def participant_key(self) -> UUID | None:
        """The participant when the enrolment was loaded too: the case has recorded the view."""
        return self.enrolment.participant_id if "enrolment" in self._state.fields_cache else None
