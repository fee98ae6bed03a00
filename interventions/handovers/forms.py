"""Forms of a handover: who takes each case, and the text about one."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django import forms

from interventions.handovers.actions import Choice
from interventions.handovers.models import TEXTS, HandoverNote
from interventions.handovers.suggestions import MovingCase, Suggestion
from mia.forms.base import ActionForm, PlainForm, version_field
from mia.organisation.staff.models import Staff

PREFIX = "till_"
STAYS = ("", "Lämnas inte över")
MOST = 500  # cases in one handover


class HandoverForm(PlainForm):
    """One list of colleagues for each case. Cases that were sent and are no longer there keep their
    field, so that the answer can say what became of them.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        cases: Sequence[MovingCase],
        suggestions: Mapping[object, Suggestion],
        workers: Sequence[Staff],
    ) -> None:
        self.workers = {str(staff.pk): staff for staff in workers}
        super().__init__(data)
        choices = [STAYS, *((key, str(staff)) for key, staff in self.workers.items())]
        for case in cases:
            suggested = suggestions[case.enrolment.pk].staff
            initial = suggested.pk if suggested else ""
            self._add_field(case.enrolment.pk, str(case.enrolment.participant), choices, initial)
        for key in _sent_keys(data or {}):
            if f"{PREFIX}{key}" not in self.fields:
                self._add_field(key, "Ärendet", choices, "")

    def _add_field(
        self, key: UUID, name: str, choices: list[tuple[str, str]], initial: object
    ) -> None:
        self.fields[f"{PREFIX}{key}"] = forms.ChoiceField(
            label=f"Ny handläggare för {name}",
            choices=choices,
            initial=initial,
            required=False,
            widget=forms.Select(attrs={"class": "form-select"}),
        )

    def field_of(self, case: MovingCase) -> forms.BoundField:
        return self[f"{PREFIX}{case.enrolment.pk}"]

    def clean(self) -> dict[str, Any]:
        """At least one case has somebody."""
        if not self.errors and not any(self.cleaned_data.values()):
            raise forms.ValidationError("Välj en ny handläggare för minst en deltagare.")
        return self.cleaned_data

    def action_data(self) -> dict[str, object]:
        choices = []
        for name, value in self.cleaned_data.items():
            if value:
                choices.append(Choice(UUID(name.removeprefix(PREFIX)), self.workers[value]))
        return {"choices": choices}


def _sent_keys(data: Mapping[str, Any]) -> list[UUID]:
    """The keys of the cases that were sent; what is not a key is left out."""
    keys = []
    for name in data:
        if name.startswith(PREFIX):
            try:
                keys.append(UUID(name.removeprefix(PREFIX)))
            except ValueError:
                continue
    return keys[:MOST]


class HandoverNoteForm(ActionForm):
    version = version_field()

    class Meta:
        model = HandoverNote
        fields = TEXTS
        labels = {
            "goal": "Vad deltagaren vill nå",
            "next_step": "Nästa steg",
            "what_works": "Det här fungerar",
            "open_matters": "Det här är öppet",
        }
        help_texts = {"goal": "Skriv kort: högst 600 tecken i varje fält."}

    def configure_fields(self) -> None:
        super().configure_fields()
        for name in TEXTS:
            self.fields[name].widget = forms.Textarea(attrs={"rows": 3})
