"""The plans of placements, for the rotation of keys (mia/access/rotation.py)."""

from interventions.placements.models import PLAN_TEXTS, PlacementPlan
from mia.access.rotation import EncryptedColumns


class PlacementPlans(EncryptedColumns):
    name = "planer för placeringar"
    model = PlacementPlan
    fields = PLAN_TEXTS
