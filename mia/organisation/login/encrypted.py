"""The secrets of second factors, for the rotation of keys (mia/access/rotation.py)."""

from allauth.mfa.models import Authenticator
from django.db.models import Q

from mia.access import encryption
from mia.organisation.login.adapters import PURPOSE

SECRETS = ("secret", "seed")  # of an app (TOTP), of reserve codes; keys have a public part only


class SecondFactors:
    name = "andra faktorer"

    def rewrite(self, prefix: str, most: int) -> int:
        rows = (
            Authenticator.objects.select_for_update(no_key=True)
            .filter(_is_old(prefix))
            .order_by("pk")
        )
        chunk = list(rows[:most])
        for row in chunk:
            for name in SECRETS:
                if name in row.data:
                    text = encryption.decrypt(row.data[name], bound_to=PURPOSE)
                    row.data[name] = encryption.encrypt(text, bound_to=PURPOSE)
            row.save(update_fields=["data"])
        return len(chunk)


def _is_old(prefix: str) -> Q:
    condition = Q()
    for name in SECRETS:
        has_it = Q(data__has_key=name)
        condition |= has_it & ~Q(**{f"data__{name}__startswith": prefix})
    return condition
