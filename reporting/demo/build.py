"""Draw the county and write it, in one transaction and in the order that foreign keys ask for."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random
from typing import Any

from interventions.contacts.models import Contact, Note
from interventions.methods.models import MethodWork
from mia.access import bulk
from mia.organisation.delprojekt.queries import esf_project_on, esf_projects_by_start
from mia.organisation.staff.models import Staff
from participants.assignments.models import Assignment
from participants.consents.models import Consent
from participants.enrolments.models import Enrolment
from participants.people.models import Participant, PersonalNumber
from reporting.demo import draw, people, staff, work
from reporting.demo import stays as demo_stays
from reporting.demo.people import MOST, Person
from reporting.demo.stays import Stay

Progress = Callable[[str], None]
SCOPED = ("id", "enrolment_id", "delprojekt_id")
CONTACT = (
    *SCOPED,
    "held_on",
    "started_at",
    "minutes",
    "channel",
    "outcome",
    "method",
    "staff_id",
    "version",
    "registered_at",
    "registered_by_id",
    "is_protected",
)
FACTS = (
    "referrer_id",
    "referred_on",
    "municipality_id",
    "district",
    "labour_status",
    "unemployed_since",
    "in_education",
    "education",
    "income_before",
    "income_months",
    "work_before",
    "work_before_percent",
    "study_before_percent",
    "seeking_before",
    "disability",
    "foreign_background",
    "homeless",
    "exit_reason_id",
    "income_after",
    "work_after",
    "work_after_percent",
    "study_after_percent",
    "seeking_after",
    "registered_after",
    "enhanced_from",
    "enhanced_to",
)


class NotPossible(Exception):
    """The county cannot be built; the message is what the user reads."""


@dataclass(frozen=True)
class Built:
    staff: int
    participants: int
    enrolments: int
    contacts: int


def build(*, participants: int, seed: int, password: str, progress: Progress) -> Built:
    """Everything from the seed. `password` is hashed. Raises NotPossible; runs in the caller's unit
    of work.
    """
    if not 1 <= participants <= MOST:
        raise NotPossible(
            f"Det finns testnummer för högst {MOST} deltagare. Välj ett antal från 1 till {MOST}."
        )
    if Staff.objects.exists() or Participant.objects.exists():
        raise NotPossible(
            "Databasen innehåller redan användare eller deltagare."
            " Demodata läggs bara i en tom databas."
        )
    rng = Random(seed)  # noqa: S311 - a county for show keeps no secret
    bulk.ready()
    progress("användare och team")
    places = staff.build(rng, password)
    progress("deltagare och inskrivningar")
    persons = list(people.people(rng, participants))
    stays = [stay for person in persons for stay in demo_stays.stays(rng, person, places)]
    _write_people(persons, stays)
    _write_enrolments(stays)
    progress("ansvariga, metoder, samtycken och kontakter")
    return Built(Staff.objects.count(), len(persons), len(stays), _write_work(rng, stays, progress))


def _write_people(persons: list[Person], stays: list[Stay]) -> None:
    first = {stay.person.pk: stay.started_on for stay in reversed(stays)}
    columns = (
        "id",
        "given_name",
        "family_name",
        "birth_date",
        "birth_year",
        "sex",
        "protection",
        "alias",
        "interpreter_language",
        "version",
        "registered_at",
    )
    rows = (
        (
            person.pk,
            person.given_name,
            person.family_name,
            person.identity.birth_date,
            person.identity.birth_year,
            person.identity.sex,
            person.protection,
            person.alias,
            "",
            1,
            draw.clock(first[person.pk]),
        )
        for person in persons
    )
    bulk.insert(Participant, columns, rows)
    numbers = (
        (person.pk, person.pk, person.identity.kind, person.identity.number) for person in persons
    )
    bulk.insert(PersonalNumber, ("id", "participant_id", "kind", "number"), numbers)


def _write_enrolments(stays: list[Stay]) -> None:
    projects = esf_projects_by_start()
    columns = (
        "id",
        "participant_id",
        "delprojekt_id",
        "project_id",
        "started_on",
        "ended_on",
        "version",
        "registered_at",
        "is_protected",
        *FACTS,
    )

    def rows() -> Iterator[tuple[Any, ...]]:
        for stay in stays:
            facts = {"income_after": [], **stay.facts}
            yield (
                stay.pk,
                stay.person.pk,
                stay.place.delprojekt.pk,
                esf_project_on(stay.started_on, projects).pk,
                stay.started_on,
                stay.ended_on,
                1,
                draw.clock(stay.started_on),
                False,
                *(facts.get(fact) for fact in FACTS),
            )

    bulk.insert(Enrolment, columns, rows())


def _write_work(rng: Random, stays: list[Stay], progress: Progress) -> int:
    """Assignments, methods and consents are few; contacts are streamed, their notes kept until they
    are in.
    """
    held = [(stay, work.responsible(rng, stay)) for stay in stays]
    done = [(stay, holders, work.methods(rng, stay, holders)) for stay, holders in held]
    assigned = (row for stay, holders in held for row in work.assignments(rng, stay, holders))
    bulk.insert(
        Assignment,
        (*SCOPED, "staff_id", "started_on", "ended_on", "is_protected"),
        _unprotected(assigned),
    )
    given = (row for _, _, methods in done for row in methods)
    columns = (*SCOPED, "method", "staff_id", "started_on", "ended_on", "is_protected")
    bulk.insert(MethodWork, columns, _unprotected(given))
    agreed = (row for stay in stays for row in work.consents(rng, stay))
    bulk.insert(
        Consent, (*SCOPED, "kind", "given_on", "withdrawn_on", "is_protected"), _unprotected(agreed)
    )
    notes: list[tuple[Any, ...]] = []

    def contacts() -> Iterator[tuple[Any, ...]]:
        for number, (stay, holders, methods) in enumerate(done, 1):
            for row, text in work.contacts(rng, stay, holders, methods):
                if text:
                    notes.append(work.note_row(row, text))
                yield row
            if number % 500 == 0:
                progress(f"kontakter för {number} av {len(done)} inskrivningar")

    count = bulk.insert(Contact, CONTACT, _unprotected(contacts()))
    progress("anteckningar")
    noted = ("contact_id", "enrolment_id", "delprojekt_id", "text", "is_protected")
    bulk.insert(Note, noted, _unprotected(iter(notes)))
    return count


def _unprotected(rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
    """The mark of protection is set by the database's own triggers."""
    return ((*row, False) for row in rows)
