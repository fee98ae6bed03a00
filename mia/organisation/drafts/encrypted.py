"""The drafts, for the rotation of keys (mia/access/rotation.py)."""

from mia.organisation.drafts.models import Draft


class Drafts:
    """An EncryptedRows (mia/access/rotation.py)."""

    name = "utkast"

    def rewrite(self, prefix: str, most: int) -> int:
        """Save again at most so many drafts whose content does not begin with the prefix; how
        many.
        """
        old = Draft.objects.exclude(content__startswith=prefix)
        rows = old.select_for_update(no_key=True).order_by("pk")
        chunk = list(rows[:most])
        for draft in chunk:
            draft.save(update_fields=["content"])
        return len(chunk)
