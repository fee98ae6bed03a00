"""What the forms of the start and the end record share: codes, income with its extent, work."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.db.models import Q, QuerySet
from django.forms.boundfield import BoundWidget

from mia.forms.base import ActionForm
from participants.codes.models import IncomeSource
from participants.enrolments.enums import Work


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
        help_text="Kryssa i allt som gäller. Skriv procent av en hel, om du vet det.",
    )


class ExtentWidget(forms.Widget):
    """One input for each source, named `<field>_<code>` (enrolments/income_fields.html)."""

    codes: Iterable[str] = ()

    def value_from_datadict(
        self, data: Mapping[str, Any], files: Mapping[str, Any], name: str
    ) -> dict[str, str]:
        """Return what was typed, by code."""
        typed = {}
        for code in self.codes:
            text = str(data.get(f"{name}_{code}") or "").strip()
            if text:
                typed[code] = text
        return typed


class ExtentField(forms.Field):
    """The extent of each source in whole per cent, 1–100, by its code."""

    widget = ExtentWidget

    def clean(self, value: Mapping[str, str]) -> dict[str, int]:
        percents = {}
        for code, text in value.items():
            is_number = text.isascii() and text.isdecimal() and len(text) <= 3
            if not is_number or not 1 <= int(text) <= 100:
                raise forms.ValidationError("Skriv hela procent, 1–100, eller lämna tomt.")
            percents[code] = int(text)
        return percents


def extent_field() -> ExtentField:
    return ExtentField(label="Försörjningens omfattning", required=False, initial=dict)


class IncomeRow(NamedTuple):
    """A source as a form shows it: its box, and its extent when it has one."""

    box: BoundWidget
    code: str
    percent: object
    has_extent: bool


def income_rows(
    form: forms.BaseForm, name: str, sources: Iterable[IncomeSource]
) -> list[IncomeRow]:
    """Return the sources in the order of the boxes; no income has no extent."""
    percents = form[f"{name}_percent"].value() or {}
    rows = []
    for box, source in zip(form[name].subwidgets, sources, strict=True):
        has_extent = source.group != IncomeSource.Group.NONE
        rows.append(IncomeRow(box, source.code, percents.get(source.code, ""), has_extent))
    return rows


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
        extents: Any = self.fields[f"{name}_percent"]
        extents.widget.codes = [source.code for source in self.income_sources]

    def check_income(self, name: str) -> None:
        """INGEN_OFFENTLIG excludes the public sources, and an extent belongs to a source that is
        ticked (docs/domain.md §2.5).
        """
        codes = self.cleaned_data.get(name, [])
        chosen = [source for source in self.income_sources if source.code in codes]
        none = [source.label for source in chosen if source.group == IncomeSource.Group.NONE]
        public = [source.label for source in chosen if source.is_public]
        if none and public:
            excluded = " och ".join(public)
            self.add_error(name, f"”{none[0]}” kan inte väljas tillsammans med {excluded}.")
        for code in self.cleaned_data.get(f"{name}_percent", {}):
            if code not in codes:
                message = "Kryssa i den försörjning som har procent, eller ta bort procenten."
                self.add_error(name, message)
                return

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
