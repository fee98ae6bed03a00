"""Where a case worker begins the day."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from interventions.today import access, queries
from mia.organisation.drafts.queries import newest_drafts
from mia.organisation.request import StaffRequest
from participants.enrolments.access import allow
from participants.registration.access import can_register_participant


@require_safe
def today(request: StaffRequest) -> HttpResponse:
    user, day = request.user, request.work.today
    allow(access.can_see_today(user))
    page = {
        "day": day,
        "agendas": queries.todays_agendas(user, day),
        "queues": queries.todays_queues(user, day),
        "drafts": newest_drafts(user),
        "may_register": can_register_participant(user),
    }
    return render(request, "interventions/today/today.html", page)
