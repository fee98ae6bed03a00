"""The plans of placements, for the rotation of keys (mia/access/rotation.py)."""

from django.db.models import Q

from interventions.placements.models import PLAN_TEXTS, PlacementPlan


class PlacementPlans:
    """An EncryptedRows (mia/access/rotation.py)."""

    name = "planer för placeringar"

    def rewrite(self, prefix: str, most: int) -> int:
        """Save again at most so many rows with a text that does not begin with the prefix."""
        newest = Q()
        for name in PLAN_TEXTS:
            newest &= Q(**{f"{name}__startswith": prefix})
        rows = PlacementPlan.objects.exclude(newest).select_for_update(no_key=True)
        chunk = list(rows.order_by("pk")[:most])
        for plan in chunk:
            plan.save(update_fields=PLAN_TEXTS)
        return len(chunk)
