"""Who has read and changed what about a person, in words for the person (docs/domain.md §6.3)."""

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.utils.dateformat import format as format_date
from django.utils.text import capfirst

from mia import audit
from participants.enrolments.models import Enrolment
from participants.log_review import queries
from participants.log_review.entries import SYSTEM
from participants.seams import ExtractRow

MOST_ROWS = 2_000

# What an audit event (its first word) or a page that was read is about.
SUBJECTS = {
    "assignment": "vem som ansvarar",
    "area": "kartläggningen",
    "attendance": "närvaron",
    "booking": "en bokad tid",
    "consent": "samtycken",
    "contact": "en kontakt",
    "contacts": "kontakter från en fil",
    "contact_details": "kontaktuppgifter",
    "disclosure": "vad som har lämnats ut",
    "document": "ett dokument",
    "emergency": "ärendet i en nödsituation",
    "enrolment": "inskrivningen",
    "esf-deltagare": "listan till ESF",
    "extract": "registerutdraget",
    "goal": "planen",
    "group": "en grupp",
    "handover": "överlämningen",
    "hours": "timmarna i en placering",
    "inquiry": "en fråga från ett annat delprojekt",
    "interventions:case": "ärendet",
    "interventions:case_section": "en del av ärendet",
    "letter": "ett brev",
    "log": "loggen",
    "meeting": "en månadsträff",
    "memo": "en minneslapp",
    "method": "en metod",
    "narvaro": "närvaron på arbetsträning",
    "note": "en anteckning",
    "number": "personnumret",
    "participant": "personuppgifterna",
    "participants": "uppgifter från en fil",
    "participants:referral": "remissen",
    "placement": "en placering",
    "placeringar": "listan över placeringar",
    "qualification": "en kvalifikation",
    "question": "en fråga om en kontakt",
    "referral": "remissen",
    "related_person": "en närstående",
    "spell": "arbete eller studier",
    "step": "planen",
    "sus-poster": "listan till SUS",
    "transition": "en övergång",
}
A_PAGE = "en uppgift om dig"
WITHOUT_SUBJECT = (audit.Action.LIST, audit.Action.SEARCH, audit.Action.REVEAL)


class Access(NamedTuple):
    """What one member of staff did on one day; shown in lists, in one month."""

    day: date
    is_month: bool
    staff: str
    action: str
    event: str
    period: str
    times: int

    @property
    def subject(self) -> str:
        """What the event, or the page, is about."""
        return SUBJECTS.get(self.event.partition(".")[0], A_PAGE)


def accesses_of(enrolment: UUID, only_action: audit.Action | None = None) -> list[Access]:
    """The newest first, at most MOST_ROWS; of one kind of act, or of all."""
    rows = queries.access_rows(enrolment, only_action, MOST_ROWS)
    return [Access(*row) for row in rows]


def extract_rows(enrolment: Enrolment) -> list[ExtractRow]:
    rows = []
    for access in accesses_of(enrolment.pk):
        rows.append(ExtractRow(_day_text(access), _act_text(access)))
    if len(rows) == MOST_ROWS:
        rows.append(ExtractRow("Äldre", "Be om hela loggen om du vill se mer."))
    return rows


def _day_text(access: Access) -> str:
    if access.is_month:
        return capfirst(format_date(access.day, "F Y"))
    return f"{access.day}"


def _act_text(access: Access) -> str:
    """`Anna Berg läste ärendet, 3 gånger`."""
    words = [access.staff or capfirst(SYSTEM), audit.Action(access.action).label]
    if access.action not in WITHOUT_SUBJECT:
        words.append(access.subject)
    if access.period:
        words.append(f"({access.period})")
    text = " ".join(words)
    if access.times > 1:
        text += f", {access.times} gånger"
    return text
