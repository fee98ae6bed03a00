"""What the overview of methods and its lists are asked for, read from the address."""

from collections.abc import Mapping
from uuid import UUID

from interventions.method_overview.queries import NONE, SEPARATOR, OverviewSelection
from interventions.methods.enums import Method
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff
from participants.caseload.forms import CaseloadFilter, filter_of, page_number, visible_delprojekt
from participants.people.enums import Sex

MOST_DIGITS = 9


class OverviewForm:
    """The delprojekt that is shown. What is unknown or missing is the first one."""

    def __init__(self, data: Mapping[str, str], *, user: Staff) -> None:
        self.data = data
        self.places = {place.code: place for place in visible_delprojekt(user)}
        options = [(place.code, place.name) for place in self.places.values()]
        self.filter: CaseloadFilter | None = None
        if options:
            self.filter = filter_of(data, "delprojekt", "Delprojekt", options)

    @property
    def delprojekt(self) -> Delprojekt | None:
        """None for a user without a delprojekt today."""
        return self.places[self.filter.value] if self.filter else None

    @property
    def page(self) -> int:
        return page_number(self.data.get("sida", ""))

    def selection(self, delprojekt: Delprojekt) -> OverviewSelection:
        """Return what a list shows. What no number leads to is left out."""
        return OverviewSelection(
            delprojekt=delprojekt.pk,
            method=self._one_of("metod", Method.values),
            phase=self.data.get("fas", "")[:30],
            staff=self._staff(),
            combination=self._combination(),
            host=self._host(),
            sex=self._one_of("kon", Sex.values),
        )

    def _one_of(self, name: str, values: list[str]) -> str:
        value = self.data.get(name, "")
        return value if value in values else ""

    def _staff(self) -> str:
        value = self.data.get("handledare", "")
        is_key = value.isdecimal() and value.isascii() and len(value) <= MOST_DIGITS
        return value if is_key or value == NONE else ""

    def _combination(self) -> str:
        value = self.data.get("kombination", "")
        is_known = all(code in Method.values for code in value.split(SEPARATOR))
        return value if is_known else ""

    def _host(self) -> UUID | None:
        try:
            return UUID(self.data.get("vard", ""))
        except ValueError:
            return None
