"""What the mapping of areas of life adds to the pages that show many features."""

from collections.abc import Mapping
from datetime import date

from interventions.life_areas import access, queries
from interventions.life_areas.demo import demo_rows
from interventions.life_areas.models import AreaRecord
from mia.organisation.staff.models import Staff
from participants.enrolments.access import can_read_notes
from participants.enrolments.models import Enrolment
from participants.seams import (
    CaseLink,
    CaseSection,
    ExtractRow,
    ExtractSection,
    Feature,
    field_text,
)

# By field: what stands before it in the extract.
EXTRACT_FIELDS = {
    "rating": "egen skattning",
    "priority": "prioritet",
    "strength": "styrkor",
    "problem": "svårigheter",
    "wish": "önskan",
}


def case_section(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    return {
        "areas": queries.list_areas(user, enrolment),
        "may_map": access.can_map_areas(user, enrolment),
    }


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    rows = []
    for record in queries.list_records(user, enrolment):
        label = f"{record.mapped_on} {record.area}"
        for name, title in EXTRACT_FIELDS.items():
            if getattr(record, name) is not None:
                text = f"{title}: {field_text(record, name)}"
                rows.append(ExtractRow(label, text, is_free_text=True))
    return rows


FEATURE = Feature(
    urls="interventions.life_areas.urls",
    sections=(
        CaseSection(
            slug="kartlaggning",
            title="Kartläggning",
            template="interventions/life_areas/case_section.html",
            data=case_section,
            permitted=can_read_notes,
        ),
    ),
    links=(CaseLink("Kartläggning", "kartlaggning/", can_read_notes),),
    extract=(ExtractSection("Kartläggning", extract_rows),),
    retention=(AreaRecord,),
    demo=demo_rows,
)
