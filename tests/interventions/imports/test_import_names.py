"""The access log names every registered person whom a file was about."""

import pytest

from mia.audit.models import AccessLog
from participants.people.models import Participant
from tests.interventions.imports.files import CONTACT, OTHER, PERSON, ROW


def key_of(person):
    return Participant.objects.get(personal_numbers__number=person.number).pk


def last_row():
    return AccessLog.objects.filter(action="import").order_by("-pk").first()


@pytest.fixture
def other_row():
    return ROW | {"personnummer": OTHER.number, "fornamn": "Ulla", "efternamn": "Ny"}


def test_an_import_names_those_it_wrote(files, other_row):
    files.participants(ROW, other_row)
    row = last_row()
    assert set(row.participants) == {key_of(PERSON), key_of(OTHER)}
    assert (row.event, row.count) == ("participants.imported", 2)


def test_a_dry_run_names_those_who_are_registered(files, other_row):
    files.participants(ROW)
    files.participants(ROW | {"fornamn": "Annan"}, other_row, dry_run=True)
    row = last_row()
    assert (row.event, row.participants) == ("participants.checked", [key_of(PERSON)])


def test_a_refused_row_names_its_person_too(files):
    """Who asks by file whether somebody is registered is seen, whatever the answer."""
    files.participants(ROW)
    files.participants(ROW | {"startdatum": "2021-04-01"}, dry_run=True)  # overlaps
    row = last_row()
    assert (row.event, row.participants) == ("participants.checked", [key_of(PERSON)])


def test_a_file_of_contacts_names_those_it_is_about(files):
    files.participants(ROW)
    files.contacts(CONTACT)
    row = last_row()
    assert (row.event, row.participants) == ("contacts.imported", [key_of(PERSON)])


def test_a_file_that_changes_nothing_still_names_them(files):
    files.participants(ROW)
    files.contacts(CONTACT)
    files.contacts(CONTACT)
    assert last_row().participants == [key_of(PERSON)]
