"""The case page: who, what is agreed, what has happened."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from interventions import queries, rules
from interventions.timeline import timeline_of
from interventions.views.contact import log_form
from mia.organisation.roles import Permission
from participants import rules as participants
from participants.doors import get_visible
from participants.models import Enrolment

MOST_PAGES = 10_000


@require_safe
def case(request: HttpRequest, pk: UUID) -> HttpResponse:
    user: Any = request.user
    today: date = request.work.today  # type: ignore[attr-defined]
    enrolment = get_visible(user, pk)
    facts = queries.case_of(enrolment, user=user, today=today)
    timeline = timeline_of(facts, user=user, page=page_of(request))
    may = rights(user, enrolment)
    form = log_form(request, enrolment, facts.running) if may["log"] and timeline.page == 1 else None
    page = {"case": facts, "enrolment": enrolment, "participant": enrolment.participant}
    return render(request, "interventions/case.html", page | {"timeline": timeline, "may": may, "form": form})


def page_of(request: HttpRequest) -> int:
    """`?sida=`, from 1; what is no page is the first."""
    asked = request.GET.get("sida", "")
    return min(int(asked), MOST_PAGES) or 1 if asked.isascii() and asked.isdigit() else 1


def rights(user: Any, enrolment: Enrolment) -> dict[str, bool]:
    """What the user may do with the case: the links that the page shows."""
    return {
        "log": rules.can_log_contact(user, enrolment),
        "give": rules.can_give_method(user, enrolment),
        "edit": participants.can_edit_enrolment(user, enrolment),
        "assign": participants.can_assign_staff(user, enrolment),
        "protect": participants.can_protect(user, enrolment),
        "reveal": participants.can_reveal_number(user, enrolment),
        "report": user.may(Permission.ATTENDANCE_REPORT, enrolment.delprojekt_id),
    }
