"""The notes, for the rotation of keys (mia/access/rotation.py)."""

from interventions.contacts.models import Note


class Notes:
    name = "anteckningar"

    def rewrite(self, prefix: str, most: int) -> int:
        rows = Note.objects.select_for_update().exclude(text__startswith=prefix).order_by("pk")
        chunk = list(rows[:most])
        for note in chunk:
            note.save(update_fields=["text"])
        return len(chunk)
