"""A form that has done what it was for leaves no draft."""

from collections.abc import Mapping
from uuid import UUID

from mia.organisation.drafts import actions
from mia.organisation.staff.models import Staff

# The hidden field that static/js/drafts.js adds to a form.
FIELD = "draft_of_form"


def discard_draft(
    sender: object, data: Mapping[str, str], by: Staff | None, **kwargs: object
) -> None:
    """Receives form_performed: remove the draft that the form names, in the same transaction."""
    if by is None or not data.get(FIELD):
        return
    try:
        draft = UUID(data[FIELD])
    except ValueError:
        return
    actions.discard(by=by, draft=draft)
