"""Enrolments of persons whom the one who asked may not see: they wait for a decision."""

from typing import TYPE_CHECKING, Any, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models

from mia.access.querysets import AuditedQuerySet
from mia.access.roles import Permission
from mia.core.retention import EVIDENCE, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt
from participants.people.models import Participant
from participants.waiting.enums import WaitingState

if TYPE_CHECKING:
    from mia.organisation.staff.models import Staff


class WaitingEnrolmentQuerySet(AuditedQuerySet):
    def visible_to(self, user: "Staff") -> Self:
        """Those of the delprojekt in which the user decides about protected persons."""
        delprojekt = user.scope.delprojekt_with(Permission.DECIDE_PROTECTED)
        return self.filter(delprojekt__in=delprojekt).audited()

    def undecided(self) -> Self:
        return self.filter(state=WaitingState.WAITING)


class WaitingEnrolment(models.Model):
    """An enrolment as a file or a form had it. `details` are the facts, by the name of the
    enrolment's column, and names, staff, methods, the day of consent and contacts: those that were
    asked for since wait too.

    The number is not here: the row is about the person who has it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    participant = models.ForeignKey(
        Participant, models.PROTECT, verbose_name="deltagare", related_name="+"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    started_on = models.DateField("startdatum")
    details: "models.JSONField[Any, Any]" = models.JSONField("uppgifter", default=dict)
    state = models.CharField(
        "läge", max_length=10, choices=WaitingState, default=WaitingState.WAITING
    )
    registered_at = models.DateTimeField("begärd", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="begärd av",
        null=True,
        related_name="+",
    )
    decided_at = models.DateTimeField("avgjord", null=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        verbose_name="avgjord av",
        null=True,
        related_name="+",
    )

    objects = WaitingEnrolmentQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"started_on", "details", "state", "decided_at", "decided_by"}
    sensitive: ClassVar[set[str]] = set()
    retention: ClassVar[Rule] = EVIDENCE

    class Meta:
        verbose_name = "inskrivning som väntar"
        verbose_name_plural = "inskrivningar som väntar"
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "delprojekt", "started_on"],
                name="waitingenrolment_is_asked_for_once",
                violation_error_code="started_on",
                violation_error_message="Inskrivningen väntar redan.",
            ),
        ]

    def __str__(self) -> str:
        return f"inskrivning {self.started_on}, {self.get_state_display()}"

    @property
    def participant_key(self) -> UUID:
        return self.participant_id

    @property
    def waiting_contacts(self) -> int:
        """How many contacts wait with the enrolment."""
        contacts = self.details.get("contacts", [])
        return len([contact for contact in contacts if not contact["is_written"]])

    @property
    def asked_for_name(self) -> str:
        """The name in the file or the form, which may be another than the registered one."""
        return f"{self.details.get('given_name', '')} {self.details.get('family_name', '')}"
