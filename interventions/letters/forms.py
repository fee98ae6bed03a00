"""The form of a letter: the template's text, to be changed before it is kept."""

from django import forms

from interventions.letters.models import TEXT_LENGTH, Letter
from mia.core.uuid7 import uuid7
from mia.forms.base import ActionForm


class LetterForm(ActionForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    text = forms.CharField(
        label="Text",
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text="Läs igenom: det du skriver här är det som deltagaren får.",
    )

    class Meta:
        model = Letter
        fields = ("kind", "heading", "dated_on", "text")
        widgets = {"kind": forms.HiddenInput}
