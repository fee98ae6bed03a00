"""Forms for contacts: one for logging, the same with a version for correcting."""

from datetime import date
from functools import lru_cache
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from interventions.contacts.actions import FIELDS
from interventions.contacts.enums import WITHOUT_PARTICIPANT, Outcome
from interventions.contacts.models import NOTE_LENGTH, Contact
from interventions.methods.enums import Method
from mia.core.uuid7 import uuid7
from mia.forms.base import ActionForm, version_field
from mia.organisation.staff.models import Staff

DAY = 1440  # minutes


class NoteField(forms.CharField):
    """Free text whose length is counted as a reader counts it: a line break is one character.

    The browser gets no maxlength, because it would cut a pasted text without saying so.
    """

    widget = forms.Textarea
    max_characters = NOTE_LENGTH

    def to_python(self, value: Any) -> str:
        text = super().to_python(value) or ""
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def validate(self, value: str) -> None:
        super().validate(value)
        if len(value) > self.max_characters:
            count, most = (
                f"{number:,}".replace(",", " ") for number in (len(value), self.max_characters)
            )
            raise forms.ValidationError(
                f"Anteckningen är {count} tecken. Den får vara högst {most} tecken."
            )
        if "\x00" in value:
            raise forms.ValidationError(
                "Anteckningen innehåller ett osynligt tecken som inte kan sparas (NUL)."
            )


class MinutesField(forms.IntegerField):
    """Asked for, but what may be left out depends on the outcome: the form's to say, not the
    field's.
    """

    def validate(self, value: int | None) -> None:
        """No value is no error here."""


class StaffField(forms.ModelChoiceField):
    """One of the colleagues. `me`, who mostly had the contact, is at hand and needs no look-up."""

    me: Staff | None = None

    def to_python(self, value: Any) -> Staff | None:
        if self.me is not None and value == str(self.me.pk):
            return self.me
        chosen: Staff | None = super().to_python(value)
        return chosen


class ContactForm(ActionForm):
    """A contact and its note. The rules of the row are the action's to check; that the day has been
    is the form's.
    """

    minutes = MinutesField(
        label="Minuter",
        min_value=0,
        max_value=DAY,
        error_messages={
            "invalid": "Skriv antalet minuter med siffror.",
            "min_value": "Antalet minuter kan inte vara mindre än 0.",
            "max_value": "En kontakt kan vara högst 1 440 minuter, ett dygn.",
        },
    )
    note = NoteField(label="Anteckning", required=False, help_text="Högst 20 000 tecken.")

    class Meta:
        model = Contact
        fields = FIELDS
        field_classes: ClassVar[dict[str, type[forms.Field]]] = {"staff": StaffField}
        widgets = {"started_at": forms.TimeInput(attrs={"type": "time"}, format="%H:%M")}
        help_texts = {"started_at": "Behövs bara om ni hade två likadana kontakter samma dag."}
        error_messages = {
            "held_on": {
                "required": "Ange vilken dag kontakten var.",
                "invalid": "Skriv dagen som ÅÅÅÅ-MM-DD.",
            },
            "started_at": {"invalid": "Skriv tiden som TT:MM, till exempel 09:30."},
            "channel": {"required": "Välj hur kontakten skedde."},
            "staff": {"required": "Välj vem som hade kontakten."},
        }

    def configure_fields(self) -> None:
        super().configure_fields()
        fields: dict[str, Any] = self.fields
        fields["channel"].choices = [("", "Välj"), *fields["channel"].choices]
        method = [
            ("", "Ingen metod"),
            *((value, capfirst(label)) for value, label in Method.choices),
        ]
        fields["method"].choices = method
        fields["minutes"].widget.attrs |= {"list": "vanliga-minuter", "inputmode": "numeric"}
        fields["note"].widget.attrs["rows"] = 4

    def __init__(self, *args: Any, today: date, staff: "QuerySet[Any]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["held_on"].widget.attrs["max"] = f"{today:%Y-%m-%d}"
        self.fields["staff"].queryset = staff  # type: ignore[attr-defined] # of a ModelChoiceField

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        if day > self.today:
            raise forms.ValidationError(
                "Dagen har inte varit än. Logga kontakten när den har ägt rum."
            )
        return day

    def clean(self) -> dict[str, Any]:
        """Minutes may be left out where the participant did not come, or was not to come; then they
        are 0.
        """
        data = self.cleaned_data
        held = (
            data.get("outcome") == Outcome.HELD and data.get("channel") not in WITHOUT_PARTICIPANT
        )
        if "minutes" in data and not data["minutes"]:
            if held:
                self.add_error("minutes", "Skriv hur många minuter kontakten tog, minst 1.")
            data["minutes"] = 0
        return data

    @property
    def facts(self) -> dict[str, Any]:
        """The model's fields as the action takes them."""
        return {field: self.cleaned_data[field] for field in FIELDS}

    @property
    def initial_method(self) -> str:
        """The method that is filled in, in words."""
        code = self.initial.get("method")
        return Method(code).label if code else "ingen metod"

    @property
    def has_errors_in_details(self) -> bool:
        """Is something wrong in the part of the quick form that is folded?"""
        return bool({"method", "staff", "started_at"} & set(self.errors))


class LogForm(ContactForm):
    """`key` is the key of the row to be made: a double click makes one row."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)

    def __init__(self, *args: Any, me: Staff | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].me = me  # type: ignore[attr-defined] # of a ModelChoiceField
        self.fields["staff"].required = True
        self.fields["staff"].empty_label = None  # type: ignore[attr-defined] # of a ModelChoiceField
        if (
            not self.is_bound
        ):  # asked once: crispy walks through the choices twice, and list() would count them first
            self.fields["staff"].choices = [*iter(self.fields["staff"].choices)]  # type: ignore[attr-defined] # of a ModelChoiceField


@lru_cache(maxsize=1_000)
def quick_fields(
    today: date, staff: tuple[tuple[int, str], ...], me: int, method: str | None
) -> SafeString:
    """The fields of an empty form as HTML: with today, me and my method filled in, one text for all
    my participants.

    Drawn once (10 ms) and then kept: it says nothing of anybody but the staff.
    """
    form = LogForm(
        today=today,
        staff=Staff.objects.none(),
        initial={"held_on": today, "staff": me, "method": method},
    )
    form.fields["staff"].choices = list(staff)  # type: ignore[attr-defined] # of a ModelChoiceField
    del form.fields["key"]
    return render_to_string(
        "interventions/contacts/contact_fields.html", {"form": form, "unfolded": False}
    )


class CorrectForm(ContactForm):
    """`version` is the one that was read: somebody else may have corrected the contact meanwhile."""

    version = version_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["staff"].empty_label = "Okänd"  # type: ignore[attr-defined] # of a ModelChoiceField
        self.fields["note"].widget.attrs["rows"] = 8
