"""What the person adds to the pages that show many features."""

from collections.abc import Mapping
from datetime import date

from django.utils.text import capfirst

from mia.organisation.staff.models import Staff
from participants.enrolments import access
from participants.enrolments.models import Enrolment
from participants.people.models import MissingNumber, PersonalNumber
from participants.seams import (
    CaseLink,
    CaseNotice,
    CasePart,
    ExtractRow,
    ExtractSection,
    Feature,
    field_rows,
    period_text,
)

EXTRACT_FIELDS = ("given_name", "family_name", "birth_date", "birth_year", "sex")
MORE_EXTRACT_FIELDS = ("protection", "alias", "interpreter_language")


def case_facts(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    """Age in whole years, and the masked number for those who see the case, or why none is."""
    number = access.number_of(user, enrolment)
    return {
        "age": enrolment.participant.age_on(today),
        "number": number,
        "missing": None if number else access.missing_number_of(user, enrolment),
        "may_reveal": access.can_reveal_number(user, enrolment),
    }


def case_notices(user: Staff, enrolment: Enrolment, today: date) -> list[CaseNotice]:
    """Protection and interpreter: what one must know before saying a word."""
    participant = enrolment.participant
    notices = []
    if enrolment.is_protected:
        notices.append(
            CaseNotice(
                f"Skyddade personuppgifter: {participant.get_protection_display()}.",
                "Säg inte vem du arbetar med, och låt ingen annan se skärmen.",
                tone="alert",
            )
        )
    if participant.interpreter_language:
        notices.append(
            CaseNotice("Tolk behövs:", f"{participant.interpreter_language}.", tone="warn")
        )
    return notices


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    """The person, with every number that the person has or had, whole."""
    participant = enrolment.participant
    rows = field_rows(participant, EXTRACT_FIELDS)
    numbers = PersonalNumber.objects.visible_in(user, enrolment)
    for number in numbers.order_by("replaced_on", "pk"):
        value = f"{number.number[:8]}-{number.number[8:]}"
        if number.replaced_on:
            value += f", ersatt {number.replaced_on}"
        rows.append(ExtractRow(capfirst(number.get_kind_display()), value))
    missing = MissingNumber.objects.visible_in(user, enrolment).select_related("reason")
    for row in missing.order_by("started_on", "pk"):
        period = period_text(row.started_on, row.ended_on)
        rows.append(ExtractRow("Nummer saknas", f"{row.reason}, {period}"))
    return rows + field_rows(participant, MORE_EXTRACT_FIELDS)


FEATURE = Feature(
    notices=case_notices,
    facts=(CasePart("participants/profile/case_facts.html", case_facts),),
    links=(
        CaseLink("Ändra namn och tolk", "person/", access.can_edit_enrolment),
        CaseLink("Skyddade personuppgifter", "skydd/", access.can_protect),
        CaseLink("Spärr mot gallring", "gallring/", access.can_hold_disposal),
        CaseLink("Registerutdrag", "registerutdrag/", access.can_edit_enrolment),
    ),
    extract=(ExtractSection("Vem du är", extract_rows),),
)
