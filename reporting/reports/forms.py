"""What a report is to be about."""

from datetime import date
from typing import Any

from django import forms

from mia.access.roles import Permission
from mia.core.period import Period
from mia.forms.base import DateInput
from mia.organisation.delprojekt.models import Delprojekt, EsfProject
from mia.organisation.staff.models import Staff
from reporting.dashboards.forms import default_period, publication_choices
from reporting.exports.declaration import Export
from reporting.exports.request import (
    NONE_YET,
    ReportError,
    ReportRequest,
    allowed_delprojekt,
    choose,
    is_outside,
)
from reporting.figures.scope import PROGRAMMES, ReportScope
from reporting.publications.queries import publications


class ReportForm(forms.Form):
    """Valid when what was chosen may be made; `scope` is what it comes to."""

    month = forms.CharField(
        label="Månad",
        required=False,
        widget=forms.TextInput(attrs={"type": "month", "placeholder": "ÅÅÅÅ-MM"}),
    )
    from_on = forms.DateField(label="Eller från och med", required=False, widget=DateInput())
    to_on = forms.DateField(label="till och med", required=False, widget=DateInput())
    delprojekt = forms.MultipleChoiceField(
        label="Delprojekt",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Inget valt betyder alla.",
    )
    project = forms.ChoiceField(label="ESF-projekt", required=False)
    programme = forms.ChoiceField(
        label="Programperiod", required=False, choices=list(PROGRAMMES.items())
    )
    exact = forms.BooleanField(
        label="Visa små tal",
        required=False,
        help_text="Bara för eget arbete. Att du visar dem skrivs i loggen.",
    )

    def __init__(
        self,
        data: dict[str, Any],
        *,
        user: Staff,
        export: Export,
        today: date,
    ) -> None:
        super().__init__(data, auto_id="id_%s")
        self.user = user
        self.export = export
        self.today = today
        self.report_request = ReportRequest()
        self.scope: ReportScope | None = None
        delprojekt = _delprojekt_choices(user, export)
        self._offer("delprojekt", delprojekt)
        self._offer("project", _project_choices(export))
        unused = _unused(user, export, has_one_delprojekt=len(delprojekt) == 1)
        if is_outside(user, export):
            unused += ["from_on", "to_on", "delprojekt", "project"]
            choices = publication_choices(publications())
            month = forms.ChoiceField(label="Till och med", choices=choices)
            if not choices:
                month.error_messages["required"] = NONE_YET
            self.fields["month"] = month
        for name in {*unused}:
            del self.fields[name]

    def _offer(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            raise TypeError(field)
        field.choices = choices

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.errors:
            return values
        if values.get("from_on") or values.get("to_on"):
            # The month is filled in from the start; days written besides it are meant.
            values["month"] = ""
        self.report_request = ReportRequest(
            month=values["month"],
            from_on=values.get("from_on"),
            to_on=values.get("to_on"),
            delprojekt=tuple(values.get("delprojekt", ())),
            project=values.get("project", ""),
            programme=values.get("programme", ""),
            exact=values.get("exact", False),
        )
        try:
            self.scope = choose(self.user, self.export, self.report_request, today=self.today)
        except ReportError as error:
            field = None
            if error.field in self.fields:
                field = error.field
            self.add_error(field, str(error))
        return values

    @property
    def query(self) -> list[tuple[str, str]]:
        """The request as the fields that the file's form repeats."""
        values = self.cleaned_data
        pairs = [
            ("month", values["month"]),
            ("project", values.get("project", "")),
        ]
        for name in ("from_on", "to_on"):
            if values.get(name):
                pairs.append((name, f"{values[name]:%Y-%m-%d}"))
        for code in values.get("delprojekt", ()):
            pairs.append(("delprojekt", code))
        if values.get("programme"):
            pairs.append(("programme", values["programme"]))
        if values.get("exact"):
            pairs.append(("exact", "on"))
        return pairs


def _delprojekt_choices(user: Staff, export: Export) -> list[tuple[str, str]]:
    """Those that the user may make the report of, by name."""
    ids = allowed_delprojekt(user, export)
    delprojekt = Delprojekt.objects.filter(pk__in=ids).order_by("name")
    return list(delprojekt.values_list("code", "name"))


def _project_choices(export: Export) -> list[tuple[str, str]]:
    projects = EsfProject.objects.order_by("started_on", "pk")
    no_project = "Alla"
    if export.is_per_project:
        no_project = "Det som pågår i månaden"
    return [("", no_project), *projects.values_list("code", "name")]


def _unused(user: Staff, export: Export, *, has_one_delprojekt: bool) -> list[str]:
    """Fields that there is nothing to choose in."""
    can_be_exact = export.permission == Permission.SEE_REPORTS and user.may(Permission.SEE_EXACT)
    unused = {
        "from_on": export.is_monthly,
        "to_on": export.is_monthly,
        "delprojekt": has_one_delprojekt,
        "programme": not export.has_programme,
        "exact": not can_be_exact,
    }
    return [name for name, is_unused in unused.items() if is_unused]


def default_month(today: date) -> str:
    """The last full month, but not after the last ESF project's end."""
    last_on = default_period(today, list(EsfProject.objects.all())).last_on
    return Period.month_of(last_on).label
