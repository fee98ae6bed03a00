"""Contacts of persons whose enrolment waits: they wait with it (waiting_rows.py).

Only for the user who asked for the enrolment, who was told that it goes in: to everybody else the
person is not enrolled, as anybody without an enrolment (docs/security.md §5). Notes lie encrypted.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from interventions.contacts.models import Note
from interventions.contacts.rules import RECOGNISED_BY
from interventions.imports.report import CHANGED, NEW, UNCHANGED
from interventions.imports.staging import execute
from mia.organisation.staff.models import Staff
from participants.waiting import actions as waiting_actions
from participants.waiting.models import WaitingEnrolment

FACTS = ("minutes", "outcome", "method")

Details = dict[str, Any]


class WaitingContacts:
    """The rows of the table `incoming` whose enrolment is one of those that wait."""

    def __init__(self, enrolments: Mapping[UUID, WaitingEnrolment]) -> None:
        self.enrolments = enrolments

    def classify(self) -> None:
        """Set the status of those that wait already: unchanged, or changed when the facts are."""
        lines: dict[str, list[int]] = {
            UNCHANGED: [],
            CHANGED: [],
        }
        for line, row in self._rows():
            before = _find(self._contacts_of(row), row)
            if before is None:
                continue
            if _says_the_same(before, row):
                lines[UNCHANGED].append(line)
            else:
                lines[CHANGED].append(line)
        for status, chosen in lines.items():
            params = {
                "status": status,
                "lines": chosen,
            }
            execute("waiting_status", params)

    def set_aside(self, *, by: Staff | None) -> None:
        """Take the rows out of `incoming`, and keep the new and changed ones with the enrolment."""
        changed: dict[UUID, WaitingEnrolment] = {}
        for _, row in self._rows():
            if row["status"] not in (NEW, CHANGED):
                continue
            enrolment = self.enrolments[UUID(row["enrolment_id"])]
            _keep(self._contacts_of(row), row)
            changed[enrolment.pk] = enrolment
        if self.enrolments:
            execute("waiting_contacts_set_aside", {"enrolments": list(self.enrolments)})
        if changed:
            waiting_actions.keep_details(list(changed.values()), by=by)

    def _rows(self) -> list[tuple[int, Details]]:
        if not self.enrolments:
            return []
        rows = []
        params = {"enrolments": list(self.enrolments)}
        for line, text in execute("waiting_contacts", params):
            rows.append((line, json.loads(text)))
        return rows

    def _contacts_of(self, row: Details) -> list[Details]:
        """The list of those that wait with the row's enrolment; what is added to it is kept."""
        enrolment = self.enrolments[UUID(row["enrolment_id"])]
        contacts: list[Details] = enrolment.details.setdefault("contacts", [])
        return contacts


def _find(contacts: list[Details], row: Details) -> Details | None:
    for contact in contacts:
        if _agrees(contact, row, RECOGNISED_BY):
            return contact
    return None


def _agrees(contact: Details, row: Details, names: Iterable[str]) -> bool:
    """Whether the contact and the row have the same values of those names."""
    return all(contact[name] == row[name] for name in names)


def _says_the_same(contact: Details, row: Details) -> bool:
    """The user may not read notes, so only a first note is another (notes.py)."""
    has_new_note = row["note"] is not None and contact["note"] is None
    if has_new_note:
        return False
    return _agrees(contact, row, FACTS)


def _keep(contacts: list[Details], row: Details) -> None:
    """Put the row in the list: as a new contact, or as new facts of the one that it is about."""
    contact = _find(contacts, row)
    if contact is None:
        contact = {"id": row["id"], "note": None}
        for name in RECOGNISED_BY:
            contact[name] = row[name]
        contacts.append(contact)
    for name in FACTS:
        contact[name] = row[name]
    if row["note"] is not None and contact["note"] is None:
        contact["note"] = Note.text_field().encrypt(row["note"], UUID(contact["id"]))
    contact["is_written"] = False
