"""Forms for transitions."""

from datetime import date
from typing import Any

from django import forms

from interventions.transitions.enums import Receiver, State
from interventions.transitions.models import Transition
from mia.core.uuid7 import uuid7
from mia.forms.base import ActionForm, version_field


class TransitionFactsForm(ActionForm):
    starts_empty = True

    class Meta:
        model = Transition
        fields: tuple[str, ...] = (
            "receiver",
            "unit",
            "receiver_role",
            "planned_on",
            "met_on",
            "state",
            "started_on",
        )
        help_texts = {
            "unit": "Till exempel Rusta och matcha, eller kommunens arbetsmarknadsenhet.",
            "receiver_role": "Skriv rollen, till exempel arbetsförmedlare. Skriv inget namn.",
            "met_on": "Deltagaren, ni och mottagaren tillsammans. Lämna tomt om ni inte har mötts.",
            "started_on": "Fylls i när insatsen hos mottagaren har börjat.",
        }
        error_messages = {"receiver": {"required": "Välj vem som tar emot."}}

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_started_on(self) -> date | None:
        started_on: date | None = self.cleaned_data["started_on"]
        if started_on is not None and started_on > self.today:
            raise forms.ValidationError("Dagen ligger i framtiden. Registrera när det har börjat.")
        return started_on

    def clean(self) -> dict[str, Any]:
        """The receiver that is another, and the day that belongs to a start, are asked for."""
        cleaned = super().clean() or self.cleaned_data
        has_started = cleaned.get("state") == State.STARTED
        day = cleaned.get("started_on")
        if has_started and day is None and not self.has_error("started_on"):
            self.add_error("started_on", "Ange dagen den började.")
        elif day is not None and not has_started:
            self.add_error("state", "Välj ”Har börjat”, eller ta bort dagen den började.")
        if cleaned.get("receiver") == Receiver.OTHER and not cleaned.get("unit"):
            self.add_error("unit", "Skriv vem som tar emot.")
        return cleaned


class PlanForm(TransitionFactsForm):
    """A new transition. `key` is the key of the row to be made."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)


class ChangeForm(TransitionFactsForm):
    """Correct a transition, or say how it went."""

    version = version_field()

    class Meta(TransitionFactsForm.Meta):
        fields = (*TransitionFactsForm.Meta.fields, "version")
