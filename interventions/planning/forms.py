"""Forms for goals, steps and reviews of a plan."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from interventions.planning.enums import ReviewExemption, StepOwner
from interventions.planning.models import (
    AGENCY_LENGTH,
    GOAL_LENGTH,
    REVIEW_AFTER,
    STEP_LENGTH,
    Goal,
    PlanReview,
    Step,
)
from mia.core.uuid7 import uuid7
from mia.forms.base import ActionForm, version_field
from mia.organisation.staff.models import Staff

IN_THE_FUTURE = "Dagen ligger i framtiden."
AGREED = [("true", "Ja, vi är överens"), ("false", "Nej, vi är inte överens")]


def key_field() -> forms.UUIDField:
    """Return the hidden key of the row that the form makes: sent twice, it makes one."""
    return forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)


def text_area(label: str, length: int, help_text: str) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=label, max_length=length, widget=widget, help_text=help_text)


class GoalFactsForm(ActionForm):
    text = text_area("Mål", GOAL_LENGTH, "Med deltagarens egna ord, till exempel ”Jag vill …”.")

    class Meta:
        model = Goal
        fields: tuple[str, ...] = ("text", "started_on")


class AddGoalForm(GoalFactsForm):
    key = key_field()


class ChangeGoalForm(GoalFactsForm):
    """Correct a goal, or end it with a result."""

    version = version_field()

    class Meta(GoalFactsForm.Meta):
        fields = ("text", "started_on", "ended_on", "result", "version")
        help_texts = {"ended_on": "Lämna tomt så länge ni arbetar mot målet."}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["result"] = cleaned.get("result") or None
        return cleaned


class StepFactsForm(ActionForm):
    """What a step is. Of `staff` and `agency` the one that `owner` asks for is kept, or neither."""

    text = text_area("Steg", STEP_LENGTH, "Vad som ska göras, kort och konkret.")
    agency = forms.CharField(
        label="Vilken myndighet eller vem",
        max_length=AGENCY_LENGTH,
        required=False,
        help_text="Fylls i när någon annan gör steget.",
    )

    class Meta:
        model = Step
        fields: tuple[str, ...] = ("text", "owner", "staff", "agency", "due_on", "goal")
        help_texts = {"staff": "Fylls i när en handläggare gör steget."}

    def __init__(
        self, *args: Any, staff: QuerySet[Staff], goals: list[Goal], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        people: Any = self.fields["staff"]
        people.queryset = staff
        goal: Any = self.fields["goal"]
        goal.queryset = Goal.objects.filter(pk__in=[one.pk for one in goals])
        goal.choices = [("", "Inget särskilt mål")]
        goal.choices += [(str(one.pk), shorten(one.text)) for one in goals]

    def clean(self) -> dict[str, Any]:
        """Ask who of the staff does it, and forget a name that does not belong to the owner."""
        cleaned = super().clean() or self.cleaned_data
        owner = cleaned.get("owner")
        if owner == StepOwner.STAFF and not cleaned.get("staff"):
            self.add_error("staff", "Välj vilken handläggare som gör steget.")
        if owner != StepOwner.STAFF:
            cleaned["staff"] = None
        cleaned["agency"] = cleaned.get("agency") or None
        if owner != StepOwner.AGENCY:
            cleaned["agency"] = None
        return cleaned


class AddStepForm(StepFactsForm):
    starts_empty = True

    key = key_field()


class ChangeStepForm(StepFactsForm):
    """Correct a step, or say that it is done."""

    version = version_field()

    class Meta(StepFactsForm.Meta):
        fields = (*StepFactsForm.Meta.fields, "done_on", "version")
        help_texts = StepFactsForm.Meta.help_texts | {"done_on": "Lämna tomt tills det är gjort."}


class ReviewForm(ActionForm):
    """Agreed or not; or, when there was no review, why."""

    key = key_field()
    is_agreed = forms.NullBooleanField(
        label="Är ni överens om planen?",
        required=False,
        widget=forms.RadioSelect(choices=AGREED),
        help_text="Lämna tomt om planen inte gick att se över.",
    )
    exemption = forms.ChoiceField(
        label="Om den inte sågs över: varför?",
        choices=ReviewExemption,
        required=False,
    )

    class Meta:
        model = PlanReview
        fields = ("reviewed_on", "is_agreed", "exemption", "next_on")

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        initial = {"reviewed_on": today, "next_on": today + REVIEW_AFTER}
        super().__init__(*args, initial=initial, **kwargs)
        self.today = today

    def clean_reviewed_on(self) -> date:
        reviewed_on: date = self.cleaned_data["reviewed_on"]
        if reviewed_on > self.today:
            raise forms.ValidationError(IN_THE_FUTURE)
        return reviewed_on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        cleaned["exemption"] = cleaned.get("exemption") or None
        return cleaned


def shorten(text: str) -> str:
    """Return a text for a list: at most 60 characters."""
    return text if len(text) <= 60 else f"{text[:59]}…"
