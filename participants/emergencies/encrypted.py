"""The texts of emergency openings, for the rotation of keys (mia/access/rotation.py)."""

from mia.access.rotation import EncryptedColumns
from participants.emergencies.models import EmergencyOpening


class EmergencyOpenings(EncryptedColumns):
    name = "nödöppningar"
    model = EmergencyOpening
    fields = ("reason", "comment")
