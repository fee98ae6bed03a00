"""Drafts of forms, asked for and saved by static/js/drafts.js. Answers are JSON."""

import json

from django.conf import settings
from django.http import HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from mia.organisation.drafts import actions, queries
from mia.organisation.drafts.forms import DiscardForm, DraftForm
from mia.organisation.drafts.models import Draft
from mia.organisation.request import StaffRequest


@require_safe
def drafts(request: StaffRequest) -> HttpResponse:
    """The user's drafts of `?sida=`, and the token that a form needs after a new log-in."""
    rows = queries.drafts_of_page(request.user, request.GET.get("sida", ""))
    content = {
        "token": get_token(request),
        "left": _seconds_left(request),
        "drafts": [_as_json(row) for row in rows],
    }
    return JsonResponse(content)


@require_POST
def save(request: StaffRequest) -> HttpResponse:
    """The key and the version of the draft as saved; 422 for what is no draft."""
    form = DraftForm(request.POST)
    draft = form.perform(actions.save, by=request.user, at=timezone.now())
    if draft is None:
        return JsonResponse({"fel": form.errors}, status=422)
    left = _seconds_left(request)
    return JsonResponse({"draft": draft.pk, "version": draft.version, "left": left})


@require_POST
def discard(request: StaffRequest) -> HttpResponse:
    """204, also when the draft is gone already; 422 without a key."""
    form = DiscardForm(request.POST)
    is_done = form.perform(actions.discard, by=request.user) is not None
    return HttpResponse(status=204 if is_done else 422)


def _seconds_left(request: StaffRequest) -> int:
    """Until the session ends however busy it is."""
    age = int(timezone.now().timestamp()) - request.session["logged_in_at"]
    left: int = settings.SESSION_ABSOLUTE_AGE - age
    return left


def _as_json(draft: Draft) -> dict[str, object]:
    saved_at = timezone.localtime(draft.saved_at)
    return {
        "draft": draft.pk,
        "version": draft.version,
        "saved": f"{saved_at:%Y-%m-%d %H:%M}",
        "content": json.loads(draft.content),
    }
