"""A transition: planned, met together, received, started or not (docs/domain.md §1.9)."""

from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from interventions.transitions.enums import Receiver, State
from mia.audit.history import tracked
from mia.core.retention import EVIDENCE, KeptForFigures, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt, plain_text_constraint
from participants.enrolments.models import Enrolment
from participants.visibility import ScopedQuerySet

IN_ORDER = ("-planned_on", "-id")


class TransitionQuerySet(ScopedQuerySet):
    def in_order(self) -> Self:
        """The latest planned first."""
        return self.order_by(*IN_ORDER)


@tracked()
class Transition(models.Model):
    """One handing over of a participant to an ordinary intervention.

    The receiver is an organisation and a role, never a name. `met_on` is the day on which the
    participant, MIA and the receiver met, NULL when they have not.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="transitions"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    receiver = models.CharField("till", max_length=10, choices=Receiver)
    unit = models.CharField("insats eller enhet", max_length=100, blank=True)
    receiver_role = models.CharField("mottagarens roll", max_length=60, blank=True)
    planned_on = models.DateField("planerad den")
    met_on = models.DateField("gemensamt möte den", null=True, blank=True)
    state = models.CharField("hur det gick", max_length=10, choices=State, default=State.PLANNED)
    started_on = models.DateField("började den", null=True, blank=True)

    version = models.PositiveIntegerField("version", default=1)
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="registrerad av", related_name="+"
    )

    objects = TransitionQuerySet.as_manager()
    personal: ClassVar[set[str]] = {
        "receiver",
        "unit",
        "receiver_role",
        "planned_on",
        "met_on",
        "state",
        "started_on",
    }
    sensitive: ClassVar[set[str]] = {"is_protected"}
    retention: ClassVar[Rule] = EVIDENCE
    disposal: ClassVar[KeptForFigures] = KeptForFigures(
        frozenset({"receiver", "planned_on", "state", "started_on"}),
    )

    class Meta:
        verbose_name = "övergång"
        verbose_name_plural = "övergångar"
        constraints = [
            plain_text_constraint("transition", "unit", may_be_empty=True),
            plain_text_constraint("transition", "receiver_role", may_be_empty=True),
            models.CheckConstraint(
                condition=Q(state=State.STARTED, started_on__isnull=False)
                | (~Q(state=State.STARTED) & Q(started_on=None)),
                name="transition_started_has_a_day",
                violation_error_code="started_on",
                violation_error_message="Dagen den började hör ihop med att den har börjat.",
            ),
            models.UniqueConstraint(
                fields=["enrolment", "receiver"],
                condition=Q(state=State.PLANNED),
                name="transition_is_planned_once",
                violation_error_code="receiver",
                violation_error_message="Det finns redan en planerad övergång dit. Ändra den.",
            ),
        ]
        indexes = [
            models.Index(fields=["delprojekt", "state"], name="transition_by_delprojekt_state")
        ]

    def __str__(self) -> str:
        if self.receiver == Receiver.OTHER:
            return f"övergång till {self.unit}" if self.unit else "övergång till annan"
        return f"övergång till {self.get_receiver_display()}"
