"""The case page: who, what is agreed, what has happened."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from interventions import access as interventions_access
from interventions.cases.queries import Case, case_of
from interventions.cases.timeline import timeline_of
from interventions.contacts import access as contacts_access
from interventions.contacts.forms import quick_fields
from interventions.methods import access as methods_access
from interventions.methods import queries as methods_queries
from mia.access.roles import Permission
from mia.core.uuid7 import uuid7
from participants.enrolments import access as enrolments_access
from participants.enrolments.access import get_visible
from participants.enrolments.models import Enrolment

MOST_PAGES = 10_000


@require_safe
def case(request: HttpRequest, pk: UUID) -> HttpResponse:
    user: Any = request.user
    today: date = request.work.today  # type: ignore[attr-defined]
    enrolment = get_visible(user, pk)
    facts = case_of(enrolment, user=user, today=today)
    timeline = timeline_of(
        facts,
        with_notes=interventions_access.can_read_notes(user, enrolment),
        page=page_of(request),
    )
    may = rights(user, enrolment)
    quick = quick_log(user, facts) if may["log"] and timeline.page == 1 else None
    page = {"case": facts, "enrolment": enrolment, "participant": enrolment.participant}
    return render(
        request,
        "interventions/cases/case.html",
        page | {"timeline": timeline, "may": may, "quick": quick},
    )


def quick_log(user: Any, case: Case) -> dict[str, Any]:
    """The form that logs a contact: today, with me, in the method I work with; `key` is the row's
    own.
    """
    method = methods_queries.default_method(
        [(work.code, work.figure) for work in case.running], user
    )
    return {"fields": quick_fields(case.today, case.colleagues, user.pk, method), "key": uuid7()}


def page_of(request: HttpRequest) -> int:
    """`?sida=`, from 1; what is no page is the first."""
    asked = request.GET.get("sida", "")
    return min(int(asked), MOST_PAGES) or 1 if asked.isascii() and asked.isdigit() else 1


def rights(user: Any, enrolment: Enrolment) -> dict[str, bool]:
    """What the user may do with the case: the links that the page shows."""
    return {
        "log": contacts_access.can_log_contact(user, enrolment),
        "give": methods_access.can_give_method(user, enrolment),
        "edit": enrolments_access.can_edit_enrolment(user, enrolment),
        "assign": enrolments_access.can_assign_staff(user, enrolment),
        "protect": enrolments_access.can_protect(user, enrolment),
        "reveal": enrolments_access.can_reveal_number(user, enrolment),
        "report": user.may(Permission.ATTENDANCE_REPORT, enrolment.delprojekt_id),
    }
