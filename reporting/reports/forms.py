"""What a report is to be about."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from mia.access.roles import Permission
from mia.core.period import Period
from mia.core.uuid7 import uuid7
from mia.forms.base import DateInput
from mia.organisation.delprojekt.models import Delprojekt, EsfProject
from mia.organisation.staff.models import Staff
from reporting.dashboards.forms import default_period
from reporting.exports.declaration import Export
from reporting.exports.request import ReportError, ReportRequest, choose
from reporting.figures.scope import PROGRAMMES, ReportScope

FORMATS = {"csv": "CSV", "xlsx": "Excel (XLSX)"}


class ReportForm(forms.Form):
    """Valid when what was chosen may be made; `choice` is what it comes to."""

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

    def __init__(self, data: dict[str, Any], *, user: Staff, export: Export, today: date) -> None:
        super().__init__(data, auto_id="id_%s")
        self.user, self.export, self.today = user, export, today
        self.wanted = ReportRequest()
        self.choice: ReportScope | None = None
        allowed: QuerySet[Delprojekt] = Delprojekt.objects.filter(
            pk__in=user.scope.delprojekt_with(export.permission)
        )
        rows = list(allowed.order_by("name"))
        self.fields["delprojekt"].choices = [(row.code, row.name) for row in rows]  # type: ignore[attr-defined]
        projects = EsfProject.objects.order_by("started_on", "pk")
        self.fields["project"].choices = [("", "Alla"), *((row.code, row.name) for row in projects)]  # type: ignore[attr-defined]
        may_see_small = user.may(Permission.SEE_EXACT)
        unused = {
            "from_on": export.is_monthly,
            "to_on": export.is_monthly,
            "delprojekt": len(rows) == 1,
            "programme": not export.has_programme,
            "exact": export.permission != Permission.SEE_FIGURES or not may_see_small,
        }
        for name in [name for name, is_unused in unused.items() if is_unused]:
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if self.errors:
            return values
        if values.get("from_on") or values.get("to_on"):
            values["month"] = (
                ""  # the month is filled in from the start; days written besides it are meant
            )
        self.wanted = ReportRequest(
            month=values["month"],
            from_on=values.get("from_on"),
            to_on=values.get("to_on"),
            delprojekt=tuple(values.get("delprojekt", ())),
            project=values["project"],
            programme=values.get("programme", ""),
            exact=values.get("exact", False),
        )
        try:
            self.choice = choose(self.user, self.export, self.wanted, today=self.today)
        except ReportError as refused:
            self.add_error(refused.field if refused.field in self.fields else None, str(refused))
        return values

    @property
    def query(self) -> list[tuple[str, str]]:
        """The choice as the fields that the file's form repeats."""
        values = self.cleaned_data
        pairs = [("month", values["month"]), ("project", values["project"])]
        pairs += [
            (name, f"{values[name]:%Y-%m-%d}") for name in ("from_on", "to_on") if values.get(name)
        ]
        pairs += [("delprojekt", code) for code in values.get("delprojekt", ())]
        pairs += [("programme", values["programme"])] if values.get("programme") else []
        return [*pairs, ("exact", "on")] if values.get("exact") else pairs


class FileForm(forms.Form):
    """`key` is the key of the order, if the file turns out to be large: a double click makes one
    order.
    """

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7, required=False)
    format = forms.ChoiceField(label="Filformat", widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, export: Export) -> None:
        super().__init__(data, initial={"format": export.formats[0]}, auto_id="id_file_%s")
        self.fields["format"].choices = [(one, FORMATS[one]) for one in export.formats]  # type: ignore[attr-defined]


def default_month(today: date) -> str:
    """The last full month, but not after the last ESF project's end."""
    last_on = default_period(today, list(EsfProject.objects.all())).last_on
    return Period.month_of(last_on).label
