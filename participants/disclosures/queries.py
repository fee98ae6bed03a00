"""What has been handed out about a person: what staff have disclosed, and files to ESF and SUS."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from mia import audit
from mia.organisation.staff.models import Staff
from participants.consents.enums import ConsentKind
from participants.consents.models import Consent, Disclosure
from participants.enrolments.models import Enrolment
from participants.log_review.accesses import accesses_of

LEGAL_DUTY = "inget samtycke behövs: det är en skyldighet"
ANONYMOUS = "utan samtycke: bara kön och år, utan namn och nummer"
SUS_LIST = "sus-poster"


@dataclass(frozen=True)
class SentFile:
    """A file with the person in it: the list, its period, when, by whom, and on what ground."""

    made_on: date
    title: str
    period: str
    staff: str
    ground: str


def disclosures_of(user: Staff, enrolment: Enrolment) -> QuerySet[Disclosure]:
    """The latest first, each with its consent and who registered it."""
    rows: QuerySet[Disclosure] = Disclosure.objects.visible_in(user, enrolment)
    with_names = rows.select_related("consent", "registered_by")
    return with_names.order_by("-disclosed_on", "-registered_at")


def consents_of(user: Staff, enrolment: Enrolment) -> list[Consent]:
    """Every consent, the latest first, also those that hold no more."""
    rows: QuerySet[Consent] = Consent.objects.visible_in(user, enrolment)
    return list(rows.order_by("-given_on", "pk"))


def sent_files(enrolment: Enrolment, consents: list[Consent]) -> list[SentFile]:
    """The files for ESF and SUS that the person has been in, the latest first."""
    sent = []
    for access in accesses_of(enrolment.pk, audit.Action.EXPORT):
        ground = LEGAL_DUTY
        if access.event.startswith(SUS_LIST):
            ground = _ground_for_sus(consents, access.day)
        sent.append(SentFile(access.day, access.subject, access.period, access.staff, ground))
    return sent


def _ground_for_sus(consents: list[Consent], day: date) -> str:
    for consent in consents:
        if consent.kind == ConsentKind.SUS and consent.holds_on(day):
            return f"samtycke till SUS, gavs {consent.given_on}"
    return ANONYMOUS
