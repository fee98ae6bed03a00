"""Forms for contacts: one for logging, the same with a version for correcting."""

from datetime import date, time
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst

from interventions.contacts.enums import WITHOUT_PARTICIPANT, Outcome
from interventions.contacts.models import NOTE_LENGTH, Contact
from interventions.methods.enums import Method
from mia.core.typed import NotReadable, read_minutes, read_time
from mia.core.uuid7 import uuid7
from mia.forms.base import ActionForm, version_field
from mia.organisation.staff.models import Staff

DAY = 1440  # minutes
FIELDS = ("held_on", "started_at", "minutes", "channel", "outcome", "method", "staff")
REPORTED = {"held_on", "minutes", "channel", "outcome"}  # what participation time is counted from
METHOD_CHOICES = [
    ("", "Ingen metod"),
    *((code, capfirst(label)) for code, label in Method.choices),
]


class NoteField(forms.CharField):
    """Free text in which a line break counts as one character, as a reader counts it.

    The browser gets no maxlength, because it would cut a pasted text without saying so.
    """

    widget = forms.Textarea

    def to_python(self, value: object) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > NOTE_LENGTH:
            length, limit = _with_spaces(len(value)), _with_spaces(NOTE_LENGTH)
            message = f"Anteckningen är {length} tecken. Den får vara högst {limit} tecken."
            raise forms.ValidationError(message)


def _with_spaces(number: int) -> str:
    """20000 as "20 000"."""
    return f"{number:,}".replace(",", " ")


class MinutesField(forms.IntegerField):
    """Minutes as people type them. Labelled as required, but the form decides from the outcome
    whether they may be left out.
    """

    def to_python(self, value: object) -> int | None:
        text = str(value or "")
        if not text.strip():
            return None
        try:
            return read_minutes(text)
        except NotReadable:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None

    def validate(self, value: int | None) -> None:
        """Accept no value."""


class StartTimeField(forms.TimeField):
    """A time of day as people type it."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or isinstance(value, time):
            return super().to_python(value)
        try:
            return read_time(str(value))
        except NotReadable:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from None

    def prepare_value(self, value: object) -> object:
        return f"{value:%H:%M}" if isinstance(value, time) else value


class ContactForm(ActionForm):
    """A contact and its note. The action checks the rules, but not that the day has been."""

    starts_empty = True
    # As on the page: the summary of errors has the same order.
    field_order = (
        "channel",
        "minutes",
        "held_on",
        "outcome",
        "note",
        "method",
        "staff",
        "started_at",
    )

    minutes = MinutesField(
        label="Minuter",
        max_value=DAY,
        error_messages={
            "invalid": "Skriv minuter, till exempel 90, eller timmar, till exempel 1,5 tim.",
            "max_value": "En kontakt kan vara högst 1 440 minuter, ett dygn.",
        },
    )
    started_at = StartTimeField(
        label="Starttid",
        required=False,
        help_text="Behövs bara om ni hade två likadana kontakter samma dag.",
        error_messages={"invalid": "Skriv tiden som TT:MM, till exempel 09:30."},
    )
    note = NoteField(label="Anteckning", required=False, help_text="Högst 20 000 tecken.")

    class Meta:
        model = Contact
        fields = FIELDS
        error_messages = {
            "held_on": {
                "required": "Ange vilken dag kontakten var.",
                "invalid": "Skriv dagen som ÅÅÅÅ-MM-DD.",
            },
            "channel": {"required": "Välj hur kontakten skedde."},
            "staff": {"required": "Välj vem som hade kontakten."},
        }

    def __init__(
        self, *args: object, today: date, staff: QuerySet[Staff], **kwargs: object
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["held_on"].widget.attrs["max"] = f"{today:%Y-%m-%d}"
        self.staff_field.queryset = staff
        if not self.is_bound:  # crispy walks through the choices twice: read them once
            choices: Any = self.staff_field.choices
            self.staff_field.choices = list(iter(choices))

    @property
    def staff_field(self) -> forms.ModelChoiceField:
        return cast(forms.ModelChoiceField, self.fields["staff"])

    def configure_fields(self) -> None:
        super().configure_fields()
        method = cast(forms.ChoiceField, self.fields["method"])
        method.choices = METHOD_CHOICES
        self.fields["minutes"].widget.attrs["list"] = "vanliga-minuter"
        self.fields["note"].widget.attrs["rows"] = 4

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        if day > self.today:
            message = "Dagen har inte varit än. Logga kontakten när den har ägt rum."
            raise forms.ValidationError(message)
        return day

    def clean(self) -> dict[str, Any]:
        """Minutes that were left out are 0, unless the participant took part."""
        data = self.cleaned_data
        is_held = data.get("outcome") == Outcome.HELD
        is_with_participant = data.get("channel") not in WITHOUT_PARTICIPANT
        if "minutes" in data and not data["minutes"]:
            data["minutes"] = 0
            if is_held and is_with_participant:
                self.add_error("minutes", "Skriv hur många minuter kontakten tog, minst 1.")
        return data

    @property
    def days(self) -> list[date]:
        """The days whose reported time may have changed, of a valid form: none for a note alone."""
        if not REPORTED.intersection(self.changed_data):
            return []
        days = [self.cleaned_data["held_on"]]
        former_day = self.initial.get("held_on")
        if former_day:
            days.append(former_day)
        return days

    @property
    def initial_method(self) -> str:
        """The proposed method in words."""
        code = self.initial.get("method")
        return Method(code).label if code else "ingen metod"


class LogForm(ContactForm):
    """`key` is the key of the row to be made: a double click makes one row."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)

    def configure_fields(self) -> None:
        super().configure_fields()
        self.staff_field.required = True
        self.staff_field.empty_label = None


class CorrectForm(ContactForm):
    """`version` is the one that was read: somebody else may have corrected it meanwhile."""

    version = version_field()

    def configure_fields(self) -> None:
        super().configure_fields()
        self.staff_field.empty_label = "Okänd"
        self.fields["note"].widget.attrs["rows"] = 8
