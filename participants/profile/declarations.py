"""What the person adds to the pages that show many features."""

from collections.abc import Mapping
from datetime import date

from mia.organisation.staff.models import Staff
from participants.enrolments import access
from participants.enrolments.models import Enrolment
from participants.seams import CaseLink, CaseNotice, CasePart, Feature


def case_facts(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    """Age in whole years, and the masked number for those who see the case."""
    return {
        "age": enrolment.participant.age_on(today),
        "number": access.number_of(user, enrolment),
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


FEATURE = Feature(
    notices=case_notices,
    facts=(CasePart("participants/profile/case_facts.html", case_facts),),
    links=(
        CaseLink("Ändra namn och tolk", "person/", access.can_edit_enrolment),
        CaseLink("Skyddade personuppgifter", "skydd/", access.can_protect),
    ),
)
