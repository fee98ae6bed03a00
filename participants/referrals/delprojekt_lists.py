"""Which referrals have come, as those who lead a delprojekt see it."""

from typing import Any

from django.db.models import QuerySet

from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from participants.delprojekt_lists import DelprojektEntry, DelprojektList, Part, Watched
from participants.referrals.models import Referral
from participants.referrals.queries import has_alias


def new_referrals(user: Staff, watched: Watched) -> QuerySet[Any]:
    """Return the referrals that were registered since then."""
    rows: QuerySet[Any] = Referral.objects.visible_to(user)
    return rows.filter(delprojekt=watched.delprojekt, registered_at__gte=watched.since)


def latest_first(rows: QuerySet[Any], watched: Watched) -> QuerySet[Any]:
    return rows.select_related("referrer").order_by("-registered_at", "pk")


def entry_of_referral(user: Staff, row: Referral, watched: Watched) -> DelprojektEntry:
    """An alias for a protected person, as in the inbox."""
    return DelprojektEntry(
        participant=row.alias if has_alias(user, row) else str(row),
        url=row.get_absolute_url(),
        text=f"remiss från {row.referrer}, {row.get_state_display()}",
        on=row.received_on,
        is_protected=row.is_protected,
    )


NEW_REFERRALS = DelprojektList(
    slug="remisser",
    label="Nya remisser",
    part=Part.CHANGED,
    rows=new_referrals,
    in_order=latest_first,
    entry=entry_of_referral,
    permission=Permission.REGISTER,
)
