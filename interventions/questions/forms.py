"""Forms of a question about a contact and of its answer."""

from django import forms

from interventions.questions.models import TEXT_LENGTH
from mia.core.uuid7 import uuid7
from mia.forms.base import PlainForm

RIGHT_TO_READ = "Skriv sakligt. Deltagaren har rätt att läsa."


class AskForm(PlainForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    text = forms.CharField(
        label="Fråga",
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=RIGHT_TO_READ,
    )


class AnswerForm(PlainForm):
    text = forms.CharField(
        label="Svar",
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=RIGHT_TO_READ,
    )
