"""Questions and answers, for the rotation of keys (mia/access/rotation.py)."""

from interventions.questions.models import ContactQuestion
from mia.access.rotation import EncryptedColumns


class Questions(EncryptedColumns):
    name = "frågor om kontakter"
    model = ContactQuestion
    fields = ("text", "answer")
