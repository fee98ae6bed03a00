"""Forms of the Boston method."""

from datetime import date
from typing import Any

from django import forms

from interventions.boston.enums import NeedWay
from interventions.boston.models import (
    DIMENSIONS,
    HIGHEST,
    LOWEST,
    TEXT_LENGTH,
    GoalFollowUp,
    GoalNeed,
    Readiness,
    RehabilitationGoal,
)
from interventions.planning.forms import AddStepForm, key_field
from mia.forms.base import ActionForm, version_field

IN_THE_FUTURE = "Dagen ligger i framtiden."
LEVELS = [("", "Välj"), *((number, str(number)) for number in range(LOWEST, HIGHEST + 1))]


def text_area(label: str, help_text: str = "", *, required: bool = False) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(
        label=label, max_length=TEXT_LENGTH, widget=widget, help_text=help_text, required=required
    )


def level_field(label: str, help_text: str = "") -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=LEVELS,
        coerce=int,
        help_text=help_text,
        error_messages={"required": "Välj en nivå."},
    )


class BostonForm(ActionForm):
    """A form with days that have been (`days`), and texts that are stored as none when empty."""

    starts_empty = True
    days: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in self.days:
            day = cleaned.get(name)
            if day is not None and day > self.today:
                self.add_error(name, IN_THE_FUTURE)
        for name in self.texts:
            cleaned[name] = cleaned.get(name) or None
        return cleaned


class ReadinessFactsForm(BostonForm):
    days = ("assessed_on",)
    texts = ("comment",)

    need = level_field("Behov av förändring", "1 är minst, 5 är mest. Bedöm tillsammans.")
    commitment = level_field("Vilja till förändring")
    self_awareness = level_field("Självkännedom")
    surroundings = level_field("Kännedom om omvärlden")
    closeness = level_field("Närhet till andra")
    comment = text_area("Kommentar")

    class Meta:
        model = Readiness
        fields: tuple[str, ...] = ("assessed_on", *DIMENSIONS, "conclusion", "comment")
        error_messages = {"conclusion": {"required": "Välj vad ni kom fram till."}}


class AssessForm(ReadinessFactsForm):
    key = key_field()


class CorrectReadinessForm(ReadinessFactsForm):
    version = version_field()

    class Meta(ReadinessFactsForm.Meta):
        fields = (*ReadinessFactsForm.Meta.fields, "version")


class GoalFactsForm(BostonForm):
    texts: tuple[str, ...] = ("own_words",)

    role = text_area("Roll", "Till exempel hyresgäst, studerande eller kassör.", required=True)
    environment = text_area("Miljö", "Var: vilken arbetsplats, skola eller bostad.", required=True)
    own_words = text_area("Deltagarens egna ord", "”Jag vill …”")

    class Meta:
        model = RehabilitationGoal
        fields: tuple[str, ...] = (
            "area",
            "role",
            "environment",
            "own_words",
            "set_on",
            "target_on",
        )
        error_messages = {"area": {"required": "Välj område."}}


class SetGoalForm(GoalFactsForm):
    days = ("set_on",)

    key = key_field()


class ChangeGoalForm(GoalFactsForm):
    """Correct a goal, or end it."""

    days = ("set_on", "ended_on")
    texts = ("own_words", "end")

    version = version_field()

    class Meta(GoalFactsForm.Meta):
        fields = (*GoalFactsForm.Meta.fields, "ended_on", "end", "version")
        help_texts = {"ended_on": "Lämna tomt så länge ni arbetar mot målet."}


class NeedFactsForm(BostonForm):
    text = text_area("Vad", "Till exempel: säga ifrån när det blir för mycket.", required=True)
    level_now = level_field("Nivå nu", "1 är lägst, 5 är högst.")
    level_needed = level_field("Nivå som behövs")

    class Meta:
        model = GoalNeed
        fields: tuple[str, ...] = ("kind", "text", "level_now", "level_needed")
        error_messages = {"kind": {"required": "Välj färdighet eller slag av resurs."}}


class AddNeedForm(NeedFactsForm):
    key = key_field()


class ChangeNeedForm(NeedFactsForm):
    version = version_field()

    class Meta(NeedFactsForm.Meta):
        fields = (*NeedFactsForm.Meta.fields, "version")


class PlanNeedForm(AddStepForm):
    """A step of the plan, and how it closes the gap."""

    way = forms.ChoiceField(label="Hur", choices=NeedWay, error_messages={"required": "Välj hur."})

    field_order = ("way",)


class FollowUpForm(BostonForm):
    days = ("followed_on",)
    texts = ("support",)

    key = key_field()
    is_kept = forms.TypedChoiceField(
        label="Är deltagaren kvar i rollen?",
        choices=[("", "Välj"), ("true", "Ja"), ("false", "Nej")],
        coerce=lambda value: value == "true",
        error_messages={"required": "Svara om deltagaren är kvar."},
    )
    support = text_area("Stöd som behövs för att behålla")

    class Meta:
        model = GoalFollowUp
        fields = ("followed_on", "is_kept", "support")
