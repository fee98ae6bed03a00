"""The contact details, for the rotation of keys (mia/access/rotation.py)."""

from mia.access.rotation import EncryptedColumns
from participants.contact_details.models import ContactDetails, RelatedPerson


class ContactDetailsRows(EncryptedColumns):
    name = "kontaktuppgifter"
    model = ContactDetails
    fields = ("telephone", "email", "address")


class RelatedPersonRows(EncryptedColumns):
    name = "närstående och andra kontakter"
    model = RelatedPerson
    fields = ("name", "telephone")
