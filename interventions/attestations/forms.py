"""The form that attests a month for several at once."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from django import forms

from interventions.attestations.queries import AttendanceRow, minutes_name
from mia.forms.base import PlainForm
from participants.enrolments.models import Enrolment


class AttestLine(NamedTuple):
    """A participant in the form. `minutes` is the field with those that the page shows."""

    row: AttendanceRow
    is_chosen: bool
    minutes: forms.BoundField


class AttestForm(PlainForm):
    """The keys of those who have signed, with `everyone` all that the page lists; and the minutes
    that it shows of each, `minutes_<key>`.
    """

    enrolments = forms.MultipleChoiceField(label="Deltagare", required=False)
    everyone = forms.BooleanField(required=False)

    def __init__(self, *args: Any, rows: Sequence[AttendanceRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows = rows
        self.cases = {str(row.enrolment.pk): row.enrolment for row in rows}
        keys: Any = self.fields["enrolments"]
        keys.choices = [(key, str(case.participant)) for key, case in self.cases.items()]
        keys.error_messages["invalid_choice"] = "Listan har ändrats. Välj igen."
        for row in rows:
            label = str(row.enrolment.participant)
            field = forms.IntegerField(label=label, min_value=0, required=False)
            self.fields[minutes_name(row.enrolment.pk)] = field

    @property
    def lines(self) -> list[AttestLine]:
        chosen = set(self["enrolments"].value() or ())
        everyone = bool(self["everyone"].value())
        lines = []
        for row in self.rows:
            key = row.enrolment.pk
            is_chosen = everyone or str(key) in chosen
            lines.append(AttestLine(row, is_chosen, self[minutes_name(key)]))
        return lines

    @property
    def is_outdated(self) -> bool:
        """Whether the time of somebody is another one than the page showed."""
        return any(minutes_name(row.enrolment.pk) in self.errors for row in self.rows)

    def action_data(self) -> dict[str, object]:
        page_minutes = {}
        for row in self.rows:
            page_minutes[row.enrolment.pk] = self.cleaned_data[minutes_name(row.enrolment.pk)]
        return {"enrolments": self.chosen(), "page_minutes": page_minutes}

    def chosen(self) -> list[Enrolment]:
        if self.cleaned_data["everyone"]:
            return list(self.cases.values())
        return [self.cases[key] for key in self.cleaned_data["enrolments"]]


class AttestOneForm(PlainForm):
    """The minutes that the page shows of the month; `withdrawn` takes the attestation away."""

    minutes = forms.IntegerField(min_value=0, required=False)
    withdrawn = forms.BooleanField(required=False)
