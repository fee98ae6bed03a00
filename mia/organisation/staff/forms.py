"""Forms about staff: add, change, and the search of the list."""

from django import forms

from mia.forms.base import ActionForm, PlainForm
from mia.forms.fingerprint import FingerprintForm
from mia.organisation.staff.models import Staff

LANGUAGES = "Som personen kan tala med deltagare, med komma emellan: arabiska, somaliska."


class NewStaffForm(ActionForm):
    class Meta:
        model = Staff
        fields = ("name", "username", "email", "title", "languages")
        help_texts = {
            "username": (
                "Små bokstäver a–z, siffror, punkt och bindestreck, till exempel anna.berg. "
                "Kan inte ändras."
            ),
            "title": "Till exempel case manager eller SE-handledare.",
            "languages": LANGUAGES,
        }


class StaffForm(FingerprintForm):
    class Meta:
        model = Staff
        fields = ("name", "email", "title", "languages", "is_active")
        help_texts = {
            "languages": LANGUAGES,
            "is_active": (
                "Ta bort markeringen när någon slutar. Då loggas personen ut med en gång, överallt."
            ),
        }


class StaffSearchForm(PlainForm):
    words = forms.CharField(label="Namn eller användarnamn", max_length=100, required=False)
