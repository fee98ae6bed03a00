"""The form of one contact with several participants."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django import forms

from interventions.contacts.enums import Outcome
from interventions.contacts.forms import DAY, MinutesField, NoteField, StartTimeField
from interventions.contacts.models import Contact, Topic
from interventions.quick.access import GONE
from interventions.quick.names import Person
from mia.core.uuid7 import uuid7
from mia.forms.base import ActionForm

# As the page shows them, after the participants
FIELD_ORDER = ("channel", "minutes", "held_on", "started_at", "topics", "note", "is_another")
TOO_LONG = "En kontakt kan vara högst 1 440 minuter, ett dygn."


class PersonRow(NamedTuple):
    """A participant in the list: whether chosen, and the field with minutes of their own."""

    person: Person
    is_chosen: bool
    minutes: forms.BoundField


class SeveralForm(ActionForm):
    """`cases` are the keys of the chosen. `minutes_<key>` is how long each was there, when it is
    not as long as the others.
    """

    starts_empty = True
    cases = forms.MultipleChoiceField(
        label="Deltagare",
        error_messages={"required": "Välj minst en deltagare.", "invalid_choice": GONE},
    )
    minutes = MinutesField(
        label="Minuter",
        max_value=DAY,
        error_messages={"invalid": "Skriv minuter, till exempel 90.", "max_value": TOO_LONG},
    )
    started_at = StartTimeField(label="Starttid", required=False)
    topics = forms.MultipleChoiceField(label="Ämnen", required=False)
    note = NoteField(
        label="Anteckning",
        required=False,
        help_text="Sparas hos var och en. Skriv sakligt och inget om någon annan deltagare.",
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    is_another = forms.BooleanField(required=False)

    class Meta:
        model = Contact
        fields = ("channel", "held_on")

    def __init__(
        self,
        *args: object,
        today: date,
        persons: Sequence[Person],
        topics: Sequence[Topic],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.persons = persons
        cases: Any = self.fields["cases"]
        offered: Any = self.fields["topics"]
        cases.choices = [(str(person.key), str(person)) for person in persons]
        offered.choices = [(topic.code, topic.label) for topic in topics]
        for person in persons:
            field = MinutesField(label=f"Minuter för {person}", max_value=DAY, required=False)
            field.error_messages |= {"invalid": "Skriv minuter.", "max_value": TOO_LONG}
            self.fields[minutes_name(person.key)] = field
        own_minutes = [minutes_name(person.key) for person in persons]
        self.order_fields(["key", "cases", *own_minutes, *FIELD_ORDER])

    def clean_held_on(self) -> date:
        day: date = self.cleaned_data["held_on"]
        if day > self.today:
            raise forms.ValidationError("Dagen har inte varit än.")
        return day

    def clean(self) -> dict[str, Any]:
        """A contact takes a minute at least, as one by itself does."""
        data = self.cleaned_data
        if "minutes" in data and not data["minutes"]:
            self.add_error("minutes", "Skriv hur många minuter kontakten tog, minst 1.")
        return data

    @property
    def rows(self) -> list[PersonRow]:
        chosen = set(self["cases"].value() or ())
        rows = []
        for person in self.persons:
            field = self[minutes_name(person.key)]
            rows.append(PersonRow(person, str(person.key) in chosen, field))
        return rows

    @property
    def topic_choices(self) -> list[tuple[str, str, bool]]:
        """Code, label, and whether it is chosen."""
        chosen = set(self["topics"].value() or ())
        field: Any = self.fields["topics"]
        return [(str(code), str(label), code in chosen) for code, label in field.choices]

    def action_data(self) -> dict[str, object]:
        data = dict(self.cleaned_data)
        own_minutes = {}
        for person in self.persons:
            minutes = data.pop(minutes_name(person.key))
            if minutes:
                own_minutes[person.key] = minutes
        keys = [UUID(text) for text in data.pop("cases")]
        outcome = Outcome.HELD.value
        return {**data, "keys": keys, "own_minutes": own_minutes, "outcome": outcome}


def minutes_name(key: UUID) -> str:
    return f"minutes_{key}"
