"""Forms that change names, number and protection."""

from datetime import date

from django import forms

from mia.forms.base import ActionForm, PlainForm, version_field
from participants.people.enums import Protection
from participants.people.forms import NumberFormMixin, number_field, tf_field
from participants.people.models import Participant


class NumberForm(NumberFormMixin, PlainForm):
    """A new number for a person who has one."""

    number = number_field()
    is_tf = tf_field()
    version = version_field()

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def action_data(self) -> dict[str, object]:
        return {
            "identity": self.cleaned_data["identity"],
            "version": self.cleaned_data["version"],
        }


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
