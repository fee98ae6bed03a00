"""What has been disclosed to another party about a participant, on which consent."""

from typing import ClassVar

from django.conf import settings
from django.db import models

from mia.audit.history import tracked
from mia.core.retention import EVIDENCE, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt
from participants.consents.enums import Agency
from participants.consents.models import Consent
from participants.enrolments.models import Enrolment
from participants.people.models import plain_text_constraint
from participants.visibility import ScopedQuerySet


@tracked()
class Disclosure(models.Model):
    """Something told or handed to another party, by letter, telephone or in a meeting: what, to
    whom, when, and the consent that allowed it (docs/domain.md §6.4).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="disclosures"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    consent = models.ForeignKey(
        Consent, models.PROTECT, verbose_name="samtycke", related_name="disclosures"
    )
    agency = models.CharField("till", max_length=20, choices=Agency)
    content = models.CharField("vad", max_length=200)
    disclosed_on = models.DateField("dag")
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="registrerad av", related_name="+"
    )

    objects = ScopedQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"consent", "agency", "disclosed_on"}
    sensitive: ClassVar[set[str]] = {"is_protected", "content"}
    retention: ClassVar[Rule] = EVIDENCE

    class Meta:
        verbose_name = "utlämnande"
        verbose_name_plural = "utlämnanden"
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "agency", "disclosed_on", "content"],
                name="disclosure_is_registered_once",
                violation_error_code="content",
                violation_error_message="Utlämnandet är redan registrerat.",
            ),
            plain_text_constraint("disclosure", "content"),
        ]

    def __str__(self) -> str:
        return f"{self.content} till {self.get_agency_display()}"
