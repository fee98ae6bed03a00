"""That a participant has attested the time of a month, on paper."""

from typing import ClassVar
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from mia.audit.history import tracked
from mia.core.retention import EVIDENCE, KeptForFigures, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt
from participants.enrolments.models import Enrolment
from participants.visibility import ScopedQuerySet


@tracked()
class Attestation(models.Model):
    """A signed attendance report of one month (docs/domain.md §7.1). `minutes` are those that the
    participant signed: it holds as long as the month has as many.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="attestations"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    first_on = models.DateField("månad")
    minutes = models.PositiveIntegerField("minuter")
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="registrerad av", related_name="+"
    )

    objects = ScopedQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"minutes"}
    sensitive: ClassVar[set[str]] = {"is_protected"}
    retention: ClassVar[Rule] = EVIDENCE
    disposal: ClassVar[KeptForFigures] = KeptForFigures(frozenset({"minutes"}))

    class Meta:
        verbose_name = "intygad månad"
        verbose_name_plural = "intygade månader"
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "first_on"],
                name="attestation_is_one_a_month",
                violation_error_message="Månaden är redan intygad.",
            ),
            models.CheckConstraint(
                condition=Q(first_on__day=1),
                name="attestation_is_of_a_whole_month",
                violation_error_code="first_on",
                violation_error_message="Det som intygas är en hel månad.",
            ),
            models.CheckConstraint(
                condition=Q(minutes__gte=1),
                name="attestation_is_of_some_time",
                violation_error_code="minutes",
                violation_error_message="Det finns ingen tid att intyga.",
            ),
        ]

    def __str__(self) -> str:
        return f"intygad {self.first_on:%Y-%m}"

    @property
    def participant_key(self) -> UUID | None:
        """The participant when the enrolment was loaded too: the page has recorded the view."""
        return self.enrolment.participant_id if "enrolment" in self._state.fields_cache else None
