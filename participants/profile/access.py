"""How many whole personal numbers a user may be shown."""

from datetime import UTC, datetime

from allauth.account.authentication import get_authentication_records
from django.http import HttpRequest

from participants.profile import queries

REVEALS_PER_HOUR = 30


def may_reveal_more(factor_given_at: datetime | None) -> bool:
    """Tell whether the user has been shown fewer than 30 numbers in the last hour, or since the
    second factor was last given.

    Thirty is more than a day's work needs; a list for ESF or SUS is an export with a permission of
    its own.
    """
    return queries.count_own_reveals(since=factor_given_at) < REVEALS_PER_HOUR


def factor_given_at(request: HttpRequest) -> datetime | None:
    """Return when the session gave its second factor last, None when it has not."""
    moments = []
    for record in get_authentication_records(request, request.user):
        if record["method"] == "mfa":
            moments.append(record["at"])
    if not moments:
        return None
    return datetime.fromtimestamp(max(moments), tz=UTC)
