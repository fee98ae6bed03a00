"""The search for work in supported employment and IPS (docs/domain.md §5.2, §5.3)."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from interventions.hosts.models import Host
from interventions.job_search.enums import (
    ApplicationState,
    ContactPurpose,
    ContactWay,
    Disclosure,
)
from mia.access.fields import encrypted_constraint, free_text
from mia.audit.history import tracked
from mia.core.retention import NOTES, Rule
from mia.organisation.delprojekt.models import plain_text_constraint
from participants.case_rows import PrivateCaseRow
from participants.enrolments.models import Enrolment

TEXT_LENGTH = 1_000
PROFILE_TEXTS = ("experience", "skills", "interests", "wishes", "support_needs", "disclosed")


def profile_text(label: str, column: str) -> models.Field:
    """Return an encrypted text of the profile, of at most TEXT_LENGTH characters."""
    place = f"interventions_vocationalprofile.{column}"
    return free_text(label, place=place, most=TEXT_LENGTH, is_optional=True)


@tracked()
class VocationalProfile(PrivateCaseRow):
    """What a participant can and wants to work with, and what employers may be told."""

    enrolment = models.OneToOneField(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="vocational_profile"
    )
    experience = profile_text("erfarenheter", "experience")
    skills = profile_text("kunskaper och styrkor", "skills")
    interests = profile_text("intressen", "interests")
    wishes = profile_text("önskat arbete", "wishes")
    support_needs = profile_text("behov av stöd och anpassning", "support_needs")
    disclosure = models.CharField(
        "vad arbetsgivare får veta",
        max_length=12,
        choices=Disclosure,
        default=Disclosure.NOT_ASKED,
    )
    disclosed = profile_text("det här får berättas", "disclosed")
    counselled_on = models.DateField("rådgivning om ersättning och inkomst", null=True, blank=True)

    personal: ClassVar[set[str]] = {"counselled_on"}
    sensitive: ClassVar[set[str]] = {"is_protected", "disclosure", *PROFILE_TEXTS}
    retention: ClassVar[Rule] = NOTES

    class Meta:
        verbose_name = "yrkesprofil"
        verbose_name_plural = "yrkesprofiler"
        constraints = [
            *(encrypted_constraint("vocationalprofile", name) for name in PROFILE_TEXTS),
            models.CheckConstraint(
                condition=~Q(disclosure=Disclosure.SOME) | Q(disclosed__isnull=False),
                name="vocationalprofile_some_is_said",
                violation_error_code="disclosed",
                violation_error_message="Skriv vad som får berättas.",
            ),
        ]

    def __str__(self) -> str:
        return "yrkesprofil"


@tracked()
class EmployerContact(PrivateCaseRow):
    """A contact of staff with an employer for a participant. `host` is set when the employer is in
    the register.
    """

    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="employer_contacts"
    )
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="handläggare", related_name="+"
    )
    employer = models.CharField("arbetsgivare", max_length=100)
    host = models.ForeignKey(
        Host,
        models.PROTECT,
        verbose_name="värd",
        null=True,
        blank=True,
        editable=False,
        related_name="employer_contacts",
    )
    held_on = models.DateField("datum")
    way = models.CharField("hur", max_length=12, choices=ContactWay)
    purpose = models.CharField("vad det gällde", max_length=12, choices=ContactPurpose)
    contact_person = models.CharField("med vem", max_length=100, blank=True)
    summary = free_text(
        "vad ni kom fram till",
        place="interventions_employercontact.summary",
        most=TEXT_LENGTH,
        is_optional=True,
    )

    personal: ClassVar[set[str]] = {
        "staff",
        "employer",
        "host",
        "held_on",
        "way",
        "purpose",
        "contact_person",
    }
    sensitive: ClassVar[set[str]] = {"is_protected", "summary"}
    retention: ClassVar[Rule] = NOTES

    class Meta:
        verbose_name = "arbetsgivarkontakt"
        verbose_name_plural = "arbetsgivarkontakter"
        constraints = [
            encrypted_constraint("employercontact", "summary"),
            plain_text_constraint("employercontact", "employer"),
            plain_text_constraint("employercontact", "contact_person", may_be_empty=True),
        ]
        indexes = [
            models.Index(fields=["enrolment", "held_on"], name="employercontact_by_enrolment")
        ]

    def __str__(self) -> str:
        return f"{self.employer} {self.held_on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return f"/arbetsgivarkontakter/{self.pk}/"


@tracked()
class JobApplication(PrivateCaseRow):
    """A job that a participant has applied for. `answered_on` is the day of the state."""

    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="job_applications"
    )
    employer = models.CharField("arbetsgivare", max_length=100)
    role = models.CharField("jobb", max_length=100)
    applied_on = models.DateField("sökt den")
    state = models.CharField(
        "hur det gick", max_length=12, choices=ApplicationState, default=ApplicationState.SENT
    )
    answered_on = models.DateField("besked den", null=True, blank=True)

    personal: ClassVar[set[str]] = {"employer", "role", "applied_on", "state", "answered_on"}
    sensitive: ClassVar[set[str]] = {"is_protected"}
    retention: ClassVar[Rule] = NOTES

    class Meta:
        verbose_name = "jobbansökan"
        verbose_name_plural = "jobbansökningar"
        constraints = [
            plain_text_constraint("jobapplication", "employer"),
            plain_text_constraint("jobapplication", "role"),
            models.UniqueConstraint(
                fields=["enrolment", "employer", "role", "applied_on"],
                name="jobapplication_is_registered_once",
                violation_error_code="role",
                violation_error_message="Ansökan är redan registrerad. Öppna den och ändra där.",
            ),
            models.CheckConstraint(
                condition=Q(state=ApplicationState.SENT, answered_on=None)
                | (~Q(state=ApplicationState.SENT) & Q(answered_on__isnull=False)),
                name="jobapplication_answer_has_its_day",
                violation_error_code="answered_on",
                violation_error_message="Ange dagen för beskedet, bara när det har kommit.",
            ),
            models.CheckConstraint(
                condition=Q(answered_on=None) | Q(answered_on__gte=F("applied_on")),
                name="jobapplication_answer_comes_after",
                violation_error_code="answered_on",
                violation_error_message="Beskedet kan inte komma före ansökan.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role} hos {self.employer}"

    def get_absolute_url(self) -> str:
        return f"/ansokningar/{self.pk}/"
