"""What every page's frame shows: where I am, my name, and the menu of my own jobs."""

from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest

from mia.organisation.models import Staff
from mia.organisation.roles import Permission, Role


class Entry(NamedTuple):
    label: str
    url: str


def menu_of(user: Staff) -> list[Entry]:
    """The jobs of the user's roles, most used first."""
    entries = []
    if user.may(Permission.SEE_ASSIGNED) or user.may(Permission.SEE_DELPROJEKT):
        entries.append(Entry("Deltagare", "/deltagare/"))
    if user.may(Permission.SEE_FIGURES):
        entries.append(Entry("Översikt", "/oversikt/"))
        entries.append(Entry("Rapporter", "/rapporter/"))
    if user.may(Permission.IMPORT):
        entries.append(Entry("Läs in", "/las-in/"))
    if user.may(Permission.ADMINISTER):
        entries.append(Entry("Administration", "/administration/"))
    return entries


def frame(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    if not isinstance(user, Staff):
        return {"demo": settings.DEMO, "menu": [], "place": "", "may_search": False, "path": request.path}
    scope = user.scope
    return {
        "demo": settings.DEMO,
        "menu": menu_of(user),
        "place": _place(user),
        "may_search": bool(scope.roles & {Role.CASE_WORKER, Role.PROJECT_LEADER, Role.COORDINATOR}),
        "path": request.path,
    }


def _place(user: Staff) -> str:
    """The delprojekt I work in, or the whole programme."""
    names = list(dict.fromkeys(m.delprojekt.name if m.delprojekt else "Hela MIA" for m in user.current_memberships))
    return names[0] if len(names) == 1 else f"{len(names)} delprojekt" if names else ""
