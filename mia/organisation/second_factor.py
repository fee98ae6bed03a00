"""How a session was authenticated, and which acts ask for the second factor anew.

allauth keeps a record in the session of each password, code and passkey that was given, with its
time. The account's factors say nothing about a session: another session may have added them.
"""

import json
import time
from collections.abc import Callable
from functools import wraps
from typing import NamedTuple
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from mia.access import encryption
from mia.access.roles import ROLES
from mia.organisation.request import StaffRequest
from mia.organisation.staff.models import Staff

RECENT_MINUTES = 15
KEPT_ACT = "act_waiting_for_factor"
TOKEN_FIELD = "csrfmiddlewaretoken"  # noqa: S105 - the name of the field
PASSKEY, CODE_APP = Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP
RECOVERY_CODES = Authenticator.Type.RECOVERY_CODES

View = Callable[..., HttpResponseBase]
Condition = Callable[..., bool]


class GivenFactor(NamedTuple):
    """A second factor that this session has given: allauth's type, and when (epoch seconds)."""

    kind: str
    at: float


class KeptAct(NamedTuple):
    """A form that was sent when the factor was asked for: where to, its fields, what it does."""

    path: str
    fields: list[tuple[str, str]]
    act: str


def account_factors(user: Staff) -> dict[int, str]:
    """The account's second factors: key and allauth's type. One statement."""
    factors = Authenticator.objects.filter(user_id=user.pk)
    return dict(factors.values_list("pk", "type"))


def given_factor(request: HttpRequest, factors: dict[int, str]) -> GivenFactor | None:
    """The factor that was given last in this session, of those that the account still has."""
    given = None
    for record in get_authentication_records(request, request.user):
        kind = record.get("type", "")
        # New recovery codes replace the former in a new row.
        has_codes = kind == RECOVERY_CODES and kind in factors.values()
        if record["method"] == "mfa" and (record.get("id") in factors or has_codes):
            given = GivenFactor(kind, record["at"])
    return given


def record_new_factor(request: HttpRequest, user: Staff, factor: Authenticator) -> None:
    """A factor that is added has been shown to be there: the session has given it."""
    record_authentication(request, user, method="mfa", id=factor.pk, type=factor.type)


def has_recent_factor(request: StaffRequest, minutes: int = RECENT_MINUTES) -> bool:
    """Tell whether the session gave its second factor within the last minutes.

    True in demo mode, where nobody needs one. One statement.
    """
    if not settings.MFA_REQUIRED:
        return True
    given = given_factor(request, account_factors(request.user))
    return given is not None and time.time() - given.at < minutes * 60


def needs_passkey(user: Staff) -> bool:
    """Tell whether a role of the user asks for a factor that a false website cannot take over."""
    return any(ROLES[role].needs_passkey for role in user.scope.roles)


def factor_page(factors: dict[int, str]) -> str:
    """The address where the factor is given again: the passkey's for those who have one."""
    if PASSKEY in factors.values():
        return reverse("mfa_reauthenticate_webauthn")
    return reverse("mfa_reauthenticate")


def requires_recent_factor(act: str, *, when: Condition | None = None) -> Callable[[View], View]:
    """Let a view ask for the second factor when the session's is older than 15 minutes.

    `act` says what is done, after "för att". With `when(request, **arguments)` only where it holds.
    A form that was sent is kept in the session, and sent again from the page that follows.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: StaffRequest, *args: object, **kwargs: object) -> HttpResponseBase:
            is_guarded = when is None or when(request, *args, **kwargs)
            if is_guarded and not has_recent_factor(request):
                return ask_for_factor(request, act)
            return view(request, *args, **kwargs)

        guarded.asks_for_recent_factor = act  # type: ignore[attr-defined]  # read by the tests
        return guarded

    return decorate


def ask_for_factor(request: StaffRequest, act: str) -> HttpResponse:
    """Send to the page that asks for the factor, which leads back to the act."""
    back = request.get_full_path()
    if request.method == "POST":
        keep_act(request, act)
        back = reverse("account_continue")
    query = urlencode({"next": back})
    address = f"{factor_page(account_factors(request.user))}?{query}"
    if request.htmx:
        return HttpResponseClientRedirect(address)
    return redirect(address)


def keep_act(request: HttpRequest, act: str) -> None:
    """Keep the form that was sent in the session, encrypted, until it is sent again."""
    fields = []
    for name, values in request.POST.lists():
        if name != TOKEN_FIELD:
            fields += [(name, value) for value in values]
    kept = json.dumps(KeptAct(request.get_full_path(), fields, act)._asdict())
    request.session[KEPT_ACT] = encryption.encrypt(kept, bound_to=_place_of(request))


def take_kept_act(request: HttpRequest) -> KeptAct | None:
    """The form that is kept, once."""
    kept = request.session.pop(KEPT_ACT, None)
    if not kept:
        return None
    return KeptAct(**json.loads(encryption.decrypt(kept, bound_to=_place_of(request))))


def _place_of(request: HttpRequest) -> str:
    """What the kept form is bound to: nobody else's session can read it."""
    return f"session.{KEPT_ACT}:{request.user.pk}"
