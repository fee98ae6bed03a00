"""The texts of memos, for the rotation of keys (mia/access/rotation.py)."""

from interventions.memos.models import Memo
from mia.access.rotation import EncryptedColumns


class Memos(EncryptedColumns):
    name = "minneslappar"
    model = Memo
    fields = ("text",)
