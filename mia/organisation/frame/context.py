"""What the frame of every page shows: where I am, my name, and the menu of my own jobs."""

from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import cached_property

from mia.access.roles import Permission, Role
from mia.organisation.frame.notices import StartNotice, start_notices
from mia.organisation.resets.notice import has_notice
from mia.organisation.staff.models import Staff

# Addresses that belong to an entry of the menu without beginning as it does.
BELOW = {
    "/ansokningar/": "/deltagare/",
    "/arbete-och-studier/": "/deltagare/",
    "/arbetsgivarkontakter/": "/deltagare/",
    "/avtal/": "/deltagare/",
    "/avtalsuppfoljning/": "/deltagare/",
    "/borttagna-kontakter/": "/deltagare/",
    "/bokningar/": "/deltagare/",
    "/boston/": "/deltagare/",
    "/brev/": "/deltagare/",
    "/dokument/": "/deltagare/",
    "/fragor/": "/deltagare/",
    "/grupper/": "/idag/",
    "/kalender/": "/idag/",
    "/kartlaggning/": "/deltagare/",
    "/kontinuitet/": "/bemanning/",
    "/kontakter/": "/deltagare/",
    "/mal/": "/deltagare/",
    "/metoder/": "/deltagare/",
    "/narvaro/": "/idag/",
    "/overgangar/": "/deltagare/",
    "/placeringar/": "/deltagare/",
    "/programtrohet/": "/bemanning/",
    "/snabb/": "/idag/",
    "/steg/": "/deltagare/",
    "/vardar/": "/deltagare/",
}
ROLES_THAT_SEARCH = {Role.CASE_WORKER, Role.PROJECT_LEADER, Role.COORDINATOR}


class MenuEntry(NamedTuple):
    """One job of the menu.

    `current` is the value of aria-current: "page" on its own page, "true" on one below, else "".
    """

    label: str
    url: str
    current: str


class Frame:
    """The frame of one page. Templates ask for its parts: an error page asks no database."""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.path = request.path
        user = getattr(request, "user", None)
        self.user = user if isinstance(user, Staff) else None

    @cached_property
    def menu(self) -> list[MenuEntry]:
        return menu_of(self.user, self.path) if self.user else []

    @cached_property
    def place(self) -> str:
        return place_of(self.user) if self.user else ""

    @cached_property
    def has_reset_notice(self) -> bool:
        """Whether somebody took away my second factor, and I have not acknowledged it."""
        return self.user is not None and has_notice(self.request)

    @cached_property
    def notices(self) -> list[StartNotice]:
        """For the pages where a day begins."""
        return start_notices(self.request, self.user) if self.user else []

    @property
    def session_seconds(self) -> int:
        """Seconds until an idle session ends; 0 without a log-in."""
        return settings.SESSION_COOKIE_AGE if self.user else 0

    @cached_property
    def has_quick(self) -> bool:
        """Whether I log contacts, so that the key K opens a quick contact."""
        return self.user is not None and self.user.may(Permission.LOG_CONTACT)

    @cached_property
    def has_search(self) -> bool:
        return self.user is not None and bool(self.user.scope.roles & ROLES_THAT_SEARCH)


def frame(request: HttpRequest) -> dict[str, object]:
    """Return what every template gets, as a context processor."""
    return {
        "demo": settings.DEMO,
        "mfa_required": settings.MFA_REQUIRED,
        "path": request.path,
        "frame": Frame(request),
    }


def menu_of(user: Staff, path: str = "") -> list[MenuEntry]:
    """Return the jobs of the user's roles, most used first."""
    jobs = []
    if user.may(Permission.SEE_ASSIGNED) or user.may(Permission.SEE_DELPROJEKT):
        jobs.append(("Idag", "/idag/"))
        jobs.append(("Deltagare", "/deltagare/"))
    if user.may(Permission.ASSIGN_STAFF):
        jobs.append(("Bemanning", "/bemanning/"))
    if user.may(Permission.REGISTER):
        jobs.append(("Remisser", "/remisser/"))
    if user.may(Permission.SEE_FIGURES):
        jobs.append(("Översikt", "/oversikt/"))
    if user.may(Permission.SEE_REPORTS):
        jobs.append(("Rapporter", "/rapporter/"))
    if user.may(Permission.IMPORT):
        jobs.append(("Läs in", "/las-in/"))
    if user.may(Permission.DISPOSE):
        jobs.append(("Gallring", "/gallring/"))
    if user.may(Permission.DECIDE_PROTECTED):
        jobs.append(("Väntar", "/vantar/"))
    if user.may(Permission.REVIEW_LOG):
        jobs.append(("Granska loggen", "/logg/"))
    if user.may(Permission.ADMINISTER):
        jobs.append(("Administration", "/administration/"))
    return [MenuEntry(label, url, aria_current(url, path)) for label, url in jobs]


def aria_current(url: str, path: str) -> str:
    """Return how an entry of the menu relates to the page that is shown."""
    if path == url:
        return "page"
    first_part = f"/{path.strip('/').split('/')[0]}/"
    if url == BELOW.get(first_part, first_part):
        return "true"
    return ""


def place_of(user: Staff) -> str:
    """Return the delprojekt I work in, how many they are, or the whole programme."""
    names = []
    for membership in user.current_memberships:
        name = membership.delprojekt.name if membership.delprojekt else "Hela MIA"
        if name not in names:
            names.append(name)
    if len(names) > 1:
        return f"{len(names)} delprojekt"
    return "".join(names)
