"""Forms for work, studies and qualifications."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from interventions.employment.enums import SpellKind
from interventions.employment.models import Qualification, Spell
from mia.core.uuid7 import uuid7
from mia.forms.base import ActionForm, version_field
from participants.codes.models import JobSource

LABELS = {
    SpellKind.WORK: {"organisation": "Arbetsgivare", "role": "Yrke eller arbetsuppgift"},
    SpellKind.STUDIES: {"organisation": "Skola", "role": "Utbildning"},
}
# What belongs to the other kind.
LEFT_OUT = {
    SpellKind.WORK: ("study_level",),
    SpellKind.STUDIES: ("work_type", "occupation_group"),
}
NOT_YET = "Dagen ligger i framtiden. Registrera när det har börjat."


class SpellFactsForm(ActionForm):
    """What is asked about work, or about studies: the form has the fields of its kind."""

    starts_empty = True

    class Meta:
        model = Spell
        fields: tuple[str, ...] = (
            "organisation",
            "role",
            "work_type",
            "study_level",
            "percent",
            "started_on",
            "ended_on",
            "source",
            "occupation_group",
        )
        help_texts = {
            "percent": "Av 40 timmar i veckan. 20 timmar är 50 procent.",
            "ended_on": "Lämna tomt så länge det pågår.",
        }
        error_messages = {
            "organisation": {"required": "Skriv vad arbetsgivaren eller skolan heter."},
            "started_on": {"required": "Ange första dagen."},
        }

    def __init__(self, *args: Any, kind: SpellKind, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.today = kind, today
        for name in LEFT_OUT[kind]:
            del self.fields[name]
        for name, label in LABELS[kind].items():
            self.fields[name].label = label
        if kind == SpellKind.WORK:
            self.fields["work_type"].required = True
        self.offer_sources()

    def offer_sources(self) -> None:
        """The current codes, and a retired one that the row already has."""
        is_current = Q(retired_on=None) | Q(retired_on__gt=self.today)
        sources = JobSource.objects.filter(is_current | Q(pk=self.instance.source_id))
        field: Any = self.fields["source"]
        field.queryset = sources.order_by("position", "code")

    def clean_started_on(self) -> date:
        started_on: date = self.cleaned_data["started_on"]
        if started_on > self.today:
            raise forms.ValidationError(NOT_YET)
        return started_on


class BeginSpellForm(SpellFactsForm):
    """Work or studies that have begun. `key` is the key of the row to be made."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)

    def action_data(self) -> dict[str, object]:
        return {**self.cleaned_data, "kind": self.kind}


class ChangeSpellForm(SpellFactsForm):
    """Correct work or studies, or end them."""

    version = version_field()

    class Meta(SpellFactsForm.Meta):
        fields = (*SpellFactsForm.Meta.fields, "version")


class QualificationForm(ActionForm):
    class Meta:
        model = Qualification
        fields = ("name", "issuer", "awarded_on")
        help_texts = {
            "name": "Till exempel yrkesbevis eller truckkort. Intyg om närvaro räknas inte.",
            "issuer": "Den som har prövat kunskaperna.",
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_awarded_on(self) -> date:
        awarded_on: date = self.cleaned_data["awarded_on"]
        if awarded_on > self.today:
            raise forms.ValidationError("Dagen ligger i framtiden.")
        return awarded_on
