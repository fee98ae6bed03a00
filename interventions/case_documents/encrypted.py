"""The documents of cases, for the rotation of keys (mia/access/rotation.py)."""

from interventions.case_documents.models import CaseDocument
from mia.access.rotation import EncryptedColumns


class CaseDocuments(EncryptedColumns):
    name = "dokument"
    model = CaseDocument
    fields = ("title", "content")
