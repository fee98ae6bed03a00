"""Forms about consents: give one, withdraw one."""

from datetime import date
from typing import Any

from django import forms

from mia.forms.base import PlainForm
from participants.consents.enums import ConsentKind

IN_FUTURE = "Dagen ligger i framtiden."


class DatedForm(PlainForm):
    """Forms about something that has happened: no day after today."""

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name, value in list(cleaned.items()):
            if isinstance(value, date) and value > self.today:
                self.add_error(name, IN_FUTURE)
        return cleaned


class ConsentForm(DatedForm):
    kind = forms.ChoiceField(label="Samtycke till", choices=ConsentKind, widget=forms.RadioSelect)
    given_on = forms.DateField(label="Dagen då samtycket skrevs under")


class WithdrawForm(DatedForm):
    withdrawn_on = forms.DateField(label="Dagen då samtycket återtogs")
