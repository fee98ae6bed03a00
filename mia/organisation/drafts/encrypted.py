"""The drafts, for the rotation of keys (mia/access/rotation.py)."""

from mia.access.rotation import EncryptedColumns
from mia.organisation.drafts.models import Draft


class Drafts(EncryptedColumns):
    name = "utkast"
    model = Draft
    fields = ("title", "content")
