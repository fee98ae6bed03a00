"""Rows about persons whom the user may not see: they are not read in, but wait for a decision.

The user is told the same as for a row that goes in, in the check and afterwards, also when the same
file is read in again (docs/security.md §5).
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from interventions.imports.participant_reader import FilePerson, ParticipantReader
from interventions.imports.report import CHANGED, NEW, UNCHANGED
from interventions.imports.staging import execute
from mia.organisation.staff.models import Staff
from participants.waiting import actions as waiting_actions
from participants.waiting.models import WaitingEnrolment

Key = tuple[UUID | None, int, str]  # participant, delprojekt and first day


class WaitingRows:
    """The rows of the table `incoming` that wait. `facts` are the columns of an enrolment that the
    file can fill.
    """

    def __init__(self, reader: ParticipantReader, facts: Iterable[str]) -> None:
        self.reader = reader
        self.facts = list(facts)

    def classify(self) -> None:
        """Set the status of those that wait already: unchanged, or changed when the facts are."""
        persons = self._persons()
        details_before = _details_before(persons.values())
        lines: dict[str, list[int]] = {
            UNCHANGED: [],
            CHANGED: [],
        }
        for line, row in self._rows(persons):
            person = persons[UUID(row["participant_id"])]
            key = person.waits_for, row["delprojekt_id"], row["started_on"]
            before = details_before.get(key)
            if before is not None:
                is_same = _without_contacts(before) == self._details(row, person)
                lines[UNCHANGED if is_same else CHANGED].append(line)
        for status, chosen in lines.items():
            params = {
                "status": status,
                "lines": chosen,
            }
            execute("waiting_status", params)

    def set_aside(self, *, by: Staff | None) -> None:
        """Take the rows out of `incoming`, and put the new and changed ones in the list."""
        persons = self._persons()
        if not persons:
            return
        details_before = _details_before(persons.values())
        waiting = []
        for _, row in self._rows(persons):
            person = persons[UUID(row["participant_id"])]
            if row["status"] not in (NEW, CHANGED):
                continue
            enrolment = self._waiting_enrolment(row, person, by)
            key = person.waits_for, row["delprojekt_id"], row["started_on"]
            before = details_before.get(key, {})
            if "contacts" in before:
                enrolment.details["contacts"] = before["contacts"]
            waiting.append(enrolment)
        execute("waiting_set_aside", {"persons": list(persons)})
        waiting_actions.ask_for_all(waiting, by=by)

    def _persons(self) -> dict[UUID, FilePerson]:
        """Those who wait, by their key in `incoming`."""
        persons = {}
        for person in self.reader.persons.values():
            if person.waits_for is not None:
                persons[person.pk] = person
        return persons

    def _rows(self, persons: Mapping[UUID, FilePerson]) -> list[tuple[int, dict[str, Any]]]:
        if not persons:
            return []
        rows = []
        for line, text in execute("waiting_rows", {"persons": list(persons)}):
            rows.append((line, json.loads(text)))
        return rows

    def _waiting_enrolment(
        self, row: Mapping[str, Any], person: FilePerson, by: Staff | None
    ) -> WaitingEnrolment:
        return WaitingEnrolment(
            participant_id=person.waits_for or person.pk,
            delprojekt_id=row["delprojekt_id"],
            started_on=row["started_on"],
            details=self._details(row, person),
            registered_by=by,
        )

    def _details(self, row: Mapping[str, Any], person: FilePerson) -> dict[str, Any]:
        return {
            "given_name": person.given_name,
            "family_name": person.family_name,
            "protection": person.protection,
            "facts": {name: row[name] for name in self.facts},
            "staff": row["staff"],
            "methods": row["methods"],
            "consent_on": row["consent_on"],
        }


def _without_contacts(details: Mapping[str, Any]) -> dict[str, Any]:
    """What the file of participants says (waiting_contacts.py adds the rest)."""
    facts = dict(details)
    facts.pop("contacts", None)
    return facts


def _details_before(persons: Iterable[FilePerson]) -> dict[Key, dict[str, Any]]:
    """What was asked for these persons before, whatever was decided."""
    participants = [person.waits_for for person in persons]
    details: dict[Key, dict[str, Any]] = {}
    for row in WaitingEnrolment.objects.filter(participant__in=participants):
        key = row.participant_id, row.delprojekt_id, str(row.started_on)
        details[key] = row.details
    return details
