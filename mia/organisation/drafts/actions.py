"""Writes of drafts: save and discard."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from mia import audit
from mia.organisation.drafts.models import Draft
from mia.organisation.staff.models import Staff


@transaction.atomic
def save(
    *,
    by: Staff,
    at: datetime,
    path: str,
    title: str | None,
    content: str,
    draft: UUID | None,
    version: int | None,
) -> Draft:
    """Save what is typed in a form, and return the draft.

    `draft` and `version` name the draft as the browser tab last saved it. If it is gone, or another
    tab has saved it since, a draft of its own is made: neither text replaces the other.
    """
    row = _own_version(by, path, draft, version) or Draft(staff=by, path=path, version=0)
    row.title, row.content = title, content
    row.version += 1
    row.saved_at = at
    row.save()
    audit.record_event(audit.Action.WRITE, "draft.saved", staff=by.pk)
    return row


@transaction.atomic
def discard(*, by: Staff, draft: UUID) -> int:
    """Remove one of the user's drafts; return how many there were, 1 or 0."""
    count, _ = Draft.objects.filter(pk=draft, staff=by).delete()
    audit.record_event(audit.Action.WRITE, "draft.discarded", staff=by.pk)
    return count


def _own_version(staff: Staff, path: str, draft: UUID | None, version: int | None) -> Draft | None:
    """The draft as the browser tab knows it, locked; None when it is gone or has been changed."""
    if draft is None or version is None:
        return None
    own = Draft.objects.select_for_update(no_key=True).filter(staff=staff, path=path)
    return own.filter(pk=draft, version=version).first()
