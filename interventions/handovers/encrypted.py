"""The texts of handovers, for the rotation of keys (mia/access/rotation.py)."""

from interventions.handovers.models import TEXTS, HandoverNote
from participants.contact_details.encrypted import EncryptedColumns


class HandoverNotes(EncryptedColumns):
    name = "överlämningar"
    model = HandoverNote
    fields = TEXTS
