"""The filters of the list of participants. They hold no personal data, so addresses may."""

from collections.abc import Mapping
from typing import NamedTuple

from mia.access.roles import Permission
from mia.forms.base import ActionForm
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff
from participants.caseload.models import SavedView
from participants.caseload.queries import CaseloadSelection
from participants.seams import QUEUES, Queue

Options = list[tuple[str, str]]

STATES: Options = [
    ("oppna", "pågående"),
    ("avslutade", "avslutade"),
    ("alla", "pågående och avslutade"),
    ("sena", "avslut med sena uppgifter"),
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
    choices = len(values) - values.count("")
    return CaseloadFilter(name, label, options, value, is_hidden=choices < 2)


class CaseloadForm:
    """The filters of one request. What is unknown or missing falls back to the usual list."""

    def __init__(self, data: Mapping[str, str], *, user: Staff) -> None:
        self.delprojekt = visible_delprojekt(user)
        places = [("", "alla")]
        for delprojekt in self.delprojekt:
            places.append((delprojekt.code, delprojekt.name))
        self.whose = filter_of(data, "visa", "Visa", whose_options(user))
        self.state = filter_of(data, "status", "Status", STATES)
        self.place = filter_of(data, "delprojekt", "Delprojekt", places)
        self.order = filter_of(data, "ordning", "Ordna efter", ORDERS)
        self.filters = [self.whose, self.state, self.place, self.order]
        self.page = page_number(data.get("sida", ""))
        self.queue = find_queue(data.get("ko", ""))

    @property
    def has_several_delprojekt(self) -> bool:
        return len(self.delprojekt) > 1

    @property
    def is_too_wide_for_names(self) -> bool:
        """A list of several delprojekt is not ordered by name: one is chosen first.

        To order 100,000 names takes seconds (4 s).
        """
        is_wide = self.has_several_delprojekt and not self.place.value
        return is_wide and self.whose.value == "alla" and self.order.value == "namn"

    def selection(self) -> CaseloadSelection:
        """Return what the list shows."""
        keys = {delprojekt.code: delprojekt.pk for delprojekt in self.delprojekt}
        order = self.order.value
        if self.is_too_wide_for_names:
            order = "start"
        return CaseloadSelection(
            whose=self.whose.value,
            state=self.state.value,
            delprojekt=keys.get(self.place.value),
            order=order,
            page=self.page,
            queue=self.queue,
        )

    def filled_values(self) -> dict[str, str]:
        """Return what is kept until the list is opened again, and carried to the next page."""
        if self.queue is not None:
            return {"ko": self.queue.slug}
        return {one.name: one.value for one in self.filters if one.value}


class SavedViewForm(ActionForm):
    class Meta:
        model = SavedView
        fields = ("name",)
        help_texts = {"name": "Bara du ser det. Skriv inga personuppgifter."}


def visible_delprojekt(user: Staff) -> list[Delprojekt]:
    """Return the delprojekt whose participants the user sees, or some of them, by name."""
    scope = user.scope
    keys = scope.delprojekt_with(Permission.SEE_ASSIGNED)
    keys |= scope.delprojekt_with(Permission.SEE_DELPROJEKT)
    return [delprojekt for delprojekt in user.current_delprojekt if delprojekt.pk in keys]


def find_queue(slug: str) -> Queue | None:
    for queue in QUEUES:
        if queue.slug == slug:
            return queue
    return None


def page_number(text: str) -> int:
    """Return the page that the address asks for; what is no page is the first."""
    if not text.isdecimal() or len(text) > 5:
        return 1
    number = int(text)
    if not 1 <= number <= LAST_PAGE:
        return 1
    return number
