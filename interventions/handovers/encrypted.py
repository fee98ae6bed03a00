"""The texts of handovers, for the rotation of keys (mia/access/rotation.py)."""

from interventions.handovers.models import TEXTS, HandoverNote
from mia.access.rotation import EncryptedColumns


class HandoverNotes(EncryptedColumns):
    name = "överlämningar"
    model = HandoverNote
    fields = TEXTS
