"""What the features add to a closing: what ends with it, facts that they have, what is next."""

from collections.abc import Collection
from datetime import date

from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.seams import CLOSING, RunningItem


def list_running(user: Staff, enrolment: Enrolment) -> list[RunningItem]:
    """Return what goes on in an open enrolment and can end with it; nothing of a closed one."""
    items: list[RunningItem] = []
    if not enrolment.is_open:
        return items
    for part in CLOSING:
        if part.running is not None:
            items += part.running(user, enrolment)
    return items


def proposed_facts(user: Staff, enrolment: Enrolment) -> dict[str, object]:
    """Return exit facts that the features already have, for the form of an open enrolment."""
    facts: dict[str, object] = {}
    if not enrolment.is_open:
        return facts
    for part in CLOSING:
        if part.facts is not None:
            facts |= part.facts(user, enrolment)
    return facts


def end_items(enrolment: Enrolment, keys: Collection[str], *, by: Staff, last_day: date) -> None:
    """End the items with these keys, in the reverse order of the features: assignments end last."""
    for part in reversed(CLOSING):
        if part.end is not None:
            part.end(enrolment, keys, by=by, last_day=last_day)


def list_next_steps(enrolment: Enrolment) -> list[str]:
    """Return what comes after the closing, in sentences."""
    sentences: list[str] = []
    for part in CLOSING:
        if part.next_steps is not None:
            sentences += part.next_steps(enrolment)
    return sentences
