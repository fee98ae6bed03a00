"""The filters of the list of participants. They hold no personal data: the address may hold them."""

from collections.abc import Mapping
from typing import NamedTuple

from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from participants.caseload.queries import CaseloadSelection

Options = list[tuple[str, str]]

STATES: Options = [
    ("oppna", "pågående"),
    ("avslutade", "avslutade"),
    ("alla", "pågående och avslutade"),
]
ORDERS: Options = [("start", "startdatum, senaste först"), ("namn", "efternamn")]
LAST_PAGE = 10_000


def whose_options(user: Staff) -> Options:
    """Return the lists that the user's permissions allow, the usual one first."""
    options = []
    if user.may(Permission.SEE_DELPROJEKT):
        options.append(("alla", "alla jag får se"))
    if user.may(Permission.SEE_ASSIGNED):
        options.append(("mina", "dem jag ansvarar för"))
    if user.scope.teams:
        options.append(("team", "mina och mitt teams"))
    return options


class CaseloadFilter(NamedTuple):
    """One filter with its value; it is hidden when there is nothing to choose between."""

    name: str
    label: str
    options: Options
    value: str
    is_hidden: bool


def filter_of(data: Mapping[str, str], name: str, label: str, options: Options) -> CaseloadFilter:
    """Return the filter with its value in `data`, or with the first option for any other value."""
    values = [value for value, _label in options]
    value = data.get(name, "")
    if value not in values:
        value = values[0]
    filled = [value for value in values if value]
    return CaseloadFilter(name, label, options, value, is_hidden=len(filled) < 2)


class CaseloadForm:
    """The filters of one request. What is unknown or missing falls back to the usual list."""

    def __init__(self, data: Mapping[str, str], *, user: Staff) -> None:
        scope = user.scope
        visible = scope.delprojekt_with(Permission.SEE_ASSIGNED)
        visible |= scope.delprojekt_with(Permission.SEE_DELPROJEKT)
        self.delprojekt = [place for place in user.current_delprojekt if place.pk in visible]
        places = [("", "alla"), *((place.code, place.name) for place in self.delprojekt)]
        self.filters = [
            filter_of(data, "visa", "Visa", whose_options(user)),
            filter_of(data, "status", "Status", STATES),
            filter_of(data, "delprojekt", "Delprojekt", places),
            filter_of(data, "ordning", "Ordna efter", ORDERS),
        ]
        self.values = {one.name: one.value for one in self.filters}
        self.page = page_number(data.get("sida", ""))

    @property
    def has_several_delprojekt(self) -> bool:
        return len(self.delprojekt) > 1

    @property
    def is_too_wide_for_names(self) -> bool:
        """A list of several delprojekt is not ordered by name: one is chosen first.

        To order 100,000 names takes seconds (4 s).
        """
        is_wide = self.has_several_delprojekt and not self.values["delprojekt"]
        return is_wide and self.values["visa"] == "alla" and self.values["ordning"] == "namn"

    def selection(self) -> CaseloadSelection:
        """Return what the list shows."""
        keys = {place.code: place.pk for place in self.delprojekt}
        order = self.values["ordning"]
        if self.is_too_wide_for_names:
            order = "start"
        return CaseloadSelection(
            whose=self.values["visa"],
            state=self.values["status"],
            delprojekt=keys.get(self.values["delprojekt"]),
            order=order,
            page=self.page,
        )

    def filled_values(self) -> dict[str, str]:
        """Return what is kept until the list is opened again, and carried to the next page."""
        return {name: value for name, value in self.values.items() if value}


def page_number(text: str) -> int:
    """Return the page that the address asks for; what is no page is the first."""
    if not text.isdecimal() or len(text) > 5:
        return 1
    number = int(text)
    return number if 1 <= number <= LAST_PAGE else 1
