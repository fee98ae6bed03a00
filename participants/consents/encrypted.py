"""What has been handed out, for the rotation of keys (mia/access/rotation.py)."""

from mia.access.rotation import EncryptedColumns
from participants.consents.models import Disclosure


class Disclosures(EncryptedColumns):
    name = "utlämnanden"
    model = Disclosure
    fields = ("content",)
