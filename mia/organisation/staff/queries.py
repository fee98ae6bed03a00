"""Reads of staff for the administration pages."""

from datetime import date

from django.db.models import Prefetch, Q, QuerySet

from mia.organisation.memberships.models import Membership
from mia.organisation.staff.models import Staff


def staff_listed(today: date, words: str = "") -> QuerySet[Staff]:
    """Everyone, with the memberships that hold today; `words` are looked for in name and username."""
    found = Q()
    for word in words.split():
        found &= Q(name__icontains=word) | Q(username__icontains=word)
    held = Membership.objects.active(today).select_related("delprojekt").order_by("pk")
    return (
        Staff.objects.filter(found)
        .order_by("name", "pk")
        .prefetch_related(Prefetch("memberships", held, "held"))
    )
