"""The form that merges two registrations: what is asked only where the two differ."""

from typing import Any
from uuid import UUID

from django import forms

from mia.forms.base import PlainForm
from participants.merging.queries import Comparison, Registration

NOT_SURE = "Kryssa i rutan när du har kontrollerat att det är samma person."


class MergeForm(PlainForm):
    """Of two registrations as they were when the page was opened."""

    names_of = forms.ChoiceField(label="Vilket namn gäller?", widget=forms.RadioSelect)
    number_of = forms.ChoiceField(
        label="Vilket nummer gäller nu?",
        widget=forms.RadioSelect,
        help_text="Det andra finns kvar i historiken, och deltagaren går att hitta med båda.",
    )
    language_of = forms.ChoiceField(label="Behövs tolk?", widget=forms.RadioSelect)
    is_same_person = forms.BooleanField(
        label="Jag har kontrollerat att det är samma person",
        error_messages={"required": NOT_SURE},
    )
    versions = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: object, comparison: Comparison, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        both = comparison.first, comparison.second
        self.persons = {str(one.participant.pk): one.participant.pk for one in both}
        self.first = comparison.first.participant.pk
        self.initial["versions"] = " ".join(str(one.participant.version) for one in both)
        self._offer("names_of", [(str(one.participant), one) for one in both])
        self._offer("language_of", [(_language(one), one) for one in both])
        self._offer("number_of", [(str(one.number), one) for one in both if one.number])

    def _offer(self, name: str, options: list[tuple[str, Registration]]) -> None:
        """Leave the field out when there is nothing to choose between."""
        if len(options) < 2 or options[0][0] == options[1][0]:
            del self.fields[name]
            return
        field: Any = self.fields[name]
        field.choices = [(str(one.participant.pk), text) for text, one in options]

    def clean_versions(self) -> list[int]:
        """The two version numbers that the page was made with."""
        parts: list[str] = self.cleaned_data["versions"].split()
        if len(parts) != 2 or not all(part.isdecimal() for part in parts):
            raise forms.ValidationError("Öppna sidan på nytt.")
        return [int(part) for part in parts]

    def action_data(self) -> dict[str, object]:
        return {
            "versions": self.cleaned_data["versions"],
            "names_of": self._chosen("names_of"),
            "language_of": self._chosen("language_of"),
            "number_of": self._chosen("number_of"),
        }

    def _chosen(self, name: str) -> UUID:
        """Return whose value was chosen; the first one's when there was nothing to choose."""
        key = self.cleaned_data.get(name)
        return self.persons[key] if key else self.first


def _language(registration: Registration) -> str:
    language = registration.participant.interpreter_language
    return f"Ja, {language}" if language else "Nej"
