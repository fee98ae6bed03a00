"""How true to its method a delprojekt works: computed of logged work, and reviewed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from interventions.fidelity import access, actions, queries
from interventions.fidelity.forms import ReviewForm
from interventions.fidelity.listings import LISTINGS
from interventions.fidelity.measures import compute
from mia import audit
from mia.organisation.reference import access as reference_access
from mia.organisation.reference import views as reference_views
from mia.organisation.request import EDIT, StaffRequest
from participants.enrolments.access import allow


@require_safe
def fidelity(request: StaffRequest) -> HttpResponse:
    """The scales of every delprojekt that the user leads, each with its latest review."""
    user, today = request.user, request.work.today
    allow(access.can_review_fidelity(user))
    places = access.reviewed_delprojekt(user)
    latest = queries.latest_reviews(places)
    scales = queries.list_scales(today)
    rows = []
    for place in places:
        rows.append((place, [(scale, latest.get((place.pk, scale.pk))) for scale in scales]))
    return render(request, "interventions/fidelity/fidelity.html", {"rows": rows})


@require_safe
def scale(request: StaffRequest, code: str, scale_code: str) -> HttpResponse:
    """What logged work says of each item, and the reviews that were made."""
    user, today = request.user, request.work.today
    place = access.get_delprojekt(user, code)
    chosen = access.get_scale(scale_code)
    page = {
        "place": place,
        "scale": chosen,
        "items": queries.scored_items(user, place, chosen, today),
        "reviews": queries.list_reviews(place, chosen),
    }
    return render(request, "interventions/fidelity/scale.html", page)


@require_safe
def measure(request: StaffRequest, code: str, scale_code: str, number: int) -> HttpResponse:
    """The rows behind a value. Whom they name is recorded."""
    user, today = request.user, request.work.today
    place = access.get_delprojekt(user, code)
    chosen = access.get_scale(scale_code)
    item = access.get_computed_item(chosen, number)
    computed = compute(str(item.measure), queries.read_unit(user, place, chosen.method, today))
    for row in computed.rows:
        if row.case is not None:
            audit.record_view(row.case.participant)
    page = {"place": place, "scale": chosen, "scored": queries.ScoredItem(item, computed)}
    return render(request, "interventions/fidelity/measure.html", page)


@EDIT
def new_review(request: StaffRequest, code: str, scale_code: str) -> HttpResponse:
    user, today = request.user, request.work.today
    place = access.get_delprojekt(user, code)
    chosen = access.get_scale(scale_code)
    items = queries.scored_items(user, place, chosen, today)
    initial = {"reviewed_on": today}
    form = ReviewForm(request.POST or None, items=items, today=today, initial=initial)
    review = form.perform(actions.review, place, chosen, by=user)
    if review is not None:
        messages.success(request, "Granskningen är sparad.")
        return redirect(review)
    page = {"place": place, "scale": chosen, "form": form}
    return render(request, "interventions/fidelity/new_review.html", page)


@require_safe
def review(request: StaffRequest, pk: UUID) -> HttpResponse:
    row = access.get_review(request.user, pk)
    totals = queries.list_reviews(row.delprojekt, row.scale)
    page = {
        "review": row,
        "scores": queries.list_scores(row),
        "total": next(total for total in totals if total.review.pk == row.pk),
    }
    return render(request, "interventions/fidelity/review.html", page)


@require_safe
def fidelity_list(request: StaffRequest, slug: str) -> HttpResponse:
    return reference_views.list_page(request, reference_access.get_listing(LISTINGS, slug))


@EDIT
def fidelity_new(request: StaffRequest, slug: str) -> HttpResponse:
    return reference_views.new_page(request, reference_access.get_listing(LISTINGS, slug))


@EDIT
def fidelity_change(request: StaffRequest, slug: str, pk: str) -> HttpResponse:
    return reference_views.change_page(request, reference_access.get_listing(LISTINGS, slug), pk)
