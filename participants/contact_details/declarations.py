"""What contact details add to the pages that show many features."""

from collections.abc import Mapping
from datetime import date

from django.utils.text import capfirst

from mia.organisation.staff.models import Staff
from participants.contact_details.access import details_of, related_persons
from participants.contact_details.demo import demo_rows
from participants.contact_details.models import ContactDetails, RelatedPerson
from participants.enrolments import access
from participants.enrolments.models import Enrolment
from participants.seams import (
    CaseLink,
    CasePart,
    ExtractRow,
    ExtractSection,
    Feature,
    field_rows,
)

NOT_TOLD = "finns i MIA; namn och telefon lämnas inte ut här, de är en annan persons"


def case_facts(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    """The details; the template shows those of a protected person on their own page only."""
    return {"details": details_of(user, enrolment)}


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    """How the participant is reached, and that there are others: not who they are."""
    details = details_of(user, enrolment)
    rows = field_rows(details, ("telephone", "email", "address", "preferred_way"))
    for person in related_persons(user, enrolment):
        rows.append(ExtractRow(capfirst(str(person)), NOT_TOLD))
    return rows


FEATURE = Feature(
    facts=(
        CasePart("participants/contact_details/case_facts.html", case_facts, access.can_read_notes),
    ),
    links=(
        CaseLink("Kontaktuppgifter och närstående", "kontaktuppgifter/", access.can_read_notes),
    ),
    extract=(ExtractSection("Kontaktuppgifter", extract_rows),),
    retention=(ContactDetails, RelatedPerson),
    demo=demo_rows,
)
