"""Forms of the log review: which rows, what came of it, whom to watch."""

from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.text import capfirst

from mia.forms.base import DateInput, PlainForm
from mia.organisation.staff.models import Staff
from participants.log_review.enums import LogSelection, ReviewOutcome, WatchReason
from participants.log_review.queries import LogFilter

DEFAULT_DAYS = 30
MOST_DAYS = 92  # a quarter: a search for what is rare reads every row of the time
TOO_LONG = "Välj högst 92 dagar åt gången."
REVERSED = "Sista dagen ligger före den första."
FIRST_DAY = date(2016, 1, 1)  # the programme began in December
OUTSIDE = "Skriv en dag från och med 2016 och inte efter i dag."


class FilterForm(PlainForm):
    """Which rows to show. What is not given is the last 30 days of all staff."""

    medarbetare = forms.ModelChoiceField(
        label="Medarbetare", queryset=Staff.objects.none(), required=False
    )
    urval = forms.ChoiceField(label="Visa", choices=LogSelection, required=False)
    fran = forms.DateField(label="Från och med", required=False, widget=DateInput())
    till = forms.DateField(label="Till och med", required=False, widget=DateInput())
    stickprov = forms.RegexField(
        r"^[0-9a-f]{1,16}$", required=False, widget=forms.HiddenInput, strip=True
    )

    def __init__(self, data: QueryDict, *, staff: QuerySet[Staff], today: date) -> None:
        self.today = today
        self.first_on = today - timedelta(days=DEFAULT_DAYS)
        self.last_on = today
        super().__init__(self._with_days(data))
        self._offer(staff)

    def _with_days(self, data: QueryDict) -> QueryDict:
        """Show which days they are, when none is chosen."""
        if data.get("fran") or data.get("till"):
            return data
        filled = data.copy()
        filled["fran"], filled["till"] = f"{self.first_on}", f"{self.last_on}"
        return filled

    def _offer(self, staff: QuerySet[Staff]) -> None:
        """The staff whose rows the user may review, and every selection, the first one chosen."""
        members, selections = self.fields["medarbetare"], self.fields["urval"]
        if not isinstance(members, forms.ModelChoiceField):
            raise TypeError(members)
        members.queryset = staff
        members.empty_label = "Alla"
        if not isinstance(selections, forms.ChoiceField):
            raise TypeError(selections)
        selections.choices = _selections()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for name in ("fran", "till"):
            day = values.get(name)
            if day and not FIRST_DAY <= day <= self.today:
                self.add_error(name, OUTSIDE)
        if self.errors:
            return values
        self.last_on = values["till"] or self.last_on
        self.first_on = values["fran"] or self.last_on - timedelta(days=DEFAULT_DAYS)
        if self.first_on > self.last_on:
            self.add_error("till", REVERSED)
        if self.last_on - self.first_on > timedelta(days=MOST_DAYS):
            self.add_error("fran", TOO_LONG)
        return values

    def criteria(self, participant: UUID | None, now: datetime) -> LogFilter:
        """The filter, of rows that stood in the log at `now`. Call it on a valid form."""
        values = self.cleaned_data
        staff = values["medarbetare"]
        return LogFilter(
            selection=values["urval"] or LogSelection.ALL,
            staff=staff.pk if staff else None,
            participant=participant,
            since=_midnight(self.first_on),
            until=min(_midnight(self.last_on + timedelta(days=1)), now),
            seed=values["stickprov"] or None,
        )


def _selections() -> list[tuple[str, str]]:
    return [(value, capfirst(label)) for value, label in LogSelection.choices]


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class LogReviewForm(PlainForm):
    """What came of the review. `shown_at` is when the rows were shown: those that have come since
    are not among the reviewed.
    """

    outcome = forms.ChoiceField(label="Utfall", choices=ReviewOutcome, widget=forms.RadioSelect)
    note = forms.CharField(
        label="Anteckning",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Skriv inga namn på deltagare. Anteckningen kan inte ändras.",
    )
    shown_at = forms.DateTimeField(widget=forms.HiddenInput)

    def action_data(self) -> dict[str, object]:
        return {"outcome": self.cleaned_data["outcome"], "note": self.cleaned_data["note"]}


class WatchForm(PlainForm):
    reason = forms.ChoiceField(label="Därför att", choices=WatchReason)
