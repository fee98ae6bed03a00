"""Where the day begins: one's own cases, and the delprojekt that one leads."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from interventions.today import access, lists, queries, workers
from mia.organisation.absences.access import can_staff_delprojekt
from mia.organisation.drafts.queries import newest_drafts
from mia.organisation.request import StaffRequest
from participants.caseload.forms import page_number
from participants.delprojekt_lists import Part, Watched
from participants.enrolments.access import allow
from participants.registration.access import can_register_participant


@require_safe
def today(request: StaffRequest) -> HttpResponse:
    """The own part; that of the delprojekt is fetched by the page, or opened by a link."""
    user, day = request.user, request.work.today
    allow(access.can_see_today(user))
    page: dict[str, object] = {"day": day, "followed": access.followed_delprojekt(user)}
    if access.has_own_cases(user):
        page["agendas"] = queries.todays_agendas(user, day)
        page["queues"] = queries.todays_queues(user, day)
    page["drafts"] = newest_drafts(user)
    page["has_own_cases"] = access.has_own_cases(user)
    page["may_register"] = can_register_participant(user)
    return render(request, "interventions/today/today.html", page)


def watched_by(request: StaffRequest, code: str) -> Watched:
    """The delprojekt of the address as it is looked at now. Raises PermissionDenied, Http404."""
    return lists.watched_at(access.get_delprojekt(request.user, code), timezone.localtime())


@require_safe
def delprojekt(request: StaffRequest, code: str) -> HttpResponse:
    """A fragment for htmx, a page of its own for everyone else."""
    user, watched = request.user, watched_by(request, code)
    counted = lists.count_lists(user, watched)
    page = {
        "watched": watched,
        "followed": access.followed_delprojekt(user),
        "waiting": counted[Part.WAITING],
        "ending": counted[Part.ENDING],
        "changed": counted[Part.CHANGED],
        "staff": workers.staff_of(user, watched),
    }
    template = "interventions/today/delprojekt.html"
    if request.htmx:
        template = "interventions/today/delprojekt_parts.html"
    return render(request, template, page)


@require_safe
def delprojekt_list(request: StaffRequest, code: str, slug: str) -> HttpResponse:
    user, watched = request.user, watched_by(request, code)
    one = access.get_list(user, watched.delprojekt, slug)
    number = page_number(request.GET.get("sida", ""))
    rows, has_next = lists.list_page(user, one, watched, number)
    page = {"watched": watched, "list": one, "rows": rows, "number": number, "has_next": has_next}
    return render(request, "interventions/today/delprojekt_list.html", page)


@require_safe
def worker(request: StaffRequest, code: str, pk: int) -> HttpResponse:
    """One worker's open cases, and contacts of the last days."""
    user, watched = request.user, watched_by(request, code)
    staff = workers.find_worker(watched.delprojekt, pk, watched.today)
    if staff is None:
        raise Http404
    contacts = workers.contacts_of(user, staff, watched)
    page = {
        "watched": watched,
        "worker": staff,
        "cases": workers.cases_of(user, staff, watched),
        "contacts": contacts,
        "time": workers.time_text(sum(contact.minutes for contact in contacts)),
        "may_hand_over": can_staff_delprojekt(user, watched.delprojekt),
    }
    return render(request, "interventions/today/worker.html", page)
