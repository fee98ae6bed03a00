"""The form of an absence."""

from typing import Any

from django.db.models import QuerySet

from mia.forms.base import ActionForm
from mia.organisation.absences.models import Absence
from mia.organisation.staff.models import Staff


class AbsenceForm(ActionForm):
    class Meta:
        model = Absence
        fields = ("staff", "substitute", "started_on", "ended_on")
        labels = {"staff": "Vem är borta?", "substitute": "Vem arbetar i stället?"}
        help_texts = {
            "substitute": "Arbetar med deltagarna de här dagarna. Skyddade följer inte med.",
            "ended_on": "Sista dagen. Du kan avsluta tidigare.",
        }

    def __init__(
        self, *args: object, absent: QuerySet[Staff], substitutes: QuerySet[Staff], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["staff"].queryset = absent
        fields["substitute"].queryset = substitutes
