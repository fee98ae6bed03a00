"""Forms for methods: give one, end one, enter a phase."""

from datetime import date
from typing import Any, cast

from django import forms
from django.db.models import QuerySet

from interventions.methods.models import MethodWork, Phase, PhaseChange
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


class ChangePhaseForm(ActionForm):
    """The phase that a method work enters, and the day. `key` is the key of the row to be made."""

    starts_empty = True

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)

    class Meta:
        model = PhaseChange
        fields = ("phase", "changed_on")
        help_texts = {"changed_on": "Första dagen i fasen."}
        error_messages = {
            "phase": {"required": "Välj fas."},
            "changed_on": {"required": "Ange första dagen i fasen."},
        }

    def __init__(self, *args: Any, phases: list[Phase], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        field = cast(forms.ModelChoiceField, self.fields["phase"])
        field.queryset = Phase.objects.filter(pk__in=[phase.pk for phase in phases]).order_by(
            "position"
        )

    def clean_changed_on(self) -> date:
        changed_on: date = self.cleaned_data["changed_on"]
        if changed_on > self.today:
            raise forms.ValidationError("Dagen ligger i framtiden.")
        return changed_on
