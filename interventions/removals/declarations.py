"""What deleted contacts add to the pages that show many features."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from interventions.removals import queries
from interventions.removals.demo import demo_rows
from interventions.removals.models import ContactRemoval
from mia.organisation.staff.models import Staff
from participants.enrolments.access import can_read_notes
from participants.enrolments.models import Enrolment
from participants.seams import CaseSection, ExtractRow, ExtractSection, Feature


def case_section(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    """Every deleted contact of the case, with why and by whom."""
    return {"removals": queries.list_removals(user, enrolment)}


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    rows = []
    for removal in queries.list_removals(user, enrolment):
        label = f"Kontakt {removal.held_on}"
        rows.append(ExtractRow(label, _in_words(removal)))
        if removal.explanation:
            rows.append(ExtractRow("Förklaring", removal.explanation, is_free_text=True))
    return rows


def _in_words(removal: ContactRemoval) -> str:
    """For example "borttagen 2021-03-02 av Anna Provsson: den är sparad två gånger"."""
    removed_at = timezone.localtime(removal.removed_at)
    note = " med anteckning" if removal.had_note else ""
    text = f"borttagen{note} {removed_at:%Y-%m-%d} av {removal.removed_by}"
    text += f": {removal.get_reason_display()}"
    if removal.restored_at:
        restored_at = timezone.localtime(removal.restored_at)
        text += f"; återställd {restored_at:%Y-%m-%d}"
    if removal.restored_by:
        text += f" av {removal.restored_by}"
    return text


FEATURE = Feature(
    urls="interventions.removals.urls",
    sections=(
        CaseSection(
            slug="borttagna-kontakter",
            title="Borttagna kontakter",
            template="interventions/removals/case_section.html",
            data=case_section,
            permitted=can_read_notes,
        ),
    ),
    extract=(ExtractSection("Borttagna kontakter", extract_rows),),
    retention=(ContactRemoval,),
    demo=demo_rows,
)
