"""Notes lie encrypted, each bound to its contact, in the table and in the history."""

import time

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from interventions.contacts import actions, queries
from interventions.contacts.access import note_text
from interventions.contacts.models import Note
from mia.access import encryption
from mia.access.identity import acting_as
from mia.access.unit_of_work import unit_of_work
from tests import factories

SECRET = "Hon bor hos en vän på Provgatan 1."
MOST_MS = 2.0  # of a case page with 50 notes


@pytest.fixture
def contact(world):
    """Logged by Anna, then corrected."""
    with unit_of_work(world.anna.pk, source="test"):
        return actions.register(
            world.own, by=world.anna, note=SECRET, held_on=world.today, minutes=30, channel="MOTE"
        )


def stored(statement="SELECT text FROM interventions_note WHERE contact_id = %s", *, of):
    with connection.cursor() as cursor:
        cursor.execute(statement, [of.pk])
        return [text for (text,) in cursor.fetchall()]


def history(contact):
    return stored("SELECT text FROM interventions_noteevent WHERE contact_id = %s", of=contact)


def test_table_and_history_hold_no_plain_text(world, contact):
    with unit_of_work(world.anna.pk, source="test"):
        actions.correct(
            contact,
            by=world.anna,
            at=contact.registered_at,
            version=1,
            note=SECRET + " Igen.",
            minutes=30,
        )
    values = stored(of=contact) + history(contact)
    assert len(values) == 3
    for value in values:
        assert value.startswith("1.")
        assert "Provgatan" not in value
    events = Note.pgh_event_model.objects.filter(contact_id=contact.pk).order_by("pgh_id")
    assert [event.text for event in events] == [SECRET, SECRET + " Igen."]


def test_a_note_that_is_the_same_makes_no_history(world, contact):
    with unit_of_work(world.anna.pk, source="test"):
        actions.correct(
            contact, by=world.anna, at=contact.registered_at, version=1, note=SECRET, minutes=45
        )
    assert len(history(contact)) == 1


def test_a_note_that_is_moved_to_another_contact_is_not_read(world, contact):
    """As somebody who may write the table, but not read the key ring."""
    other = factories.ContactFactory(enrolment=world.own, started_at="09:00")
    factories.NoteFactory(contact=other, text="Något annat.")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE interventions_note SET text = %s WHERE contact_id = %s",
            [stored(of=contact)[0], other.pk],
        )
    with pytest.raises(ValueError, match="no key"):
        _ = Note.objects.get(contact=other).text
    with acting_as(world.anna.pk, source="test"), pytest.raises(ValueError, match="no key"):
        note_text(world.anna, other)


@pytest.mark.parametrize("text", ["I klartext", "", "1.kort"])
def test_the_database_takes_no_plain_text(world, contact, text):
    with (
        pytest.raises(IntegrityError, match="note_is_encrypted"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE interventions_note SET text = %s", [text])


def test_a_query_cannot_speak_of_the_text(world, contact):
    for query in (
        lambda: Note.objects.update(text="x"),
        lambda: Note.objects.filter(text=SECRET).exists(),
    ):
        with pytest.raises(TypeError, match="only a row's own"):
            query()


def test_rotation_moves_notes_too(world, contact, settings):
    former = list(settings.ENCRYPTION_KEYS)
    settings.ENCRYPTION_KEYS = [b"n" * 32, *former]
    encryption.forget()
    try:
        call_command("rotate_keys", verbosity=0)
        settings.ENCRYPTION_KEYS = [b"n" * 32]
        encryption.forget()
        notes = Note.objects.all()
        assert {stored(of=note)[0][:2] for note in notes} == {"2."}
        assert Note.objects.get(contact=contact).text == SECRET
        events = Note.pgh_event_model.objects.filter(contact_id=contact.pk)
        assert {event.text for event in events} == {SECRET}, "the history is read as before"
    finally:
        settings.ENCRYPTION_KEYS = former
        encryption.forget()


def test_fifty_notes_cost_less_than_two_milliseconds(world, monkeypatch):
    for number in range(50):
        started_at = f"{number // 6:02}:{number % 6}0"
        contact = factories.ContactFactory(enrolment=world.own, started_at=started_at)
        factories.NoteFactory(contact=contact, text=SECRET * 20)
    spent = []
    decrypt = encryption.decrypt

    def measured(value, *, bound_to):
        started = time.process_time()
        text = decrypt(value, bound_to=bound_to)
        spent.append(time.process_time() - started)
        return text

    monkeypatch.setattr(encryption, "decrypt", measured)
    with acting_as(world.anna.pk, source="test"):
        rows = queries.list_newest_contacts(world.anna, world.own, 50, with_notes=True)
    assert sum(1 for row in rows if row.note) >= 49
    print(f"{1000 * sum(spent):.2f} ms for {len(spent)} notes")
    assert 1000 * sum(spent) < MOST_MS
