"""Correct a contact: who may, what is refused, what is kept. Deleting: removals/."""

import pytest
from django.db import connection
from django.utils import timezone

from interventions.contacts import actions
from interventions.contacts.models import Contact, Note
from interventions.removals import actions as removals_actions
from mia.audit.models import AccessLog
from tests import factories
from tests.interventions.contacts.sent import SECRET, correction, log_url, of, typed


@pytest.mark.parametrize("who", ["anna", "dan", "leader"])
def test_a_colleague_on_the_team_corrects_contact_and_note(world, login, contact, who):
    user = getattr(world, who)
    form = correction(contact, minutes="75", channel="DIGITALT", note="Rättad text")
    response = login(user).post(f"{contact.get_absolute_url()}ratta/", form)
    assert response.status_code == 302
    contact = Contact.objects.get(pk=contact.pk)
    assert (contact.minutes, contact.channel, contact.version, contact.corrected_by) == (
        75,
        "DIGITALT",
        2,
        user,
    )
    assert contact.corrected_at
    assert contact.note.text == "Rättad text"
    assert AccessLog.objects.get(event="contact.corrected").participants == [
        world.own.participant_id
    ]


@pytest.mark.parametrize(
    ("before", "after"), [("Finns", ""), ("", "Ny"), ("", ""), ("Samma", "Samma")]
)
def test_a_note_is_added_and_taken_away_by_correction(world, login, contact, before, after):
    contact.note.delete()
    if before:
        factories.NoteFactory(contact=contact, text=before)
    contact = Contact.objects.get(pk=contact.pk)
    form = correction(
        factories.ContactFactory.build(held_on=contact.held_on, note=Note(text=after))
    )
    assert login(world.dan).post(f"{contact.get_absolute_url()}ratta/", form).status_code == 302
    assert [note.text for note in Note.objects.filter(contact=contact)] == (
        [after] if after else []
    )


@pytest.mark.parametrize("page", ["ratta", "ta-bort"])
@pytest.mark.parametrize(
    ("who", "status"),
    [("bo", 404), ("cecilia", 404), ("other_leader", 404), ("admin", 404), ("coordinator", 403)],
)
def test_others_neither_correct_nor_remove(world, login, contact, page, who, status):
    client, url = login(getattr(world, who)), f"{contact.get_absolute_url()}{page}/"
    assert client.get(url).status_code == status
    assert client.post(url, correction(contact, note="Intrång")).status_code == status
    assert Note.objects.get(contact=contact).text != "Intrång"


def test_two_who_correct_at_once(world, login, contact):
    """The second gets 409 with both texts, and may save again from there."""
    url = f"{contact.get_absolute_url()}ratta/"
    first = correction(contact, minutes="75", note="Annas text")
    second = correction(contact, minutes="90", note="Dans text")
    assert login(world.anna).post(url, first).status_code == 302
    client = login(world.dan)
    response = client.post(url, second)
    page = response.content.decode()
    assert response.status_code == 409
    assert all(text in page for text in ("Annas text", "Dans text", "75", "90"))
    assert Note.objects.get(contact=contact).text == "Annas text"
    again = second | {"version": response.context["form"]["version"].value()}
    assert client.post(url, again).status_code == 302
    assert Note.objects.get(contact=contact).text == "Dans text"


def test_the_same_correction_twice_is_one(world, login, contact):
    client, url = login(world.anna), f"{contact.get_absolute_url()}ratta/"
    form = correction(contact, minutes="75", note="Annas text")
    assert [client.post(url, form).status_code for _ in range(2)] == [302, 302]
    contact.refresh_from_db()
    assert contact.version == 2


def test_a_correction_obeys_the_same_rules(world, login, contact):
    client, url = login(world.anna), f"{contact.get_absolute_url()}ratta/"
    response = client.post(url, correction(contact, held_on="2021-02-01", note="Kvar i fältet"))
    assert "ligger före inskrivningen" in response.content.decode()
    assert "Kvar i fältet" in response.content.decode()
    contact.refresh_from_db()
    assert contact.version == 1


def test_the_change_history_says_who_did_what(world, login):
    client, form = login(world.anna), typed(world.anna)
    client.post(log_url(world.own), form)
    new = of(world.own).last()
    client.post(
        f"{new.get_absolute_url()}ratta/", correction(new, staff=world.anna.pk, note="Bättre")
    )
    client.post(f"{new.get_absolute_url()}ta-bort/", {"reason": "DUBBEL"})
    for table, texts in {"contact": [], "note": [SECRET, "Bättre", "Bättre"]}.items():
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT pgh_label, pgh_context ->> 'actor', {'text' if texts else 'NULL'}"
                f" FROM interventions_{table}event WHERE pgh_obj_id = %s ORDER BY pgh_id",
                [new.pk],
            )
            rows = cursor.fetchall()
        assert [row[0] for row in rows] == ["insert", "update", "delete"], table
        assert {row[1] for row in rows} == {str(world.anna.pk)}
        plain = [Note.plain_text(new.pk, row[2]) for row in rows if texts]
        assert plain == texts


def test_a_contact_deleted_in_another_tab_is_not_corrected(world, login, contact, monkeypatch):
    """It goes between the moment it is read and the moment it is saved: what was typed stays."""
    check_day = actions.check_day

    def delete_first(row, enrolment):
        facts = {"at": timezone.now(), "reason": "DUBBEL"}
        removals_actions.remove(Contact.objects.get(pk=row.pk), by=world.anna, **facts)
        check_day(row, enrolment)

    monkeypatch.setattr(actions, "check_day", delete_first)
    form = correction(contact, note="Lång text")
    response = login(world.anna).post(f"{contact.get_absolute_url()}ratta/", form)
    assert response.status_code == 200
    text = response.content.decode()
    assert "har tagits bort medan du skrev" in text
    assert "Lång text" in text


def test_the_key_of_somebody_elses_contact_makes_nothing(world, login):
    before = Contact.objects.count()
    taken = world.elsewhere.contacts.get().pk
    response = login(world.anna).post(log_url(world.own), typed(world.anna, key=str(taken)))
    assert response.status_code == 200
    assert response.context["form"].non_field_errors()
    assert Contact.objects.count() == before


@pytest.mark.parametrize("number", ["", "3"])
def test_a_correction_ends_where_one_came_from(world, login, contact, number):
    """At the contact in the timeline's page, else at the contact's own page; cancelled as well."""
    query = f"?sida={number}" if number else ""
    url = f"{contact.get_absolute_url()}ratta/{query}"
    back = contact.get_absolute_url()
    if number:
        back = f"{world.own.get_absolute_url()}?sida=3#kontakter{contact.pk}"
    client = login(world.anna)
    assert f'<a href="{back}">Avbryt</a>' in client.get(url).content.decode()
    response = client.post(url, correction(contact, minutes="75"))
    assert (response.status_code, response.url) == (302, back)


def test_the_way_back_is_a_page_of_the_timeline_and_nothing_else(world, login, contact):
    url = f"{contact.get_absolute_url()}ratta/?sida=//exempel.se"
    assert login(world.anna).post(url, correction(contact)).url == contact.get_absolute_url()


def test_a_correction_that_makes_two_alike_asks_too(world, login, contact):
    other = factories.ContactFactory(enrolment=world.own, channel="TELEFON")
    client, url = login(world.anna), f"{contact.get_absolute_url()}ratta/"
    form = correction(contact, channel="TELEFON")
    page = client.post(url, form).content.decode()
    assert "Var det en kontakt till?" in page
    assert client.post(url, form | {"is_another": "ja"}).status_code == 302
    contact.refresh_from_db()
    assert (contact.channel, contact.ordinal, other.ordinal) == ("TELEFON", 2, 1)
    version = contact.version
    client.post(url, correction(contact, version=version, minutes="5"))
    contact.refresh_from_db()
    assert (contact.minutes, contact.ordinal) == (5, 2), "still itself"
