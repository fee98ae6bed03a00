"""Forms for methods: give one, end one."""

from typing import cast

from django import forms
from django.db.models import QuerySet

from interventions.methods.models import MethodWork
from mia.core.uuid7 import uuid7
from mia.forms.base import ActionForm, PlainForm
from mia.organisation.staff.models import Staff


class GiveMethodForm(ActionForm):
    """A method, its worker and its first day. `key` is the key of the row to be made."""

    starts_empty = True

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)

    class Meta:
        model = MethodWork
        fields = ("method", "staff", "started_on")
        error_messages = {
            "method": {"required": "Välj metod."},
            "staff": {"required": "Välj vem som arbetar med metoden."},
            "started_on": {
                "required": "Ange första dagen.",
                "invalid": "Skriv dagen som ÅÅÅÅ-MM-DD.",
            },
        }

    def __init__(self, *args: object, staff: QuerySet[Staff], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        field = cast(forms.ModelChoiceField, self.fields["staff"])
        field.queryset = staff
        field.required = True


class EndMethodForm(PlainForm):
    """The last day of a method, inclusive; it may lie ahead, inside the enrolment."""

    ended_on = forms.DateField(
        label="Sista dagen",
        error_messages={"required": "Ange sista dagen.", "invalid": "Skriv dagen som ÅÅÅÅ-MM-DD."},
    )

    def action_data(self) -> dict[str, object]:
        return {"last_day": self.cleaned_data["ended_on"]}
