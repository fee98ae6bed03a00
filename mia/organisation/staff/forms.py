"""Forms about staff: add, change, and the search of the list."""

from django import forms

from mia.forms.base import ActionForm, PlainForm
from mia.forms.fingerprint import FingerprintForm
from mia.organisation.staff.models import Staff


class NewStaffForm(ActionForm):
    class Meta:
        model = Staff
        fields = ("name", "username", "email", "title")
        help_texts = {
            "username": (
                "Små bokstäver a–z, siffror, punkt och bindestreck, till exempel anna.berg. "
                "Kan inte ändras."
            ),
            "title": "Till exempel case manager eller SE-handledare.",
        }


class StaffForm(FingerprintForm):
    class Meta:
        model = Staff
        fields = ("name", "email", "title", "is_active")
        help_texts = {
            "is_active": (
                "Ta bort markeringen när någon slutar. Då loggas personen ut med en gång, överallt."
            ),
        }


class StaffSearchForm(PlainForm):
    words = forms.CharField(label="Namn eller användarnamn", max_length=100, required=False)
