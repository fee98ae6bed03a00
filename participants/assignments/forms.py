"""Forms about assignments: add one, end one."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from mia.forms.base import PlainForm
from mia.organisation.staff.models import Staff


class AssignmentForm(PlainForm):
    staff = forms.ModelChoiceField(label="Ny ansvarig", queryset=Staff.objects.none())
    started_on = forms.DateField(label="Från och med")

    def __init__(self, *args: object, staff: QuerySet[Staff], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["staff"].queryset = staff


class AssignmentEndForm(PlainForm):
    last_day = forms.DateField(label="Sista dag")
