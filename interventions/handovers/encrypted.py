"""The texts of handovers, for the rotation of keys (mia/access/rotation.py)."""

from django.db.models import Q

from interventions.handovers.models import TEXTS, HandoverNote


class HandoverNotes:
    """An EncryptedRows (mia/access/rotation.py)."""

    name = "överlämningar"

    def rewrite(self, prefix: str, most: int) -> int:
        """Save again at most so many rows with a text that does not begin with the prefix."""
        newest = Q()
        for name in TEXTS:
            newest &= Q(**{f"{name}__startswith": prefix})
        rows = HandoverNote.objects.exclude(newest).select_for_update(no_key=True).order_by("pk")
        chunk = list(rows[:most])
        for note in chunk:
            note.save(update_fields=TEXTS)
        return len(chunk)
