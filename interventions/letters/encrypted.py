"""The texts of letters, for the rotation of keys (mia/access/rotation.py)."""

from interventions.letters.models import Letter
from mia.access.rotation import EncryptedColumns


class Letters(EncryptedColumns):
    name = "brev"
    model = Letter
    fields = ("text",)
