"""Which months and which ESF project the dashboard shows."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from mia.core.period import Period
from mia.organisation.delprojekt.models import EsfProject


def default_period(today: date, projects: list[EsfProject]) -> Period:
    """From the first project's start to the last full month, not after the last project's end."""
    first = min(project.started_on for project in projects).replace(day=1)
    last = Period.month_of(today.replace(day=1)).first_on
    ends = [project.ended_on for project in projects]
    stop = Period.month_of(first if last <= first else _before(last))
    if all(ends):
        stop = min(stop, Period.month_of(max(end for end in ends if end)))
    return Period(first, max(stop, Period.month_of(first)).last_on)


def _before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)


class MonthField(forms.CharField):
    """`ÅÅÅÅ-MM`, as a Period of that month."""

    widget = forms.TextInput(attrs={"type": "month", "placeholder": "ÅÅÅÅ-MM"})

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        try:
            return Period.month(text) if text else None
        except ValueError as error:
            raise ValidationError(str(error)) from None


class PeriodForm(forms.Form):
    fran = MonthField(label="Från och med månad")
    till = MonthField(label="Till och med månad")
    projekt = forms.ChoiceField(label="ESF-projekt", required=False)

    def __init__(self, data: dict[str, str], *, today: date, projects: list[EsfProject]) -> None:
        period = default_period(today, projects)
        defaults = {
            "fran": f"{period.first_on:%Y-%m}",
            "till": f"{period.last_on:%Y-%m}",
            "projekt": "",
        }
        super().__init__(defaults | {name: data[name] for name in defaults if data.get(name)})
        self.today, self.projects = today, projects
        self.fields["projekt"].choices = [("", "Alla"), *((row.code, row.name) for row in projects)]  # type: ignore[attr-defined]

    def clean_fran(self) -> Period:
        earliest = min(project.started_on for project in self.projects)
        month: Period = self.cleaned_data["fran"]
        if month.stop <= earliest:
            raise ValidationError(
                f"Projektet började i {earliest:%Y-%m}. Välj den månaden eller en senare."
            )
        return month

    def clean_till(self) -> Period:
        month: Period = self.cleaned_data["till"]
        if month.first_on > self.today:
            raise ValidationError("Månaden har inte varit än.")
        return month

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("fran") and values.get("till") and values["till"] < values["fran"]:
            self.add_error("till", "Sista månaden kan inte ligga före den första.")
        return values

    @property
    def period(self) -> Period:
        return Period(self.cleaned_data["fran"].first_on, self.cleaned_data["till"].last_on)

    @property
    def project(self) -> EsfProject | None:
        """The one chosen, None for all."""
        return next(
            (row for row in self.projects if row.code == self.cleaned_data["projekt"]), None
        )

    @property
    def chosen(self) -> list[EsfProject]:
        return [self.project] if self.project else self.projects

    @property
    def query(self) -> dict[str, str]:
        """As links carry it."""
        words = {"fran": self.cleaned_data["fran"].label, "till": self.cleaned_data["till"].label}
        return words | ({"projekt": self.project.code} if self.project else {})
