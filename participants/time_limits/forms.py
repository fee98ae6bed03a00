"""The forms of a participant's time: extend, pause, end a pause."""

from datetime import date
from typing import Any

from django import forms

from mia.forms.base import ActionForm
from participants.codes.models import TimeLimitReason
from participants.time_limits.models import Extension, Pause

IN_FUTURE = "Dagen ligger i framtiden."


class TimeForm(ActionForm):
    """Offers the current reasons of its kind."""

    kind: TimeLimitReason.Kind

    def __init__(self, *args: object, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        field: Any = self.fields["reason"]
        field.queryset = TimeLimitReason.objects.current(today).filter(kind=self.kind)

    def refuse_future(self, name: str) -> date:
        day: date = self.cleaned_data[name]
        if day > self.today:
            raise forms.ValidationError(IN_FUTURE)
        return day


class ExtensionForm(TimeForm):
    kind = TimeLimitReason.Kind.EXTENSION

    class Meta:
        model = Extension
        fields = ("months", "reason", "decided_on")

    def clean_decided_on(self) -> date:
        return self.refuse_future("decided_on")


class PauseForm(TimeForm):
    kind = TimeLimitReason.Kind.PAUSE

    class Meta:
        model = Pause
        fields = ("reason", "started_on", "ended_on")
        help_texts = {"ended_on": "Lämna tomt om du inte vet när pausen slutar."}

    def clean_started_on(self) -> date:
        return self.refuse_future("started_on")


class EndPauseForm(ActionForm):
    ended_on = forms.DateField(label="Sista dagen", help_text="Den sista dagen i pausen.")

    class Meta:
        model = Pause
        fields = ("ended_on",)
