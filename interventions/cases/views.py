"""The case page: a brief, the timeline, and sections that are fetched when they are opened."""

import re
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from interventions.cases import carried, queries, timeline
from mia.organisation.request import StaffRequest
from participants.enrolments.access import allow, get_visible_with_facts

PAGE_NUMBER = re.compile("[1-9][0-9]{0,4}")


@require_safe
def case(request: StaffRequest, pk: UUID) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolment = get_visible_with_facts(user, pk, **carried.expressions())
    carried.attach(user, enrolment)
    page = {
        "enrolment": enrolment,
        "participant": enrolment.participant,
        "today": today,
        "brief": queries.load_brief(user, enrolment, today),
        "timeline": timeline.load_timeline(user, enrolment, page_from(request)),
    }
    return render(request, "interventions/cases/case.html", page)


def page_from(request: StaffRequest) -> int:
    """The page number in `?sida=`; anything that is not a page is the first."""
    text = request.GET.get("sida", "")
    if not PAGE_NUMBER.fullmatch(text):
        return 1
    return int(text)


@require_safe
def section(request: StaffRequest, pk: UUID, slug: str) -> HttpResponse:
    """One section: a fragment for htmx, a page of its own for everyone else."""
    user, today = request.user, request.work.today
    enrolment = get_visible_with_facts(user, pk, **carried.expressions())
    case_section = queries.find_section(slug)
    if case_section is None:
        raise Http404
    allow(case_section.permitted(user, enrolment))
    carried.attach(user, enrolment)
    page = {
        "enrolment": enrolment,
        "participant": enrolment.participant,
        "section": case_section,
        "data": case_section.data(user, enrolment, today),
    }
    template = case_section.template if request.htmx else "interventions/cases/section.html"
    return render(request, template, page)
