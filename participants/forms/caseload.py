"""The filters of the list of participants. They hold no personal data, so they may stand in the address."""

from typing import Any

from django import forms

from mia.organisation.models import Staff
from mia.organisation.roles import Permission
from participants.queries import Caseload, delprojekt_with

STATES = [("oppna", "pågående"), ("avslutade", "avslutade"), ("alla", "pågående och avslutade")]
ORDERS = [("start", "startdatum, senaste först"), ("namn", "efternamn")]


def whose_of(user: Staff) -> list[tuple[str, str]]:
    """The lists the user's rights allow, the usual one first."""
    lists = [("alla", "alla jag får se")] if user.may(Permission.SEE_DELPROJEKT) else []
    if user.may(Permission.SEE_ASSIGNED):
        lists.append(("mina", "dem jag ansvarar för"))
    if user.scope.teams:
        lists.append(("team", "mina och mitt teams"))
    return lists


class CaseloadForm(forms.Form):
    """Unknown or missing values fall back to the usual list: a filter is never an error."""

    visa = forms.ChoiceField(label="Visa", required=False)
    status = forms.ChoiceField(label="Status", choices=STATES, required=False)
    delprojekt = forms.ChoiceField(label="Delprojekt", required=False)
    ordning = forms.ChoiceField(label="Ordna efter", choices=ORDERS, required=False)
    sida = forms.IntegerField(min_value=1, max_value=10_000, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, user: Staff) -> None:
        super().__init__({"visa": whose_of(user)[0][0], "status": "oppna", "ordning": "start"} | dict(data))
        self.places = list(delprojekt_with(user, Permission.SEE_ASSIGNED, Permission.SEE_DELPROJEKT))
        self._offer("visa", whose_of(user))
        self._offer("delprojekt", [("", "alla"), *((place.code, place.name) for place in self.places)])

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
        if len(choices) < (2 if name == "visa" else 3):
            self.fields[name].widget = forms.HiddenInput()

    @property
    def several_places(self) -> bool:
        return len(self.places) > 1

    def chosen(self) -> Caseload:
        self.full_clean()
        said = self.cleaned_data
        codes = {place.code: place.pk for place in self.places}
        return Caseload(
            whose=said.get("visa") or self.fields["visa"].choices[0][0],  # type: ignore[attr-defined]
            state=said.get("status") or "oppna",
            delprojekt=codes.get(said.get("delprojekt") or ""),
            order="start" if self.too_wide_for_names else said.get("ordning") or "start",
            page=said.get("sida") or 1,
        )

    @property
    def too_wide_for_names(self) -> bool:
        """To order every name of several delprojekt costs seconds (100,000 persons: 4 s): one is chosen first."""
        said = self.cleaned_data
        everything = said.get("visa") == "alla" and self.several_places and not said.get("delprojekt")
        return bool(everything and said.get("ordning") == "namn")

    def kept(self) -> dict[str, str]:
        """What is kept until the list is opened again, and carried to the next page."""
        return {name: str(self.cleaned_data[name]) for name in ("visa", "status", "delprojekt", "ordning")
                if self.cleaned_data.get(name)}  # fmt: skip
