"""Which months and which ESF project the dashboard shows."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from mia.core.period import Period
from mia.organisation.delprojekt.models import EsfProject
from reporting.publications.models import Publication


def default_period(today: date, projects: list[EsfProject]) -> Period:
    """From the first project's start to the last full month, not after the last project's end."""
    first_month = Period.month_of(_first_start(projects))
    this_month = Period.month_of(today)
    last_month = Period.month_of(this_month.first_on - timedelta(days=1))
    last_end = _last_end(projects)
    if last_end:
        last_month = min(last_month, Period.month_of(last_end))
    last_month = max(last_month, first_month)
    return Period(first_month.first_on, last_month.last_on)


def _first_start(projects: list[EsfProject]) -> date:
    return min(project.started_on for project in projects)


def _last_end(projects: list[EsfProject]) -> date | None:
    """When the last project ended; None while one has no end."""
    last_end = date.min
    for project in projects:
        if project.ended_on is None:
            return None
        last_end = max(last_end, project.ended_on)
    return last_end


class MonthField(forms.CharField):
    """`ÅÅÅÅ-MM`, as a Period of that month."""

    widget = forms.TextInput(attrs={"type": "month", "placeholder": "ÅÅÅÅ-MM"})

    def to_python(self, value: object) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            return Period.month(text)
        except ValueError as error:
            raise ValidationError(str(error)) from None


class PublicationForm(forms.Form):
    """Which quarter a reader outside sees; the latest unless the query string says another."""

    till = forms.ChoiceField(label="Till och med")

    def __init__(self, query: dict[str, str], *, publications: list[Publication]) -> None:
        self.publications = publications
        choices = publication_choices(publications)
        latest = choices[0][0] if choices else ""
        super().__init__({"till": query.get("till") or latest})
        field = self.fields["till"]
        if not isinstance(field, forms.ChoiceField):
            raise TypeError(field)
        field.choices = choices

    @property
    def publication(self) -> Publication:
        """The one that was chosen."""
        return self.publications[self._position]

    @property
    def earlier(self) -> list[Publication]:
        return self.publications[: self._position]

    @property
    def _position(self) -> int:
        months = [month_of(row) for row in self.publications]
        return months.index(self.cleaned_data["till"])


def publication_choices(publications: list[Publication]) -> list[tuple[str, str]]:
    """The latest first, by the last month of its quarter."""
    return [(month_of(row), f"{row.last_on:%Y-%m-%d}") for row in reversed(publications)]


def month_of(publication: Publication) -> str:
    return f"{publication.last_on:%Y-%m}"


class PeriodForm(forms.Form):
    """Filled with the default period; what the query string says comes in its place."""

    fran = MonthField(label="Från och med månad")
    till = MonthField(label="Till och med månad")

    def __init__(self, query: dict[str, str], *, today: date, projects: list[EsfProject]) -> None:
        period = default_period(today, projects)
        data = {
            "fran": f"{period.first_on:%Y-%m}",
            "till": f"{period.last_on:%Y-%m}",
            "projekt": "",
        }
        for name in data:
            data[name] = query.get(name) or data[name]
        super().__init__(data)
        self.today = today
        self.projects = projects
        choices = [("", "Alla")]
        for project in projects:
            choices.append((project.code, project.name))
        self.fields["projekt"] = forms.ChoiceField(
            label="ESF-projekt",
            required=False,
            choices=choices,
        )

    def clean_fran(self) -> Period:
        earliest = _first_start(self.projects)
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
        first_month, last_month = values.get("fran"), values.get("till")
        if first_month and last_month and last_month < first_month:
            self.add_error("till", "Sista månaden kan inte ligga före den första.")
        return values

    @property
    def period(self) -> Period:
        first_month: Period = self.cleaned_data["fran"]
        last_month: Period = self.cleaned_data["till"]
        return Period(first_month.first_on, last_month.last_on)

    @property
    def project(self) -> EsfProject | None:
        """The one that was picked, None for all."""
        for project in self.projects:
            if project.code == self.cleaned_data["projekt"]:
                return project
        return None

    @property
    def picked_projects(self) -> list[EsfProject]:
        if self.project:
            return [self.project]
        return self.projects

    @property
    def query(self) -> dict[str, str]:
        """As links carry it."""
        query = {
            "fran": self.cleaned_data["fran"].label,
            "till": self.cleaned_data["till"].label,
        }
        if self.project:
            query["projekt"] = self.project.code
        return query
