"""The answers to other delprojekt, for the rotation of keys (mia/access/rotation.py)."""

from mia.access.rotation import EncryptedColumns
from participants.inquiries.models import Inquiry


class InquiryRows(EncryptedColumns):
    name = "svar till andra delprojekt"
    model = Inquiry
    fields = ("text",)
