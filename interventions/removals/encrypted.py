"""Why contacts were deleted, for the rotation of keys (mia/access/rotation.py)."""

from interventions.removals.models import ContactRemoval
from mia.access.rotation import EncryptedColumns


class ContactRemovals(EncryptedColumns):
    name = "borttagna kontakter"
    model = ContactRemoval
    fields = ("explanation",)
