"""The texts of mappings, for the rotation of keys (mia/access/rotation.py)."""

from interventions.life_areas.models import AreaRecord
from participants.contact_details.encrypted import EncryptedColumns


class AreaRecords(EncryptedColumns):
    name = "kartläggningar"
    model = AreaRecord
    fields = ("strength", "problem", "wish")
