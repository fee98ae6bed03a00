"""Aliases: what a protected person is called by those who may not know more."""

import secrets

from participants.people.models import Participant

# No letter or digit that is read as another.
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"


def new_alias() -> str:
    """Return a random alias."""
    return "P-" + "".join(secrets.choice(ALPHABET) for _ in range(6))


def new_aliases(count: int) -> list[str]:
    """Return different aliases that nobody has."""
    aliases: set[str] = set()
    while len(aliases) < count:  # again, for those that turned out to be taken
        while len(aliases) < count:
            aliases.add(new_alias())
        taken = Participant.objects.filter(alias__in=aliases)
        aliases -= set(taken.values_list("alias", flat=True))
    return list(aliases)
