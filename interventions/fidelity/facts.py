"""The logged work of a delprojekt with one method, as measures take it."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple
from uuid import UUID

WEEKS = 13
QUARTER = timedelta(weeks=WEEKS)  # of contacts
YEAR = timedelta(days=365)  # of jobs, first contacts and phases
MONTH = timedelta(days=30)


class Case(NamedTuple):
    """A participant with the method: who works with it, from–to (None: it goes on)."""

    enrolment: UUID
    participant: UUID
    name: str
    staff: int | None
    staff_name: str
    started_on: date
    ended_on: date | None


class LoggedContact(NamedTuple):
    """A contact that took place, of one of the staff; also with participants of other methods."""

    staff: int
    enrolment: UUID
    channel: str
    minutes: int
    held_on: date


class EmployerMeeting(NamedTuple):
    enrolment: UUID
    held_on: date
    is_visit: bool


class Job(NamedTuple):
    enrolment: UUID
    employer: str
    occupation: str
    work_type: str | None
    started_on: date
    ended_on: date | None


class Profile(NamedTuple):
    is_disclosure_chosen: bool
    is_counselled: bool


@dataclass
class UnitData:
    """The work of one delprojekt with one method, as the reader may see it.

    `cases` are those that run or have run within a year, `jobs` those begun within a year or that
    go on.
    """

    today: date
    cases: list[Case] = field(default_factory=list)
    contacts: list[LoggedContact] = field(default_factory=list)
    meetings: list[EmployerMeeting] = field(default_factory=list)
    jobs: list[Job] = field(default_factory=list)
    profiles: dict[UUID, Profile] = field(default_factory=dict)
    phases: dict[str, int] = field(default_factory=dict)  # label and how many have entered it

    @cached_property
    def running(self) -> list[Case]:
        """The cases that go on today."""
        return [case for case in self.cases if case.ended_on is None or case.ended_on >= self.today]

    @cached_property
    def staff(self) -> set[int]:
        """Who works with those that go on."""
        return {case.staff for case in self.running if case.staff is not None}

    @cached_property
    def cases_by_enrolment(self) -> dict[UUID, Case]:
        return {case.enrolment: case for case in self.cases}

    def case_of(self, enrolment: UUID) -> Case | None:
        return self.cases_by_enrolment.get(enrolment)
