"""The texts of plans, for the rotation of keys (mia/access/rotation.py)."""

from interventions.planning.models import Goal, Step
from mia.access.rotation import EncryptedColumns


class Goals(EncryptedColumns):
    name = "mål i planer"
    model = Goal
    fields = ("text",)


class Steps(EncryptedColumns):
    name = "steg i planer"
    model = Step
    fields = ("text", "agency")
