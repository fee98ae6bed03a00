"""Who answers for a participant."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from mia.forms.base import PlainForm
from mia.organisation.staff.models import Staff


class AssignmentForm(PlainForm):
    staff = forms.ModelChoiceField(label="Ny ansvarig", queryset=Staff.objects.none())
    started_on = forms.DateField(label="Från och med")

    def __init__(self, *args: Any, staff: QuerySet[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].queryset = staff  # type: ignore[attr-defined]


class LastDayForm(PlainForm):
    last_day = forms.DateField(label="Sista dag")
