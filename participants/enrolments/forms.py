"""Forms for the facts at start and at the end of an enrolment."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from mia.forms.base import ActionForm, version_field
from mia.organisation.delprojekt.models import Municipality
from participants.codes.models import ExitReason, IncomeSource, Referrer
from participants.enrolments.enums import LabourStatus, Work
from participants.enrolments.models import Enrolment

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
    kind: type[forms.MultipleChoiceField] = forms.MultipleChoiceField,
) -> forms.MultipleChoiceField:
    return kind(
        label="Försörjning",
        required=kind is ExpectedChoices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Kryssa i allt som gäller.",
    )


class FactsForm(ActionForm):
    """Facts from the open code lists: the current codes, and a retired one that the enrolment
    already has.
    """

    sources: list[IncomeSource]

    def offer(self, name: str, codes: QuerySet[Any]) -> None:
        has = getattr(self.instance, f"{name}_id", None)
        field: Any = self.fields[name]
        field.queryset = codes.model._default_manager.filter(
            Q(pk__in=codes.values("pk")) | Q(pk=has)
        ).order_by(*codes.query.order_by)

    def offer_income(self, name: str, today: date) -> None:
        has = getattr(self.instance, name)
        current = Q(retired_on=None) | Q(retired_on__gt=today) | Q(code__in=has)
        self.sources = list(IncomeSource.objects.filter(current).order_by("position", "code"))
        field: Any = self.fields[name]
        field.choices = [(source.code, source.label) for source in self.sources]

    def check_income(self, name: str) -> None:
        """INGEN_OFFENTLIG excludes the public sources (docs/domain.md §2.5)."""
        chosen = [
            source for source in self.sources if source.code in self.cleaned_data.get(name, [])
        ]
        none = [source for source in chosen if source.group == IncomeSource.Group.NONE]
        public = [source.label for source in chosen if source.is_public]
        if none and public:
            self.add_error(
                name, f"”{none[0].label}” kan inte väljas tillsammans med {' och '.join(public)}."
            )

    def check_work(self, when: str) -> None:
        """Percent belongs to work, and 0 percent is no work: said at the field that is to be
        mended.
        """
        work, percent = (
            self.cleaned_data.get(f"work_{when}"),
            self.cleaned_data.get(f"work_{when}_percent"),
        )
        if percent and work in (None, "", Work.NONE):
            self.add_error(
                f"work_{when}", "Välj vilket slags arbete det är, eller ta bort omfattningen."
            )
        elif percent == 0 and work not in (None, "", Work.NONE):
            self.add_error(
                f"work_{when}_percent", "Skriv 1–100 procent, eller lämna tomt om det inte är känt."
            )


class FactsAtStart(FactsForm):
    income_before = income_field()

    class Meta:
        model = Enrolment
        fields = START
        help_texts = HELP

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.offer("referrer", Referrer.objects.current(today))
        self.offer_income("income_before", today)
        self.fields["municipality"].queryset = Municipality.objects.order_by("name")  # type: ignore[attr-defined]

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
        if (
            cleaned.get("unemployed_since")
            and cleaned.get("labour_status") != LabourStatus.UNEMPLOYED
        ):
            self.add_error(
                "unemployed_since", "Arbetslös sedan anges bara för den som är arbetslös."
            )
        return cleaned


class StartForm(FactsAtStart):
    """The facts at start, to correct them."""

    version = version_field()

    class Meta(FactsAtStart.Meta):
        fields = (*START, "version")  # type: ignore[assignment]


class CloseForm(FactsForm):
    """The facts of the end record (docs/domain.md §7.3). A felregistrering is confirmed once more."""

    ended_on = forms.DateField(label="Sista dag", help_text="Den sista dagen räknas med.")
    income_after = income_field(ExpectedChoices)
    confirmed = forms.BooleanField(
        label="Ja, inskrivningen är en felregistrering och ska inte räknas i statistiken",
        required=False,
    )
    version = version_field()
    field_order = ("ended_on", "exit_reason", "confirmed", *AFTER)

    class Meta:
        model = Enrolment
        fields = ("ended_on", "exit_reason", *AFTER, "version")
        help_texts = HELP

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.offer("exit_reason", ExitReason.objects.current(today))
        self.fields["exit_reason"].required = True
        self.offer_income("income_after", today)

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
        if reason:
            self._check_outcome(reason, cleaned)
        return cleaned

    def _check_outcome(self, reason: ExitReason, cleaned: dict[str, Any]) -> None:
        is_error = reason.outcome == ExitReason.Outcome.ERROR
        works = cleaned.get("work_after") not in (None, "", Work.NONE)
        if (
            reason.outcome == ExitReason.Outcome.WORK
            and not works
            and not self.has_error("work_after")
        ):
            self.add_error(
                "work_after", "Avslut till arbete: välj vilket slags arbete deltagaren har."
            )
        if reason.outcome == ExitReason.Outcome.STUDIES and not cleaned.get("study_after_percent"):
            self.add_error(
                "study_after_percent", "Avslut till studier: skriv omfattningen, 1–100 procent."
            )
        if not (
            cleaned.get("income_after")
            or is_error
            or reason.code == DECEASED
            or self.has_error("income_after")
        ):
            self.add_error("income_after", "Kryssa i minst en försörjning efter insatsen.")
        if is_error and not cleaned.get("confirmed"):
            self.add_error("confirmed", "Bekräfta att inskrivningen är en felregistrering.")
