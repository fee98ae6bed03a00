"""The form that removes a mistake: why."""

from typing import Any

from django import forms

from interventions.corrections.enums import RemovalReason
from mia.forms.base import PlainForm


class RemovalForm(PlainForm):
    reason = forms.ChoiceField(label="Varför?", choices=RemovalReason, widget=forms.RadioSelect)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].error_messages["required"] = "Välj varför det tas bort."
