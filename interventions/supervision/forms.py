"""The form of a question to a method supervisor."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from mia.forms.base import PlainForm
from mia.organisation.staff.models import Staff


class SupervisorForm(PlainForm):
    staff = forms.ModelChoiceField(label="Metodhandledare", queryset=Staff.objects.none())

    def __init__(self, *args: object, staff: QuerySet[Staff], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        fields: dict[str, Any] = self.fields
        fields["staff"].queryset = staff
