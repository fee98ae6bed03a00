"""The notes, for the rotation of keys (mia/access/rotation.py)."""

from interventions.contacts.models import Note


class Notes:
    """An EncryptedRows (mia/access/rotation.py)."""

    name = "anteckningar"

    def rewrite(self, prefix: str, most: int) -> int:
        """Save again at most so many notes whose text does not begin with the prefix; how many."""
        old = Note.objects.exclude(text__startswith=prefix)
        rows = old.select_for_update(no_key=True).order_by("pk")
        chunk = list(rows[:most])
        for note in chunk:
            note.save(update_fields=["text"])
        return len(chunk)
