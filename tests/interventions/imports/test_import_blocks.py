"""A file is read a block at a time: what it says of a person holds over the blocks, and those who
are not in the block are not looked up.
"""

import pytest

from interventions.imports import engine
from interventions.imports.lookups import registered_persons
from participants.people import aliases
from tests.factories import ParticipantFactory, PersonalNumberFactory
from tests.interventions.imports.files import CONTACT, OTHER, PERSON, ROW, line

OLD_NUMBER = {"personnummer": OTHER.formatted}


@pytest.fixture
def one_by_one(monkeypatch):
    monkeypatch.setattr(engine, "ROWS_PER_BLOCK", 1)


@pytest.fixture
def registered(world):
    """A person with a number and a former one."""
    participant = ParticipantFactory(number=False, given_name="Alva", family_name="Ekman")
    PersonalNumberFactory(participant=participant, number=PERSON.number)
    PersonalNumberFactory(participant=participant, number=OTHER.number, replaced_on="2020-01-01")
    return participant


def test_a_new_person_is_one_over_the_blocks(files, one_by_one):
    second = ROW | {"delprojekt": "HBS"}
    done = files.participants(ROW, second, second | {"efternamn": "Lund"})
    assert done.last == line(rows=3, wrong=1)
    assert "rad 4, kolumn efternamn" in done.errors
    assert "på rad 2" in done.errors
    assert files.participants(ROW, second).last == line(rows=2, new=2)


def test_a_former_number_is_of_the_same_person_in_another_block(files, registered, one_by_one):
    second = ROW | OLD_NUMBER | {"startdatum": "2022-03-01", "slutdatum": "2022-04-01"}
    first = ROW | {"slutdatum": "2021-12-31", "avslutsanledning": "FLYTT"}
    second |= {"avslutsanledning": "FLYTT"}
    assert files.participants(first, second).last == line(rows=2, new=2)
    assert registered.enrolments.count() == 2
    contacts = [CONTACT, CONTACT | {"datum": "2022-03-05", "personnummer": OTHER.number}]
    assert files.contacts(*contacts).last == line(rows=2, new=2)


def test_only_the_persons_of_the_block_are_looked_up(registered):
    persons = registered_persons({OTHER.number, "190001010000"}, None)
    assert [(number, person.pk) for number, person in persons.items()] == [
        (OTHER.number, registered.pk)
    ]


def test_new_aliases_are_nobodys_and_different(registered, monkeypatch):
    drawn = iter([registered.alias, "P-222222", "P-222222", "P-333333"])
    monkeypatch.setattr(aliases, "new_alias", lambda: next(drawn))
    assert sorted(aliases.new_aliases(2)) == ["P-222222", "P-333333"]
