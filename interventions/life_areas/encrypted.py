"""The texts of mappings, for the rotation of keys (mia/access/rotation.py)."""

from interventions.life_areas.models import TEXTS, AreaRecord
from mia.access.rotation import EncryptedColumns


class AreaRecords(EncryptedColumns):
    name = "kartläggningar"
    model = AreaRecord
    fields = TEXTS
