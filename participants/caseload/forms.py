"""The filters of the list of participants. They hold no personal data, so they may stand in the
address.
"""

from collections.abc import Mapping
from typing import NamedTuple

from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from participants.caseload.queries import Caseload

STATES = [("oppna", "pågående"), ("avslutade", "avslutade"), ("alla", "pågående och avslutade")]
ORDERS = [("start", "startdatum, senaste först"), ("namn", "efternamn")]
LAST_PAGE = 10_000


def whose_of(user: Staff) -> list[tuple[str, str]]:
    """The lists the user's rights allow, the usual one first."""
    lists = [("alla", "alla jag får se")] if user.may(Permission.SEE_DELPROJEKT) else []
    if user.may(Permission.SEE_ASSIGNED):
        lists.append(("mina", "dem jag ansvarar för"))
    if user.scope.teams:
        lists.append(("team", "mina och mitt teams"))
    return lists


class Filter(NamedTuple):
    """One choice, with what is chosen; the usual value stands first."""

    name: str
    label: str
    options: list[tuple[str, str]]
    value: str
    is_hidden: bool  # there is nothing to choose between

    @classmethod
    def of(
        cls, said: Mapping[str, str], name: str, label: str, options: list[tuple[str, str]]
    ) -> "Filter":
        value = said.get(name, "")
        known = any(value == option for option, _ in options)
        real = sum(option != "" for option, _ in options)
        return cls(name, label, options, value if known else options[0][0], real < 2)


class CaseloadForm:
    """Unknown or missing values fall back to the usual list: a filter is never an error."""

    def __init__(self, said: Mapping[str, str], *, user: Staff) -> None:
        seen = user.scope.delprojekt_with(Permission.SEE_ASSIGNED) | user.scope.delprojekt_with(
            Permission.SEE_DELPROJEKT
        )
        self.places = [place for place in user.current_delprojekt if place.pk in seen]
        places = [("", "alla"), *((place.code, place.name) for place in self.places)]
        self.filters = [
            Filter.of(said, "visa", "Visa", whose_of(user)),
            Filter.of(said, "status", "Status", STATES),
            Filter.of(said, "delprojekt", "Delprojekt", places),
            Filter.of(said, "ordning", "Ordna efter", ORDERS),
        ]
        self.page = _page(said.get("sida", ""))

    @property
    def several_places(self) -> bool:
        return len(self.places) > 1

    def chosen(self) -> Caseload:
        whose, state, code, order = (choice.value for choice in self.filters)
        codes = {place.code: place.pk for place in self.places}
        order = "start" if self.too_wide_for_names else order
        return Caseload(
            whose=whose, state=state, delprojekt=codes.get(code), order=order, page=self.page
        )

    @property
    def too_wide_for_names(self) -> bool:
        """To order every name of several delprojekt costs seconds (100,000 persons: 4 s): one is
        chosen first.
        """
        whose, _, code, order = (choice.value for choice in self.filters)
        return whose == "alla" and self.several_places and not code and order == "namn"

    def kept(self) -> dict[str, str]:
        """What is kept until the list is opened again, and carried to the next page."""
        return {choice.name: choice.value for choice in self.filters if choice.value}


def _page(said: str) -> int:
    return int(said) if len(said) < 6 and said.isdecimal() and 1 <= int(said) <= LAST_PAGE else 1
