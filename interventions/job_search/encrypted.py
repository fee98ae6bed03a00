"""The texts of the search for work, for the rotation of keys (mia/access/rotation.py)."""

from interventions.job_search.models import PROFILE_TEXTS, EmployerContact, VocationalProfile
from mia.access.rotation import EncryptedColumns


class VocationalProfiles(EncryptedColumns):
    name = "yrkesprofiler"
    model = VocationalProfile
    fields = PROFILE_TEXTS


class EmployerContacts(EncryptedColumns):
    name = "arbetsgivarkontakter"
    model = EmployerContact
    fields = ("summary",)
