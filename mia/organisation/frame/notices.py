"""What stands first on the page where one's day begins: what must be known or done at once."""

from collections.abc import Callable
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from mia.organisation import second_factor
from mia.organisation.resets import queries as resets_queries
from mia.organisation.resets.access import can_confirm_reset
from mia.organisation.staff.access import can_administer
from mia.organisation.staff.models import Staff


class StartNotice(NamedTuple):
    """`tone` is neutral, warn or alert; `url` leads on, and `label` is its text."""

    title: str
    text: str
    tone: str = "warn"
    url: str = ""
    label: str = ""


NoticeSource = Callable[[HttpRequest, Staff], list[StartNotice]]


def passkey_advice(request: HttpRequest, user: Staff) -> list[StartNotice]:
    """Why a passkey is better than a code, for a role that asks for one and a session without."""
    if not settings.MFA_REQUIRED or not second_factor.needs_passkey(user):
        return []
    factors = second_factor.account_factors(user)
    given = second_factor.given_factor(request, factors)
    if given is None or given.kind == second_factor.PASSKEY:
        return []
    text = (
        "En kod kan du luras att skriva på en falsk webbplats, och då kan någon annan logga in"
        " som du. En nyckel fungerar bara här."
    )
    if second_factor.PASSKEY in factors.values():
        title = "Du loggade in med en reservkod i stället för nyckeln."
        return [StartNotice(title, text, url=reverse("mfa_list_webauthn"), label="Dina nycklar")]
    title = "Din roll behöver en nyckel."
    return [StartNotice(title, text, url=reverse("mfa_add_webauthn"), label="Lägg till en nyckel")]


def waiting_resets(request: HttpRequest, user: Staff) -> list[StartNotice]:
    """The requests that this administrator can confirm."""
    if not can_administer(user):
        return []
    notices = []
    for reset in resets_queries.waiting_resets(timezone.now()):
        if can_confirm_reset(user, reset):
            title = f"{reset.requested_by} vill återställa inloggningen för {reset.staff}."
            text = f"Du kan bekräfta det till och med {timezone.localtime(reset.lapses_at):%H:%M}."
            url = reverse("organisation:staff_page", args=[reset.staff_id])
            notices.append(StartNotice(title, text, url=url, label="Granska"))
    return notices


NOTICE_SOURCES: list[NoticeSource] = [passkey_advice, waiting_resets]
"""Apps above add their own when Django starts (participants/apps.py)."""


def start_notices(request: HttpRequest, user: Staff) -> list[StartNotice]:
    """Every notice to the user, in the order of the sources."""
    notices = []
    for source in NOTICE_SOURCES:
        notices += source(request, user)
    return notices
