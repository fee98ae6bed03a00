"""Why nothing is disposed of, for the rotation of keys (mia/access/rotation.py)."""

from mia.access.rotation import EncryptedColumns
from reporting.retention.models import DisposalHold


class DisposalHolds(EncryptedColumns):
    name = "spärrar mot gallring"
    model = DisposalHold
    fields = ("reason",)
