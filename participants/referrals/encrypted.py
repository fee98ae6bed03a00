"""The texts of referrals, for the rotation of keys (mia/access/rotation.py)."""

from django.db.models import Q

from participants.referrals.models import Referral


class Referrals:
    """An EncryptedRows (mia/access/rotation.py)."""

    name = "remisser"

    def rewrite(self, prefix: str, most: int) -> int:
        """Save again at most so many referrals with a text that does not begin with the prefix;
        how many.
        """
        is_new = Q(reason__startswith=prefix) & Q(wish__startswith=prefix)
        not_disposed = Referral.objects.exclude(number="")
        rows = not_disposed.exclude(is_new).select_for_update(no_key=True)
        chunk = list(rows.order_by("pk")[:most])
        for referral in chunk:
            referral.save(update_fields=["reason", "wish"])
        return len(chunk)
