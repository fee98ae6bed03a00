"""The form of a quick contact: one line, and a choice where a name can mean several."""

from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS

from interventions.contacts.models import LOGGED_ONCE
from interventions.quick.meaning import QuickContact
from interventions.quick.names import NamedPerson, Person
from interventions.quick.queries import LONGEST_LIST, read_line
from mia.core.uuid7 import uuid7
from mia.forms.base import PlainForm
from mia.organisation.staff.models import Staff

LONGEST_LINE = 1_000  # characters


class QuickForm(PlainForm):
    """`key` is the key of the first row to be made. `person_0` and so on are the choices."""

    line = forms.CharField(
        label="Snabbkontakt",
        max_length=LONGEST_LINE,
        help_text="Till exempel: ök tel 20 boende igår: Anteckning efter kolon.",
        error_messages={"required": "Skriv vem, hur och hur länge, till exempel: ök tel 20."},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    is_another = forms.BooleanField(required=False)

    def __init__(self, *args: object, user: Staff, today: date, **kwargs: object) -> None:
        self.user = user
        self.today = today
        self.meaning = QuickContact()
        super().__init__(*args, **kwargs)

    def clean_line(self) -> str:
        """Read the line; each thing to be written in another way is an error at it."""
        line: str = self.cleaned_data["line"]
        self.meaning = read_line(self.user, line, self.today)
        for problem in self.meaning.problems:
            self.add_error("line", problem)
        return line

    def clean(self) -> dict[str, Any]:
        for number, named in enumerate(self.meaning.people):
            if self._chosen(number, named) is None:
                self.add_error(None, f"Vilken ”{named.text}” menar du?")
        return self.cleaned_data

    def _chosen(self, number: int, named: NamedPerson) -> Person | None:
        """The only one, or the one who was chosen among those whom the name can mean."""
        if len(named.candidates) == 1:
            return named.candidates[0]
        choice = self.data.get(f"person_{number}")
        for person in named.candidates:
            if str(person.key) == choice:
                return person
        return None

    @property
    def choices(self) -> list[tuple[str, str, list[tuple[Person, bool]]]]:
        """Of each name that can mean several: the field, the name, and the persons."""
        rows = []
        for number, named in enumerate(self.meaning.people):
            if len(named.candidates) > 1:
                chosen = self._chosen(number, named)
                offered = named.candidates[:LONGEST_LIST]
                options = [(person, person == chosen) for person in offered]
                rows.append((f"person_{number}", named.text, options))
        return rows

    @property
    def asks_for_another(self) -> bool:
        """Whether a contact like this one exists, so that the user is asked if it is another."""
        refusals = self.errors.as_data().get(NON_FIELD_ERRORS, [])
        return any(refusal.code == LOGGED_ONCE for refusal in refusals)

    def action_data(self) -> dict[str, object]:
        meaning, keys = self.meaning, []
        for number, named in enumerate(meaning.people):
            person = self._chosen(number, named)
            if person is not None and person.key not in keys:
                keys.append(person.key)
        return {
            "keys": keys,
            "key": self.cleaned_data["key"],
            "is_another": self.cleaned_data["is_another"],
            "note": meaning.note,
            "channel": meaning.channel,
            "outcome": meaning.outcome,
            "held_on": meaning.held_on or self.today,
            "started_at": meaning.started_at,
            "minutes": meaning.minutes or 0,
            "topics": [topic.code for topic in meaning.topics],
            "next_on": meaning.next_on,
            "next_at": meaning.next_at,
        }


class UndoForm(PlainForm):
    """`contacts` are the keys of what was saved, one for each participant."""

    contacts = forms.CharField(widget=forms.HiddenInput)

    def clean_contacts(self) -> list[UUID]:
        data: Any = self.data
        try:
            return [UUID(text) for text in data.getlist("contacts")]
        except ValueError:
            raise forms.ValidationError("Det som ska ångras går inte att läsa.") from None
