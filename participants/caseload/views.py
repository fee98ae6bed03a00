"""The list of participants that one works from."""

from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from mia.access.roles import Permission
from mia.organisation.request import EDIT, StaffRequest
from participants.caseload import access, actions, queries
from participants.caseload.forms import CaseloadForm, SavedViewForm
from participants.caseload.models import SavedView
from participants.enrolments import access as enrolments_access
from participants.registration import access as registration_access

SESSION_KEY = "caseload"  # the filters last used, kept on return


@require_safe
def caseload(request: StaffRequest) -> HttpResponse:
    user, today = request.user, request.work.today
    enrolments_access.allow(enrolments_access.can_see_participants(user))
    form = form_of(request)
    selection = form.selection()
    rows, has_next = queries.caseload(user, selection, today)
    aliases, has_next_aliases = queries.protected_aliases(user, selection)
    page = {
        "form": form,
        "selection": selection,
        "rows": rows,
        "aliases": aliases,
        "today": today,
        "has_next": has_next or has_next_aliases,
        "query": urlencode(form.filled_values()),
        "views": queries.saved_views(user),
        "may_merge": user.may(Permission.MERGE_PERSONS),
        "may_register": registration_access.can_register_participant(user),
    }
    return render(request, "participants/caseload/caseload.html", page)


def form_of(request: StaffRequest) -> CaseloadForm:
    """The filters of the address, or those last used; a queue leaves what is kept as it was."""
    kept = request.session.get(SESSION_KEY, {})
    form = CaseloadForm(request.GET.dict() or kept, user=request.user)
    if form.queue is None:
        request.session[SESSION_KEY] = form.filled_values()
    return form


@EDIT
def view_new(request: StaffRequest) -> HttpResponse:
    """Save the filters of the address under a name."""
    user = request.user
    enrolments_access.allow(enrolments_access.can_see_participants(user))
    filters = CaseloadForm(request.GET.dict() | {"ko": ""}, user=user)
    form = SavedViewForm(request.POST or None)
    values = filters.filled_values()
    view = form.perform(actions.save_view, by=user, filters=values)
    if view is not None:
        messages.success(request, f"Urvalet {view} är sparat. Det står ovanför listan.")
        return to_view(view)
    page = {"form": form, "filters": filters.filters, "query": urlencode(values)}
    return render(request, "participants/caseload/view_new.html", page)


@EDIT
def view_change(request: StaffRequest, pk: UUID) -> HttpResponse:
    view = access.get_own_view(request.user, pk)
    form = SavedViewForm(request.POST or None, instance=view)
    renamed = form.perform(actions.rename_view, view, by=request.user)
    if renamed is not None:
        messages.success(request, f"Urvalet heter nu {renamed}.")
        return to_view(renamed)
    return render(request, "participants/caseload/view_change.html", {"form": form, "view": view})


@require_POST
def view_remove(request: StaffRequest, pk: UUID) -> HttpResponse:
    view = access.get_own_view(request.user, pk)
    actions.remove_view(view, by=request.user)
    messages.success(request, f"Urvalet {view} är borttaget.")
    return redirect("participants:caseload")


def to_view(view: SavedView) -> HttpResponse:
    return redirect(f"{reverse('participants:caseload')}?{view.query}")
