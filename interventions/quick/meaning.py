"""What a quick contact means."""

from dataclasses import dataclass, field
from datetime import date, time
from typing import NamedTuple

from interventions.contacts.enums import Outcome
from interventions.quick.names import NamedPerson


class Topic(NamedTuple):
    code: str
    label: str


@dataclass
class QuickContact:
    """What a line means. `problems` are sentences about what has to be written in another way."""

    people: list[NamedPerson] = field(default_factory=list)
    channel: str | None = None
    outcome: str = Outcome.HELD.value
    held_on: date | None = None
    started_at: time | None = None
    minutes: int | None = None
    topics: list[Topic] = field(default_factory=list)
    note: str = ""
    next_on: date | None = None
    next_at: time | None = None
    problems: list[str] = field(default_factory=list)

    @property
    def is_ambiguous(self) -> bool:
        return any(len(person.candidates) > 1 for person in self.people)
