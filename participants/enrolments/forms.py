"""Forms for the facts at start and at the end of an enrolment, and for förstärkt samarbete."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from mia.forms.base import ActionForm, version_field
from mia.organisation.delprojekt.models import Municipality
from participants.codes.models import ExitReason, Referrer
from participants.enrolments.enums import DECEASED, LabourStatus
from participants.enrolments.facts import (
    ExpectedChoices,
    FactsForm,
    IncomeRow,
    extent_field,
    income_field,
    income_rows,
    is_work,
)
from participants.enrolments.models import Enrolment
from participants.seams import RunningItem

ENROLMENT = ("started_on", "referrer", "referred_on", "municipality", "district")

BEFORE = (
    "labour_status",
    "unemployed_since",
    "in_education",
    "education",
    "income_before",
    "income_before_percent",
    "income_months",
    "work_before",
    "work_before_percent",
    "study_before_percent",
    "has_never_worked",
    "months_since_work",
    "seeking_before",
)

SENSITIVE = ("disability", "foreign_background", "newly_arrived", "homeless")

AFTER = (
    "exit_facts_on",
    "income_after",
    "income_after_percent",
    "work_after",
    "work_after_percent",
    "study_after_percent",
    "seeking_after",
    "registered_after",
    "ready_for_training",
)

START = (*ENROLMENT, *BEFORE, *SENSITIVE)

HELP = {
    "unemployed_since": "Fylls i för den som är arbetslös.",
    "income_months": "Hela månader i följd före start. Avbrott på upp till en månad räknas inte.",
    "work_before_percent": "Av 40 timmar i veckan. 20 timmar är 50 procent.",
    "work_after_percent": "Av 40 timmar i veckan. 20 timmar är 50 procent.",
    "months_since_work": "Hela månader före start.",
    "exit_facts_on": "Dagen då du frågade, inom fyra veckor efter sista dagen. Tomt betyder den"
    " sista dagen.",
    "district": "För Stockholms stad.",
}


class FactsAtStart(FactsForm):
    """The facts at start, for the forms that register and that correct them."""

    income_before = income_field()
    income_before_percent = extent_field()

    class Meta:
        model = Enrolment
        fields: tuple[str, ...] = START
        help_texts = HELP

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, today=today, **kwargs)
        self.offer_codes("referrer", Referrer.objects.current(self.today))
        self.offer_income("income_before")
        municipality: Any = self.fields["municipality"]
        municipality.queryset = Municipality.objects.order_by("name")

    @property
    def income_rows(self) -> list[IncomeRow]:
        return income_rows(self, "income_before", self.income_sources)

    def clean_started_on(self) -> date:
        started_on: date = self.cleaned_data["started_on"]
        if started_on > self.today:
            raise forms.ValidationError(
                "Startdatumet ligger i framtiden. Registrera när inskrivningen har börjat."
            )
        return started_on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.check_income("income_before")
        self.check_work("before")
        is_unemployed = cleaned.get("labour_status") == LabourStatus.UNEMPLOYED
        if cleaned.get("unemployed_since") and not is_unemployed:
            message = "Arbetslös sedan anges bara för den som är arbetslös."
            self.add_error("unemployed_since", message)
        self.check_last_work()
        return cleaned

    def check_last_work(self) -> None:
        """Who has never worked does not work, and has no last work."""
        data = self.cleaned_data
        if not data.get("has_never_worked"):
            return
        if is_work(data.get("work_before")):
            self.add_error("has_never_worked", "Deltagaren arbetar, enligt uppgiften om arbete.")
        if data.get("months_since_work") is not None:
            message = "Den som aldrig har arbetat har inget senaste arbete."
            self.add_error("months_since_work", message)


class StartForm(FactsAtStart):
    """The facts at start, to correct them."""

    version = version_field()

    class Meta(FactsAtStart.Meta):
        fields = (*START, "version")


class EnhancedForm(ActionForm):
    """The days of förstärkt samarbete; both empty when there is none."""

    version = version_field()

    class Meta:
        model = Enrolment
        fields = ("enhanced_from", "enhanced_to", "version")
        help_texts = {"enhanced_to": "Lämna tomt så länge det pågår."}
        labels = {"enhanced_from": "Från och med", "enhanced_to": "Till och med"}

    def clean(self) -> dict[str, Any]:
        """Both errors at once, in the words of the page."""
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("enhanced_from"), cleaned.get("enhanced_to")
        if last and not first and not self.has_error("enhanced_from"):
            self.add_error("enhanced_from", "Ange första dagen, eller ta bort den sista.")
        elif first and last and last < first:
            self.add_error("enhanced_to", "Den sista dagen kan inte ligga före den första.")
        return cleaned


class CloseForm(FactsForm):
    """The facts of the end record (docs/domain.md §7.3); a felregistrering is confirmed."""

    ended_on = forms.DateField(label="Sista dag", help_text="Den sista dagen räknas med.")
    income_after = income_field(ExpectedChoices)
    income_after_percent = extent_field()
    confirmed = forms.BooleanField(
        label="Ja, inskrivningen är en felregistrering och ska inte räknas i statistiken",
        required=False,
    )
    ends_too = forms.MultipleChoiceField(
        label="Avslutas samma dag",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Ta bort krysset för det som ska fortsätta. Den som följer upp efter avslutet"
        " behöver ansvaret kvar.",
    )
    version = version_field()
    field_order = ("ended_on", "exit_reason", "confirmed", "ends_too", *AFTER)

    class Meta:
        model = Enrolment
        fields = ("ended_on", "exit_reason", *AFTER, "version")
        help_texts = HELP

    def __init__(
        self, *args: object, today: date, running: Sequence[RunningItem] = (), **kwargs: object
    ) -> None:
        super().__init__(*args, today=today, **kwargs)
        self.offer_running(running)
        self.offer_codes("exit_reason", ExitReason.objects.current(self.today))
        self.fields["exit_reason"].required = True
        self.offer_income("income_after")

    def offer_running(self, running: Sequence[RunningItem]) -> None:
        """What can end with the enrolment, ticked as proposed; no question when nothing goes on."""
        if not running:
            del self.fields["ends_too"]
            return
        field: Any = self.fields["ends_too"]
        field.choices = [(item.key, item.label) for item in running]
        field.initial = [item.key for item in running if item.ends]

    @property
    def income_rows(self) -> list[IncomeRow]:
        return income_rows(self, "income_after", self.income_sources)

    def clean_ended_on(self) -> date:
        ended_on: date = self.cleaned_data["ended_on"]
        if ended_on > self.today:
            raise forms.ValidationError(
                "Slutdatumet ligger i framtiden. Avsluta när insatsen är slut."
            )
        return ended_on

    def clean_exit_facts_on(self) -> date | None:
        """ESF asks for the situation after the exit, not before it (docs/domain.md §3.5)."""
        day: date | None = self.cleaned_data["exit_facts_on"]
        last = self.cleaned_data.get("ended_on")
        if day and day > self.today:
            raise forms.ValidationError("Dagen ligger i framtiden.")
        if day and last and day < last:
            raise forms.ValidationError(f"Ange den sista dagen, {last}, eller en senare dag.")
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self.check_income("income_after")
        self.check_work("after")
        reason: ExitReason | None = cleaned.get("exit_reason")
        if reason is not None:
            self.check_outcome(reason)
        self.check_income_after(reason)
        return cleaned

    def check_outcome(self, reason: ExitReason) -> None:
        """What the reason counts as asks for a fact of its own."""
        data, outcome = self.cleaned_data, ExitReason.Outcome(reason.outcome)
        if outcome == ExitReason.Outcome.WORK and not is_work(data.get("work_after")):
            if not self.has_error("work_after"):
                message = "Avslut till arbete: välj vilket slags arbete deltagaren har."
                self.add_error("work_after", message)
        elif outcome == ExitReason.Outcome.STUDIES and not data.get("study_after_percent"):
            message = "Avslut till studier: skriv omfattningen, 1–100 procent."
            self.add_error("study_after_percent", message)
        elif outcome == ExitReason.Outcome.ERROR and not data.get("confirmed"):
            self.add_error("confirmed", "Bekräfta att inskrivningen är en felregistrering.")

    def check_income_after(self, reason: ExitReason | None) -> None:
        """Everyone has an income after, but those who have died or were never enrolled. Told also
        when the reason is missing: all errors at once.
        """
        is_exempt = reason is not None and (
            reason.code == DECEASED or reason.outcome == ExitReason.Outcome.ERROR
        )
        if is_exempt or self.cleaned_data.get("income_after") or self.has_error("income_after"):
            return
        self.add_error("income_after", "Kryssa i minst en försörjning efter insatsen.")

    def action_data(self) -> dict[str, object]:
        data = dict(self.cleaned_data)
        del data["confirmed"]
        return data
