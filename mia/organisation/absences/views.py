"""Absences of a delprojekt: the list, a new one, and the colleague who is back."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from mia.organisation.absences import access, actions, queries
from mia.organisation.absences.forms import AbsenceForm
from mia.organisation.request import EDIT, StaffRequest


@EDIT
def absences(request: StaffRequest, code: str) -> HttpResponse:
    user, today = request.user, request.work.today
    delprojekt = access.get_delprojekt(user, code)
    leads = access.can_staff_delprojekt(user, delprojekt)
    workers = queries.workers_of(delprojekt, today)
    absent = workers if leads else workers.filter(pk=user.pk)
    initial = {"started_on": today, "staff": None if leads else user.pk}
    form = AbsenceForm(request.POST or None, absent=absent, substitutes=workers, initial=initial)
    absence = form.perform(actions.register, delprojekt, by=user)
    if absence is not None:
        messages.success(request, f"{absence.substitute} ersätter {absence.staff}.")
        return redirect("organisation:absences", code)
    rows = list(queries.coming_absences(delprojekt, today))
    editable = {row.pk for row in rows if leads or row.staff_id == user.pk}
    page = {"delprojekt": delprojekt, "form": form, "rows": rows, "editable": editable}
    return render(request, "organisation/absences/absences.html", page)


@require_POST
def absence_end(request: StaffRequest, pk: UUID) -> HttpResponse:
    absence = access.get_absence(request.user, pk)
    actions.end(absence, by=request.user, today=request.work.today)
    messages.success(request, f"Frånvaron för {absence.staff} är avslutad.")
    return redirect("organisation:absences", absence.delprojekt.code)
