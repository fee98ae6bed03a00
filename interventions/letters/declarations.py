"""What letters add to the pages that show many features."""

from interventions.letters import queries
from interventions.letters.demo import demo_rows
from interventions.letters.models import Letter, LetterTemplate
from mia.organisation.staff.models import Staff
from participants.enrolments.access import can_read_notes
from participants.enrolments.models import Enrolment
from participants.seams import (
    CarriedRows,
    CaseLink,
    ExtractRow,
    ExtractSection,
    Feature,
    TimelineEntry,
    TimelineSource,
    field_text,
)

MODELS = (LetterTemplate,)


def timeline_entries(user: Staff, enrolment: Enrolment, newest: int) -> list[TimelineEntry]:
    entries = []
    for letter in enrolment.letters.all():
        text = f"Brev: {letter.heading} ({letter.get_kind_display()})"
        entries.append(TimelineEntry(letter.dated_on, text))
    return entries


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    rows = []
    for letter in queries.list_letters(user, enrolment):
        label = f"{letter.dated_on} {field_text(letter, 'kind')}"
        rows.append(ExtractRow(label, f"{letter.heading}\n{letter.text}", is_free_text=True))
    return rows


FEATURE = Feature(
    urls="interventions.letters.urls",
    carried=CarriedRows("letters", Letter, ("dated_on", "pk"), can_read_notes),
    links=(CaseLink("Brev", "brev/", can_read_notes),),
    timeline=(TimelineSource(timeline_entries),),
    extract=(ExtractSection("Brev", extract_rows),),
    retention=(Letter,),
    demo=demo_rows,
)
