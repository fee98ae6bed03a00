"""The form of a meeting of three parties."""

from datetime import date
from typing import Any

from django import forms

from interventions.placement_meetings.models import TEXT_LENGTH, PlacementMeeting
from mia.core.uuid7 import uuid7
from mia.forms.base import ActionForm


class MeetingForm(ActionForm):
    """`key` is the key of the row to be made."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    summary = forms.CharField(
        label="Sammanfattning",
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Skriv kort vad ni kom fram till."},
    )
    next_step = forms.CharField(
        label="Nästa steg",
        required=False,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    class Meta:
        model = PlacementMeeting
        fields = ("held_on", "attendees", "summary", "next_step", "next_on")
        help_texts = {"attendees": "Deltagaren, handledaren hos värden och du, till exempel."}
        error_messages = {
            "held_on": {"required": "Ange när ni träffades."},
            "attendees": {"required": "Skriv vilka som var med."},
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_held_on(self) -> date:
        held_on: date = self.cleaned_data["held_on"]
        if held_on > self.today:
            raise forms.ValidationError("Dagen ligger i framtiden. Registrera när ni har träffats.")
        return held_on
