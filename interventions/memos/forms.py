"""The form of a memo."""

from datetime import date

from django import forms

from interventions.memos.models import TEXT_LENGTH, Memo
from mia.core.uuid7 import uuid7
from mia.forms.base import ActionForm


class MemoForm(ActionForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    text = forms.CharField(
        label="Vad vill du komma ihåg?",
        max_length=TEXT_LENGTH,
        help_text="Bara du ser den här, och deltagaren i sitt registerutdrag: skriv sakligt.",
    )

    class Meta:
        model = Memo
        fields = ("text", "due_on")

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_due_on(self) -> date:
        day: date = self.cleaned_data["due_on"]
        if day < self.today:
            raise forms.ValidationError("Dagen har varit. Välj i dag eller en senare dag.")
        return day
