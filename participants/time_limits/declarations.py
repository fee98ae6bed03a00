"""What the time limit adds to the pages that show many features."""

from collections.abc import Mapping
from datetime import date

from django.urls import reverse

from mia.organisation.staff.models import Staff
from participants.enrolments.access import can_edit_enrolment
from participants.enrolments.models import Enrolment
from participants.seams import (
    CaseLink,
    CaseNotice,
    CaseSection,
    ExtractRow,
    ExtractSection,
    Feature,
    Queue,
)
from participants.time_limits import queries
from participants.time_limits.delprojekt_lists import TIME_ENDS
from participants.time_limits.demo import demo_rows
from participants.time_limits.models import Extension, Pause


def can_extend_time(user: Staff, enrolment: Enrolment) -> bool:
    return enrolment.is_open and can_edit_enrolment(user, enrolment)


def case_notices(user: Staff, enrolment: Enrolment, today: date) -> list[CaseNotice]:
    """That the time ends soon, or has ended."""
    if not enrolment.is_open:
        return []
    last_day = enrolment.time_ends_on
    if last_day is None or last_day > today + queries.SOON:
        return []
    title = f"Tiden i delprojektet är slut {last_day}."
    if last_day < today:
        title = f"Tiden i delprojektet tog slut {last_day}."
    if not can_edit_enrolment(user, enrolment):
        return [CaseNotice(title, tone="warn")]
    url = reverse("participants:extend", args=[enrolment.pk])
    return [CaseNotice(title, "Avsluta, pausa eller förläng.", "warn", url, "Förläng tiden")]


def case_section(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    """The last day, and every extension and pause."""
    rows = queries.time_rows(user, enrolment)
    return {
        "last_day": queries.last_day_of(enrolment, today),
        "rows": rows,
        "may_edit": can_extend_time(user, enrolment),
        "is_paused": any(row.is_open_pause for row in rows),
    }


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    """Every extension and pause, with its reason."""
    rows = []
    for row in queries.time_rows(user, enrolment):
        rows.append(ExtractRow(row.text, f"från {row.on}: {row.reason}"))
    return rows


FEATURE = Feature(
    notices=case_notices,
    sections=(
        CaseSection(
            slug="tid",
            title="Tid i delprojektet",
            template="participants/time_limits/case_section.html",
            data=case_section,
        ),
    ),
    links=(
        CaseLink("Förläng tiden", "forlang/", can_extend_time),
        CaseLink("Pausa tiden", "pausa/", can_extend_time),
    ),
    queues=(Queue("tid", "Tiden tar snart slut", queries.ends_soon),),
    delprojekt_lists=(TIME_ENDS,),
    extract=(ExtractSection("Förlängningar och pauser", extract_rows),),
    retention=(Extension, Pause),
    demo=demo_rows,
)
