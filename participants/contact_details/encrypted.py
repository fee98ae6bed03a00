"""The contact details, for the rotation of keys (mia/access/rotation.py)."""

from django.db.models import Model, Q

from participants.contact_details.models import ContactDetails, RelatedPerson


class EncryptedColumns:
    """An EncryptedRows: rows of one model with several encrypted columns."""

    model: type[Model]
    fields: tuple[str, ...]

    def rewrite(self, prefix: str, most: int) -> int:
        """Save again at most so many rows with a value that does not begin with the prefix."""
        is_old = Q()
        for field in self.fields:
            is_old |= Q(**{f"{field}__isnull": False}) & ~Q(**{f"{field}__startswith": prefix})
        rows = self.model._default_manager.filter(is_old)
        chunk = list(rows.select_for_update(no_key=True).order_by("pk")[:most])
        for row in chunk:
            row.save(update_fields=list(self.fields))
        return len(chunk)


class ContactDetailsRows(EncryptedColumns):
    name = "kontaktuppgifter"
    model = ContactDetails
    fields = ("telephone", "email", "address")


class RelatedPersonRows(EncryptedColumns):
    name = "närstående och andra kontakter"
    model = RelatedPerson
    fields = ("name", "telephone")
