"""What attendance adds to the pages that show many features."""

from collections.abc import Mapping
from datetime import date

from django.utils.formats import localize

from interventions.attendance import access, queries
from interventions.attendance.demo import demo_rows
from interventions.attendance.models import Attendance
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.seams import CaseSection, ExtractRow, ExtractSection, Feature


def case_section(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    """Hours at placements by month."""
    months = queries.list_months(user, enrolment)
    may_enter = access.can_enter_attendance(user, enrolment)
    return {"months": months, "may_enter": may_enter}


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    """Every day and week with attendance."""
    rows = Attendance.objects.visible_in(user, enrolment).select_related("placement")
    facts = []
    for row in rows.order_by("first_on", "pk"):
        days = str(row.first_on)
        if row.last_on != row.first_on:
            days += f" till {row.last_on}"
        value = f"{localize(row.minutes)} minuter, {row.placement.workplace}"
        facts.append(ExtractRow(days, f"{value} (placerad från {row.placement.started_on})"))
    return facts


FEATURE = Feature(
    urls="interventions.attendance.urls",
    sections=(
        CaseSection(
            slug="narvaro",
            title="Närvaro på arbetsträning",
            template="interventions/attendance/case_section.html",
            data=case_section,
        ),
    ),
    extract=(ExtractSection("Närvaro på arbetsträning", extract_rows),),
    retention=(Attendance,),
    demo=demo_rows,
)
