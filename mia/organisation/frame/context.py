"""What every page's frame shows: where I am, my name, and the menu of my own jobs.

The values are functions, which templates call: a page without a frame (an error, a fragment) asks
no database.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest

from mia.access.roles import Permission, Role
from mia.organisation.staff.models import Staff

MAY_SEARCH = {Role.CASE_WORKER, Role.PROJECT_LEADER, Role.COORDINATOR}


class Entry(NamedTuple):
    """One job; `current` is the value of aria-current: "page", "true" for a page below it, or
    nothing.
    """

    label: str
    url: str
    current: str


def menu_of(user: Staff, path: str = "") -> list[Entry]:
    """The jobs of the user's roles, most used first."""
    jobs = []
    if user.may(Permission.SEE_ASSIGNED) or user.may(Permission.SEE_DELPROJEKT):
        jobs.append(("Deltagare", "/deltagare/"))
    if user.may(Permission.SEE_FIGURES):
        jobs.append(("Översikt", "/oversikt/"))
        jobs.append(("Rapporter", "/rapporter/"))
    if user.may(Permission.IMPORT):
        jobs.append(("Läs in", "/las-in/"))
    if user.may(Permission.ADMINISTER):
        jobs.append(("Administration", "/administration/"))
    return [Entry(label, url, _current(url, path)) for label, url in jobs]


def _current(url: str, path: str) -> str:
    if path == url:
        return "page"
    return "true" if path.startswith(url) else ""


def frame(request: HttpRequest) -> dict[str, Any]:
    return {
        "demo": settings.DEMO,
        "mfa_required": settings.MFA_REQUIRED,
        "path": request.path,
        "menu": _for_staff(request, partial(menu_of, path=request.path), []),
        "place": _for_staff(request, _place, ""),
        "may_search": _for_staff(request, lambda user: bool(user.scope.roles & MAY_SEARCH), False),
    }


def _for_staff(
    request: HttpRequest, value: Callable[[Staff], Any], otherwise: Any
) -> Callable[[], Any]:
    def lazily() -> Any:
        user = getattr(request, "user", None)
        return value(user) if isinstance(user, Staff) else otherwise

    return lazily


def _place(user: Staff) -> str:
    """The delprojekt I work in, or the whole programme."""
    names = list(
        dict.fromkeys(
            m.delprojekt.name if m.delprojekt else "Hela MIA" for m in user.current_memberships
        )
    )
    return names[0] if len(names) == 1 else f"{len(names)} delprojekt" if names else ""
