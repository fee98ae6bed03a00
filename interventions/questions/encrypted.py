"""Questions and answers, for the rotation of keys (mia/access/rotation.py)."""

from interventions.questions.models import ContactQuestion
from participants.contact_details.encrypted import EncryptedColumns


class Questions(EncryptedColumns):
    name = "frågor om kontakter"
    model = ContactQuestion
    fields = ("text", "answer")
