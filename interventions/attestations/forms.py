"""The form that attests a month for several at once."""

from collections.abc import Sequence
from typing import Any

from django import forms

from interventions.attestations.queries import AttendanceRow
from mia.forms.base import PlainForm
from participants.enrolments.models import Enrolment


class AttestForm(PlainForm):
    """The keys of those who have signed; with `everyone` all that the page lists."""

    enrolments = forms.MultipleChoiceField(label="Deltagare", required=False)
    everyone = forms.BooleanField(required=False)

    def __init__(self, *args: Any, rows: Sequence[AttendanceRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cases = {str(row.enrolment.pk): row.enrolment for row in rows}
        keys: Any = self.fields["enrolments"]
        keys.choices = [(key, str(case.participant)) for key, case in self.cases.items()]
        keys.error_messages["invalid_choice"] = "Listan har ändrats. Välj igen."

    def action_data(self) -> dict[str, object]:
        return {"enrolments": self.chosen()}

    def chosen(self) -> list[Enrolment]:
        if self.cleaned_data["everyone"]:
            return list(self.cases.values())
        return [self.cases[key] for key in self.cleaned_data["enrolments"]]
