"""Forms for the facts at start and at the end of an enrolment."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from mia.forms.base import ActionForm, version_field
from mia.organisation.delprojekt.models import Municipality
from participants.codes.models import ExitReason, IncomeSource, Referrer
from participants.enrolments.enums import LabourStatus, Work
from participants.enrolments.models import Enrolment
from participants.seams import RunningItem

ENROLMENT = ("started_on", "referrer", "referred_on", "municipality", "district")

BEFORE = (
    "labour_status",
    "unemployed_since",
    "in_education",
    "education",
    "income_before",
    "income_months",
    "work_before",
    "work_before_percent",
    "study_before_percent",
    "seeking_before",
)

SENSITIVE = ("disability", "foreign_background", "homeless")

AFTER = (
    "income_after",
    "work_after",
    "work_after_percent",
    "study_after_percent",
    "seeking_after",
    "registered_after",
)

START = (*ENROLMENT, *BEFORE, *SENSITIVE)

DECEASED = "AVLIDEN"

HELP = {
    "unemployed_since": "Fylls i för den som är arbetslös.",
    "income_months": "Hela månader i följd före start. Avbrott på upp till en månad räknas inte.",
    "work_before_percent": "Av 40 timmar i veckan. 20 timmar är 50 procent.",
    "work_after_percent": "Av 40 timmar i veckan. 20 timmar är 50 procent.",
    "district": "För Stockholms stad.",
}


class ExpectedChoices(forms.MultipleChoiceField):
    """Shown as required; the form decides when it is (someone who has died has no income)."""

    def validate(self, value: list[str]) -> None:
        if value:
            super().validate(value)


def income_field(
    field_class: type[forms.MultipleChoiceField] = forms.MultipleChoiceField,
) -> forms.MultipleChoiceField:
    """Return the field for sources of income, as boxes to tick."""
    return field_class(
        label="Försörjning",
        required=field_class is ExpectedChoices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kryssa i allt som gäller.",
    )


class FactsForm(ActionForm):
    """Facts from the open code lists.

    Offers the current codes, and a retired one that the enrolment already has.
    """

    income_sources: list[IncomeSource]

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def offer_codes(self, name: str, codes: QuerySet[Any]) -> None:
        present = getattr(self.instance, f"{name}_id", None)
        all_codes = codes.model._default_manager.all()
        offered = all_codes.filter(Q(pk__in=codes.values("pk")) | Q(pk=present))
        field: Any = self.fields[name]
        field.queryset = offered.order_by(*codes.query.order_by)

    def offer_income(self, name: str) -> None:
        present = getattr(self.instance, name)
        is_current = Q(retired_on=None) | Q(retired_on__gt=self.today)
        sources = IncomeSource.objects.filter(is_current | Q(code__in=present))
        self.income_sources = list(sources.order_by("position", "code"))
        field: Any = self.fields[name]
        field.choices = [(source.code, source.label) for source in self.income_sources]

    def check_income(self, name: str) -> None:
        """INGEN_OFFENTLIG excludes the public sources (docs/domain.md §2.5)."""
        codes = self.cleaned_data.get(name, [])
        chosen = [source for source in self.income_sources if source.code in codes]
        none = [source.label for source in chosen if source.group == IncomeSource.Group.NONE]
        public = [source.label for source in chosen if source.is_public]
        if none and public:
            excluded = " och ".join(public)
            self.add_error(name, f"”{none[0]}” kan inte väljas tillsammans med {excluded}.")

    def check_work(self, when: str) -> None:
        """Per cent belongs to work, and 0 per cent is no work: told at the field to mend."""
        kind, percent_field = f"work_{when}", f"work_{when}_percent"
        percent = self.cleaned_data.get(percent_field)
        works = is_work(self.cleaned_data.get(kind))
        if percent and not works:
            message = "Välj vilket slags arbete det är, eller ta bort omfattningen."
            self.add_error(kind, message)
        elif percent == 0 and works:
            message = "Skriv 1–100 procent, eller lämna tomt om det inte är känt."
            self.add_error(percent_field, message)


def is_work(kind: str | None) -> bool:
    """Tell whether the chosen kind of work is work."""
    return kind not in (None, "", Work.NONE)


class FactsAtStart(FactsForm):
    """The facts at start, for the forms that register and that correct them."""

    income_before = income_field()

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
        return cleaned


class StartForm(FactsAtStart):
    """The facts at start, to correct them."""

    version = version_field()

    class Meta(FactsAtStart.Meta):
        fields = (*START, "version")


class CloseForm(FactsForm):
    """The facts of the end record (docs/domain.md §7.3); a felregistrering is confirmed."""

    ended_on = forms.DateField(label="Sista dag", help_text="Den sista dagen räknas med.")
    income_after = income_field(ExpectedChoices)
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

    def clean_ended_on(self) -> date:
        ended_on: date = self.cleaned_data["ended_on"]
        if ended_on > self.today:
            raise forms.ValidationError(
                "Slutdatumet ligger i framtiden. Avsluta när insatsen är slut."
            )
        return ended_on

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
