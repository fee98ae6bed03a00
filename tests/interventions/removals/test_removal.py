"""Delete a contact with a reason, and take it back within 30 days: who may, what is kept."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from interventions.contacts.models import Contact, Note
from interventions.contacts.queries import summarise_contacts
from interventions.removals import actions
from interventions.removals.models import ContactRemoval
from mia import audit
from mia.access.identity import acting_as
from mia.audit.models import AccessLog
from participants.reported import REPORTED_MONTHS
from tests import factories
from tests.interventions.contacts.sent import correction

WHY = {"reason": "DUBBEL", "explanation": ""}
LOCKED = "Månaden är låst och rapporterad"


def remove_url(contact):
    return f"{contact.get_absolute_url()}ta-bort/"


def removal_of(contact):
    return ContactRemoval.objects.get(contact=contact.pk)


def facts_of(contact):
    """Every column but the version, which tells open forms that something has happened."""
    columns = [field.attname for field in Contact._meta.concrete_fields]
    columns.remove("version")
    return {name: getattr(contact, name) for name in columns}


def minutes_of(world):
    with acting_as(world.anna.pk, source="test"):
        audit.begin()
        day = world.own.contacts.model.objects.filter(enrolment=world.own).first().held_on
        return summarise_contacts(world.own, day).minutes


@pytest.mark.parametrize(("who", "status"), [("anna", 302), ("leader", 302), ("dan", 403)])
def test_who_logged_or_held_it_or_leads_removes(world, login, contact, who, status):
    client, url = login(getattr(world, who)), remove_url(contact)
    assert client.get(url).status_code == (200 if status == 302 else status)
    assert Contact.objects.filter(pk=contact.pk).exists(), "reading the page removes nothing"
    assert client.post(url, WHY).status_code == status
    assert Contact.objects.filter(pk=contact.pk).exists() is (status == 403)
    assert Note.objects.filter(contact=contact.pk).exists() is (status == 403)
    assert AccessLog.objects.filter(event="contact.removed").exists() is (status == 302)


@pytest.mark.parametrize(
    ("why", "message"),
    [
        ({"reason": "", "explanation": ""}, "Välj varför"),
        ({"reason": "ANNAT", "explanation": " "}, "Skriv varför kontakten tas bort"),
        ({"reason": "ANGRAD", "explanation": ""}, ""),
        ({"reason": "DUBBEL", "explanation": "x" * 201}, ""),
    ],
)
def test_without_a_reason_nothing_is_deleted(world, login, contact, why, message):
    response = login(world.anna).post(remove_url(contact), why)
    assert response.status_code == 200
    assert message in response.content.decode()
    assert response.context["form"].errors
    assert Contact.objects.filter(pk=contact.pk).exists()
    assert not ContactRemoval.objects.filter(contact=contact.pk).exists()


def test_a_deleted_contact_comes_back_as_it_was(world, login, contact):
    """Facts, note, key and first registration; the figures are without it in between."""
    factories.ContactFactory(enrolment=world.own, channel="MEDDELANDE")
    contact.topics, contact.started_at, contact.staff = ["BOENDE"], "09:30", world.dan
    contact.save()
    contact.refresh_from_db()
    before, text, minutes = facts_of(contact), contact.note.text, minutes_of(world)
    client = login(world.anna)
    why = {"reason": "ANNAT", "explanation": "Fel vecka."}
    assert client.post(remove_url(contact), why).status_code == 302
    assert minutes_of(world) == minutes - contact.minutes
    page = client.get(f"{world.own.get_absolute_url()}delar/borttagna-kontakter/").content.decode()
    assert "Fel vecka." in page
    removal = removal_of(contact)
    assert (removal.removed_by, removal.had_note) == (world.anna, True)
    page = client.get(removal.get_absolute_url()).content.decode()
    assert "Ta tillbaka kontakten" in page
    assert text not in page
    response = client.post(removal.get_absolute_url())
    assert response.url == contact.get_absolute_url()
    restored = Contact.objects.get(pk=contact.pk)
    assert facts_of(restored) == before
    assert restored.note.text == text
    assert minutes_of(world) == minutes
    assert AccessLog.objects.get(event="contact.restored").participants == [
        world.own.participant_id
    ]
    form = correction(contact, version=contact.version, note=text)
    url = f"{contact.get_absolute_url()}ratta/"
    assert client.post(url, form).status_code == 409, "a form of before it was deleted"


def test_a_note_that_was_deleted_before_does_not_come_back(world, login, contact):
    client = login(world.anna)
    client.post(f"{contact.get_absolute_url()}ratta/", correction(contact, note=""))
    client.post(remove_url(contact), WHY)
    client.post(removal_of(contact).get_absolute_url())
    assert not Note.objects.filter(contact=contact.pk).exists()


def test_one_that_is_like_it_may_have_been_logged_meanwhile(world, login, contact):
    client = login(world.anna)
    client.post(remove_url(contact), WHY)
    factories.ContactFactory(enrolment=world.own)
    assert client.post(removal_of(contact).get_absolute_url()).status_code == 302
    assert sorted(world.own.contacts.values_list("ordinal", flat=True)) == [1, 2]


def test_after_thirty_days_it_is_too_late(world, login, contact):
    client = login(world.anna)
    client.post(remove_url(contact), WHY)
    removal = removal_of(contact)
    for days, status in ((31, 200), (29, 302)):
        ContactRemoval.objects.update(removed_at=timezone.now() - timedelta(days=days))
        assert client.post(removal.get_absolute_url()).status_code == status, days
        assert Contact.objects.filter(pk=contact.pk).exists() is (status == 302)
    assert client.post(removal.get_absolute_url()).status_code == 302, "restored twice is once"
    assert AccessLog.objects.filter(event="contact.restored").count() == 1


@pytest.mark.parametrize(
    ("who", "status"),
    [("anna", 200), ("leader", 200), ("dan", 403), ("bo", 404), ("coordinator", 404)],
)
def test_who_deleted_it_or_leads_takes_it_back(world, login, contact, who, status):
    login(world.anna).post(remove_url(contact), WHY)
    url = removal_of(contact).get_absolute_url()
    assert login(getattr(world, who)).get(url).status_code == status


def test_both_tell_that_the_month_is_locked(world, login, contact, monkeypatch):
    monkeypatch.setattr("participants.reported.REPORTED_MONTHS", [lambda enrolment, days: True])
    client = login(world.anna)
    assert REPORTED_MONTHS
    response = client.post(remove_url(contact), WHY, follow=True)
    assert LOCKED in response.content.decode()
    response = client.post(removal_of(contact).get_absolute_url(), follow=True)
    assert LOCKED in response.content.decode()


def test_a_contact_is_deleted_once(world, contact):
    same, collected = Contact.objects.get(pk=contact.pk), audit.begin()
    facts = {"by": world.anna, "at": timezone.now(), "reason": "DUBBEL"}
    first = actions.remove(contact, **facts)
    assert actions.remove(same, **facts) == first
    assert [event for _, event in collected.events] == ["contact.removed"]
    audit.end()


def test_the_change_history_holds_the_note_encrypted(world, login, contact):
    login(world.anna).post(remove_url(contact), WHY)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT text FROM interventions_noteevent WHERE pgh_obj_id = %s", [contact.pk]
        )
        assert all(text.startswith("1.") for (text,) in cursor.fetchall())
