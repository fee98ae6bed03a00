"""Fields for a personal number."""

from datetime import date
from typing import Any

from django import forms

from mia.core import personnummer
from mia.forms.base import BaseActionForm

NUMBER_HELP = (
    "Till exempel 19900807-2382. Du kan skriva 10 eller 12 siffror, med eller utan bindestreck."
)


class ExpectedText(forms.CharField):
    """Shown as required; the form decides when it is (a person without a number has none)."""

    def validate(self, value: str) -> None:
        if value:
            super().validate(value)


def number_field(field_class: type[forms.CharField] = forms.CharField) -> forms.CharField:
    """Return the field for a number in any written form, without autocomplete."""
    return field_class(
        label="Personnummer eller samordningsnummer",
        max_length=40,
        help_text=NUMBER_HELP,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "text", "spellcheck": "false"}
        ),
        error_messages={"required": personnummer.Fault.EMPTY.value},
    )


def tf_field() -> forms.BooleanField:
    """Return the field that says the number is a TF number."""
    return forms.BooleanField(
        label="Numret är ett TF-nummer eller reservnummer",
        required=False,
        help_text="Åtta siffror och fyra tecken, minst ett en bokstav: ÅÅÅÅMMDD-TF12.",
    )


class NumberFormMixin(BaseActionForm):
    """Forms with `number` and `is_tf`: the cleaned data also holds the `identity`."""

    today: date

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        number = cleaned.get("number")
        if number:
            kind = "TF" if cleaned.get("is_tf") else None
            try:
                cleaned["identity"] = personnummer.parse(number, kind=kind, today=self.today)
            except personnummer.InvalidIdentity as error:
                self.add_error("number", error.message)
        return cleaned
