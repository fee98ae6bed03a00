"""Fields for a personal number."""

from datetime import date
from typing import Any

from django import forms

from mia.core import personnummer

NUMBER_HELP = (
    "Till exempel 19900807-2382. Du kan skriva 10 eller 12 siffror, med eller utan bindestreck."
)


def number_field() -> forms.CharField:
    """Any written form; not kept by the browser's autocomplete."""
    return forms.CharField(
        label="Personnummer eller samordningsnummer",
        max_length=40,
        help_text=NUMBER_HELP,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "text", "spellcheck": "false"}
        ),
        error_messages={"required": personnummer.Fault.EMPTY.value},
    )


def tf_field() -> forms.BooleanField:
    return forms.BooleanField(
        label="Numret är ett TF-nummer eller reservnummer",
        required=False,
        help_text="Åtta siffror och fyra tecken, minst ett en bokstav: ÅÅÅÅMMDD-TF12.",
    )


class ReadsNumber:
    """Forms with `number` and `is_tf`: the cleaned data also holds the `identity`."""

    today: date
    cleaned_data: dict[str, Any]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data  # type: ignore[misc]
        if cleaned.get("number"):
            try:
                kind = "TF" if cleaned.get("is_tf") else None
                cleaned["identity"] = personnummer.parse(
                    cleaned["number"], kind=kind, today=self.today
                )
            except personnummer.InvalidIdentity as error:
                self.add_error("number", error.message)  # type: ignore[attr-defined]
        return cleaned
