"""Forms about consents: give one, withdraw one."""

from datetime import date
from typing import Any, ClassVar

from django import forms

from mia.forms.base import PlainForm
from participants.consents.enums import Agency, ConsentKind, ConsentWay, Purpose

IN_FUTURE = "Dagen ligger i framtiden."


class DatedForm(PlainForm):
    """Forms about something that has happened: no day after today, but in `may_be_later`."""

    may_be_later: ClassVar[tuple[str, ...]] = ()

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, value in list(cleaned.items()):
            if isinstance(value, date) and value > self.today and name not in self.may_be_later:
                self.add_error(name, IN_FUTURE)
        return cleaned


class ConsentForm(DatedForm):
    kind = forms.ChoiceField(label="Samtycke till", choices=ConsentKind, widget=forms.RadioSelect)
    given_on = forms.DateField(label="Dagen då samtycket gavs")
    way = forms.ChoiceField(
        label="Hur det gavs",
        choices=ConsentWay,
        widget=forms.RadioSelect,
        help_text="Till SUS ska det vara skriftligt.",
    )
    text_version = forms.CharField(
        label="Textens version",
        max_length=40,
        required=False,
        help_text="Står längst ner på blanketten, till exempel FK 9443 (007).",
    )
    agencies = forms.MultipleChoiceField(
        label="Vilka som får ta del av uppgifterna",
        choices=Agency,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Krävs för samverkan och möten.",
    )
    purpose = forms.ChoiceField(label="Ändamål", choices=Purpose, required=False)
    valid_until = forms.DateField(
        label="Gäller till och med", required=False, help_text="Tomt: tills det återtas."
    )
    may_be_later = ("valid_until",)


class WithdrawForm(DatedForm):
    withdrawn_on = forms.DateField(label="Dagen då samtycket återtogs")
