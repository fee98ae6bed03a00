"""Consents, each of its own kind, from the day given until withdrawn."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from mia.audit.history import tracked
from mia.core.retention import EVIDENCE, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt
from participants.consents.enums import ConsentKind
from participants.enrolments.models import Enrolment
from participants.visibility import ScopedQuerySet


@tracked()
class Consent(models.Model):
    """A written consent for this enrolment (SUS: a new one for each, form 9443), from given_on
    until withdrawn_on.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="consents"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    kind = models.CharField("samtycke till", max_length=20, choices=ConsentKind)
    given_on = models.DateField("gavs")
    withdrawn_on = models.DateField("återtogs", null=True, blank=True)

    objects = ScopedQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"kind", "given_on", "withdrawn_on"}
    sensitive: ClassVar[set[str]] = {"is_protected"}
    retention: ClassVar[Rule] = EVIDENCE

    class Meta:
        verbose_name = "samtycke"
        verbose_name_plural = "samtycken"
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("given_on")),
                name="consent_withdrawn_after_given",
                violation_error_code="withdrawn_on",
                violation_error_message="Ett samtycke kan inte återtas före dagen det gavs.",
            ),
            models.UniqueConstraint(
                fields=["enrolment", "kind"],
                condition=Q(withdrawn_on=None),
                name="consent_is_open_once",
                violation_error_code="given_on",
                violation_error_message="Ett sådant samtycke gäller redan.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()
