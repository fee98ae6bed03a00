"""What handovers add to the pages that show many features."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone
from django.utils.text import capfirst

from interventions.handovers import access
from interventions.handovers.delprojekt_lists import NEW_HANDOVERS
from interventions.handovers.demo import demo_rows
from interventions.handovers.models import CaseHandover, HandoverNote
from mia.organisation.staff.models import Staff
from participants.enrolments.access import can_read_notes
from participants.enrolments.models import Enrolment
from participants.seams import CaseLink, CaseSection, ExtractRow, ExtractSection, Feature


def case_section(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    """The text about the case, and the handovers that were not undone."""
    handovers = [row for row in access.handovers_of(user, enrolment) if row.undone_at is None]
    may_write = access.can_write_handover(user, enrolment)
    note = access.note_of(user, enrolment)
    return {"note": note, "handovers": handovers, "may_write": may_write}


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    """The text about the case, and each time it was handed over."""
    rows = []
    note = access.note_of(user, enrolment)
    if note is not None:
        rows = [ExtractRow(capfirst(label), text) for label, text in note.texts]
        day = timezone.localtime(note.written_at)
        rows.append(ExtractRow("Texten skrevs", f"{day:%Y-%m-%d} av {note.written_by}"))
    for row in access.handovers_of(user, enrolment):
        rows.append(ExtractRow("Överlämnad", _handover_text(row)))
    return rows


def _handover_text(row: CaseHandover) -> str:
    """When, from whom, to whom and by whom; and when and by whom it was undone."""
    day = timezone.localtime(row.handed_over_at)
    text = f"{day:%Y-%m-%d} från {row.former} till {row.successor}, av {row.handed_over_by}"
    if row.undone_at is not None:
        text += f"; ångrad {timezone.localtime(row.undone_at):%Y-%m-%d}"
    if row.undone_by is not None:
        text += f", ångrad av {row.undone_by}"
    return text


FEATURE = Feature(
    urls="interventions.handovers.urls",
    sections=(
        CaseSection(
            slug="overlamning",
            title="Överlämning",
            template="interventions/handovers/case_section.html",
            data=case_section,
            permitted=can_read_notes,
        ),
    ),
    links=(CaseLink("Skriv överlämning", "overlamning/", access.can_write_handover),),
    delprojekt_lists=(NEW_HANDOVERS,),
    extract=(ExtractSection("Överlämningar", extract_rows),),
    retention=(CaseHandover, HandoverNote),
    demo=demo_rows,
)
