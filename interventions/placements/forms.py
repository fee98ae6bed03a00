"""Forms for placements: place, change, step up, end."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q

from interventions.hosts.models import MOST_HOURS, Agreement, Host
from interventions.placements.models import (
    PLAN_TEXTS,
    TEXT_LENGTH,
    HoursStep,
    Placement,
    PlacementPlan,
)
from interventions.placements.queries import agreements_to_choose
from mia.core.uuid7 import uuid7
from mia.forms.base import ActionForm, version_field
from participants.codes.models import Branch
from participants.enrolments.models import Enrolment


def text_field(label: str, help_text: str = "", *, required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=required,
        max_length=TEXT_LENGTH,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class PlacementFactsForm(ActionForm):
    """Where, with what, and why: purpose and expectations are asked for from the start."""

    starts_empty = True

    purpose = text_field("Syfte", "Varför deltagaren är där.", required=True)
    goals = text_field("Mål", "Vad ni ska ha nått när placeringen är slut.")
    expectations = text_field(
        "Deltagarens förväntningar",
        "Med deltagarens egna ord, till exempel att träffa folk eller att lära sig ett yrke.",
    )

    class Meta:
        model = Placement
        fields: tuple[str, ...] = (
            "agreement",
            "workplace",
            "branch",
            "tasks",
            "supervisor",
            "is_digital",
            "is_enhanced",
            "started_on",
            "planned_until",
        )
        help_texts = {
            "agreement": "Lämna tomt om platsen inte hör till ett avtal.",
            "workplace": "Till exempel Caféet i Stuvsta.",
            "tasks": "Vad deltagaren gör, och hur uppgifterna växlar.",
            "supervisor": "Den som tar emot deltagaren hos värden.",
        }
        error_messages = {
            "workplace": {"required": "Skriv vad arbetsplatsen heter."},
            "started_on": {"required": "Ange första dagen."},
        }

    def __init__(self, *args: Any, enrolment: Enrolment, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        is_current = Q(retired_on=None) | Q(retired_on__gt=today)
        branches = Branch.objects.filter(is_current | Q(pk=self.instance.branch_id))
        field: Any = self.fields["branch"]
        field.queryset = branches.order_by("position", "code")
        agreements = agreements_to_choose(enrolment, today)
        field = self.fields["agreement"]
        field.queryset = Agreement.objects.filter(pk__in=[row.pk for row in agreements])
        field.choices = [("", "Inget"), *[(row.pk, f"{row.host}, {row}") for row in agreements]]


class PlaceForm(PlacementFactsForm):
    """A new placement. `key` is the key of the row to be made."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    hours = forms.IntegerField(
        label="Timmar i veckan från start",
        min_value=1,
        max_value=MOST_HOURS,
        help_text="Antalet kan trappas upp sedan, även i förväg.",
        error_messages={"required": "Ange hur många timmar i veckan."},
    )

    field_order = (
        "host",
        *PlacementFactsForm.Meta.fields,
        "hours",
        *PLAN_TEXTS,
    )

    class Meta(PlacementFactsForm.Meta):
        fields = ("host", *PlacementFactsForm.Meta.fields)
        error_messages = {
            **PlacementFactsForm.Meta.error_messages,
            "host": {"required": "Välj värd."},
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, today=today, **kwargs)
        field: Any = self.fields["host"]
        field.queryset = Host.objects.in_use(today).order_by("name", "pk")


def texts_of(plan: PlacementPlan | None) -> dict[str, str]:
    """The texts of a plan by field, empty without a plan."""
    return plan.texts if plan else dict.fromkeys(PLAN_TEXTS, "")


class ChangePlacementForm(PlacementFactsForm):
    version = version_field()
    field_order = (*PlacementFactsForm.Meta.fields, *PLAN_TEXTS, "version")

    class Meta(PlacementFactsForm.Meta):
        fields = (*PlacementFactsForm.Meta.fields, "version")

    def __init__(self, *args: Any, plan: PlacementPlan | None, **kwargs: Any) -> None:
        super().__init__(*args, initial=texts_of(plan), **kwargs)


class HoursForm(ActionForm):
    """Hours a week from a day on. A day ahead takes effect by itself."""

    class Meta:
        model = HoursStep
        fields = ("started_on", "hours")
        help_texts = {"started_on": "Kan ligga framåt i tiden. Det börjar gälla av sig självt."}
        error_messages = {
            "started_on": {"required": "Ange från vilken dag."},
            "hours": {"required": "Ange hur många timmar i veckan."},
        }


class EndForm(ActionForm):
    version = version_field()
    starts_empty = True

    class Meta:
        model = Placement
        fields = ("ended_on", "end_reason", "result", "version")
        error_messages = {
            "ended_on": {"required": "Ange sista dagen."},
            "end_reason": {"required": "Välj varför den slutade."},
            "result": {"required": "Välj vad den ledde till."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = True
