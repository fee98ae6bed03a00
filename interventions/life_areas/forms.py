"""Forms for the mapping of one area of life."""

from datetime import date
from typing import Any

from django import forms

from interventions.life_areas.models import HIGHEST, LOWEST, TEXT_LENGTH, AreaRecord
from mia.core.uuid7 import uuid7
from mia.forms.base import ActionForm, version_field

IN_THE_FUTURE = "Dagen ligger i framtiden."
RATINGS = [("", "Inte skattat"), *((number, str(number)) for number in range(LOWEST, HIGHEST + 1))]


def text_area(label: str, help_text: str = "") -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, max_length=TEXT_LENGTH, widget=widget, help_text=help_text, required=False
    )


class AreaFactsForm(ActionForm):
    rating = forms.TypedChoiceField(
        label="Deltagarens egen skattning",
        choices=RATINGS,
        coerce=int,
        empty_value=None,
        required=False,
        help_text="1 är mycket dåligt, 10 är mycket bra.",
    )
    strength = text_area("Styrkor", "Vad som fungerar, och vem eller vad som hjälper.")
    problem = text_area("Svårigheter")
    wish = text_area("Deltagarens önskan", "Med deltagarens egna ord.")

    class Meta:
        model = AreaRecord
        fields: tuple[str, ...] = (
            "mapped_on",
            "rating",
            "priority",
            "strength",
            "problem",
            "wish",
        )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_mapped_on(self) -> date:
        mapped_on: date = self.cleaned_data["mapped_on"]
        if mapped_on > self.today:
            raise forms.ValidationError(IN_THE_FUTURE)
        return mapped_on

    def clean(self) -> dict[str, Any]:
        """What is not filled in is stored as nothing, not as an empty text."""
        cleaned = super().clean() or self.cleaned_data
        for name in ("priority", "strength", "problem", "wish"):
            cleaned[name] = cleaned.get(name) or None
        return cleaned


class MapAreaForm(AreaFactsForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)


class CorrectAreaForm(AreaFactsForm):
    version = version_field()

    class Meta(AreaFactsForm.Meta):
        fields = (*AreaFactsForm.Meta.fields, "version")
