"""What the pages of disposal show."""

from datetime import date, datetime
from typing import Any

from mia.jobs.progress import JobProgress
from mia.organisation.staff.models import Staff
from reporting.retention import access, listing, protocol, queries
from reporting.retention.enums import Stage
from reporting.retention.models import Disposal, DisposalItem
from reporting.retention.plan import disposal_plan

SHOWN = 20  # disposals on the page of the list
STALLED_MINUTES = 15  # without a change: then it is said how to go on


def list_page(*, today: date, number: int, shows_held: bool) -> dict[str, Any]:
    """The page of what is due, or of what is held, and the latest disposals."""
    read = listing.rows_held if shows_held else listing.rows_due
    return {
        "page": read(today=today, page=number),
        "previous": number - 1,
        "next": number + 1,
        "shows_held": shows_held,
        "today": today,
        "disposals": list(queries.disposals()[:SHOWN]),
    }


def disposal_page(disposal: Disposal, *, user: Staff, now: datetime) -> dict[str, Any]:
    """One disposal: the record, how far it has come, and what the user can do with it."""
    document = protocol.protocol_of(disposal)
    is_stalled = _is_stalled(disposal, now)
    return {
        "disposal": disposal,
        "document": document,
        "progress": _progress(disposal, document, is_stalled=is_stalled),
        "is_stalled": is_stalled,
        "rows": _some_rows(disposal, now.date()),
        "kept": _labels_of_kept(),
        "may_confirm": access.can_confirm_disposal(user, disposal),
        "may_withdraw": access.can_withdraw_disposal(user, disposal),
        "may_resume": is_stalled and access.can_resume_disposal(user, disposal),
        "stages": Stage,
    }


def _progress(disposal: Disposal, document: protocol.Protocol, *, is_stalled: bool) -> JobProgress:
    done = document.done + document.kept
    is_polled = disposal.stage == Stage.CONFIRMED and not is_stalled
    return JobProgress(rows=done, expected=document.total, is_polled=is_polled)


def _is_stalled(disposal: Disposal, now: datetime) -> bool:
    """Whether nothing has come of a confirmed disposal for a while."""
    if disposal.stage != Stage.CONFIRMED or disposal.confirmed_at is None:
        return False
    items = DisposalItem.objects.filter(disposal=disposal).exclude(decided_at=None)
    last = items.order_by("-decided_at").values_list("decided_at", flat=True).first()
    silent = now - (last or disposal.confirmed_at)
    return silent.total_seconds() > STALLED_MINUTES * 60


def _some_rows(disposal: Disposal, today: date) -> list[listing.DisposalRow]:
    """The first of those that wait, for the one who is to confirm."""
    if disposal.stage != Stage.PROPOSED:
        return []
    return listing.rows_of(disposal.pk, today=today)


def _labels_of_kept() -> list[str]:
    """What is left, emptied, for figures."""
    return [step.label for step in disposal_plan() if step.kept is not None]
