"""Who has a calendar outside MIA, and how often it is fetched."""

from django.core.cache import cache

from mia.access.roles import Permission
from mia.organisation.staff.models import Staff

MOST_FETCHES = 60  # an hour, of one calendar
HOUR = 3600  # seconds


def can_have_calendar(user: Staff) -> bool:
    return user.may(Permission.SEE_ASSIGNED)


def is_fetched_too_often(digest: str) -> bool:
    """Count a fetch, and tell whether it is one too many in the hour."""
    key = f"calendar:{digest}"
    cache.add(key, 0, HOUR)
    return cache.incr(key) > MOST_FETCHES
