"""Forms for contacts: one for logging, the same with a version for correcting."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any, cast

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.db.models import QuerySet
from django.utils.text import capfirst

from interventions.contacts.enums import WITHOUT_PARTICIPANT, Outcome
from interventions.contacts.models import LOGGED_ONCE, NOTE_LENGTH, Contact, Topic
from interventions.methods.enums import Method
from mia.core.typed import NotReadable, read_minutes, read_time
from mia.core.uuid7 import uuid7
from mia.forms.base import ActionForm, version_field
from mia.organisation.staff.models import Staff

DAY = 1440  # minutes
FIELDS = ("held_on", "started_at", "minutes", "channel", "outcome", "method", "staff", "topics")
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
        "topics",
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
        help_text="Kan lämnas tom.",
        error_messages={"invalid": "Skriv tiden som TT:MM, till exempel 09:30."},
    )
    note = NoteField(
        label="Anteckning",
        required=False,
        help_text="Skriv sakligt. Deltagaren har rätt att läsa. Högst 20 000 tecken.",
    )
    topics = forms.MultipleChoiceField(label="Ämnen", required=False)
    # The answer to the question whether a contact that looks logged already is another one.
    is_another = forms.BooleanField(required=False)

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
        self,
        *args: object,
        today: date,
        staff: QuerySet[Staff],
        topics: Sequence[Topic] = (),
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        topics_field = cast(forms.MultipleChoiceField, self.fields["topics"])
        topics_field.choices = [(topic.code, topic.label) for topic in topics]
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
    def asks_for_another(self) -> bool:
        """Whether a contact like this one exists, so that the user is asked if it is another."""
        refusals = self.errors.as_data().get(NON_FIELD_ERRORS, [])
        return any(refusal.code == LOGGED_ONCE for refusal in refusals)

    @property
    def topic_choices(self) -> list[tuple[str, str, bool]]:
        """Code, label, and whether it is chosen: written by hand, which is faster than a widget."""
        chosen = set(self["topics"].value() or ())
        field: Any = self.fields["topics"]
        return [(str(code), str(label), code in chosen) for code, label in field.choices]

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
