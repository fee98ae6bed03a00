"""Reads of drafts: one's own only."""

from datetime import datetime, timedelta

from mia.organisation.drafts.models import Draft
from mia.organisation.staff.models import Staff

# After a log-in one is led back to what was typed within a working day.
RECENT = timedelta(hours=12)
LISTED = 10


def drafts_of_page(user: Staff, path: str) -> list[Draft]:
    """The user's drafts of the form at `path`, newest first."""
    drafts = Draft.objects.filter(staff=user, path=path)
    return list(drafts.order_by("-saved_at"))


def newest_draft_path(user: Staff, now: datetime) -> str | None:
    """The page of the user's newest recent draft, None without one."""
    recent = Draft.objects.filter(staff=user, saved_at__gt=now - RECENT)
    return recent.order_by("-saved_at").values_list("path", flat=True).first()


def newest_drafts(user: Staff) -> list[Draft]:
    """The user's newest drafts, for a list of links: their content is not read."""
    drafts = Draft.objects.filter(staff=user).defer("content")
    return list(drafts.order_by("-saved_at")[:LISTED])
