"""Forms for methods: give one, end one."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from interventions.methods.models import MethodWork
from mia.core.uuid7 import uuid7
from mia.forms.base import ActionForm, PlainForm


class GiveMethodForm(ActionForm):
    """A method, its worker and its first day. `key` is the key of the row to be made."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)

    class Meta:
        model = MethodWork
        fields = ["method", "staff", "started_on"]
        error_messages = {
            "method": {"required": "Välj metod."},
            "staff": {"required": "Välj vem som arbetar med metoden."},
            "started_on": {
                "required": "Ange första dagen.",
                "invalid": "Skriv dagen som ÅÅÅÅ-MM-DD.",
            },
        }

    def __init__(self, *args: Any, staff: "QuerySet[Any]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        methods = self.fields["method"]
        methods.choices = [("", "Välj"), *methods.choices]  # type: ignore[attr-defined]
        self.fields["staff"].queryset = staff  # type: ignore[attr-defined]
        self.fields["staff"].required = True
        self.fields["staff"].empty_label = "Välj"  # type: ignore[attr-defined]


class EndMethodForm(PlainForm):
    """The last day of a method, inclusive; it may lie ahead, inside the enrolment."""

    ended_on = forms.DateField(
        label="Sista dagen",
        error_messages={"required": "Ange sista dagen.", "invalid": "Skriv dagen som ÅÅÅÅ-MM-DD."},
    )
