"""Who sees how true to its method a delprojekt works, and reviews it: those who lead it."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from interventions.fidelity.models import FidelityItem, FidelityReview, FidelityScale
from mia.access.roles import Permission
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff
from participants.enrolments.access import allow


def can_review_fidelity(user: Staff) -> bool:
    return bool(user.scope.whole_delprojekt_with(Permission.READ_NOTES))


def reviewed_delprojekt(user: Staff) -> list[Delprojekt]:
    """Return the delprojekt that the user leads, by name."""
    led = user.scope.whole_delprojekt_with(Permission.READ_NOTES)
    return [place for place in user.current_delprojekt if place.pk in led]


def get_delprojekt(user: Staff, code: str) -> Delprojekt:
    """Return a delprojekt that the user leads. Raises PermissionDenied, Http404."""
    allow(can_review_fidelity(user))
    for delprojekt in reviewed_delprojekt(user):
        if delprojekt.code == code:
            return delprojekt
    raise Http404


def get_scale(code: str) -> FidelityScale:
    """Raises Http404."""
    return get_object_or_404(FidelityScale, pk=code)


def get_computed_item(scale: FidelityScale, number: int) -> FidelityItem:
    """Return an item that is computed. Raises Http404."""
    return get_object_or_404(scale.items.exclude(measure=None), number=number)


def get_review(user: Staff, pk: UUID) -> FidelityReview:
    """Return a review of a delprojekt that the user leads. Raises PermissionDenied, Http404."""
    allow(can_review_fidelity(user))
    places = reviewed_delprojekt(user)
    rows = FidelityReview.objects.select_related("delprojekt", "scale", "registered_by")
    return get_object_or_404(rows.filter(delprojekt__in=places), pk=pk)
