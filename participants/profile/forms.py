"""Forms that change names and protection."""

from datetime import date
from typing import Any

from django import forms

from mia.forms.base import ActionForm, PlainForm, version_field
from participants.people.enums import Protection
from participants.people.forms import ReadsNumber, number_field, tf_field
from participants.people.models import Participant


class NumberForm(ReadsNumber, PlainForm):
    """A new number for a person who has one."""

    number = number_field()
    is_tf = tf_field()
    version = version_field()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        self.today = today
        super().__init__(*args, **kwargs)


class PersonForm(ActionForm):
    version = version_field()

    class Meta:
        model = Participant
        fields = ("given_name", "family_name", "interpreter_language", "version")


class ProtectionForm(ActionForm):
    protection = forms.ChoiceField(
        label="Skyddade personuppgifter", choices=Protection, widget=forms.RadioSelect
    )
    version = version_field()

    class Meta:
        model = Participant
        fields = ("protection", "version")
