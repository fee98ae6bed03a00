"""Quick contact: within one's own cases, saved with one line, and undone within a minute."""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from interventions.bookings.models import Booking
from interventions.contacts.models import Contact
from interventions.removals.models import ContactRemoval
from mia.audit.models import AccessLog
from mia.core.uuid7 import uuid7
from participants.assignments.models import Assignment
from tests import factories
from tests.interventions.contacts.sent import of

URL = "/snabb/"
READ = "/snabb/tolka/"
UNDO = "/snabb/angra/"
MOST_STATEMENTS = 15 + 2  # and two that read and put back the identity of the test's transaction


@pytest.fixture
def anna(world, login):
    return login(world.anna)


def line(text, **fields):
    return {"line": text, "key": str(uuid7()), **fields}


def second_case(world, given_name="Yngve", family_name="Edman"):
    """Another participant of Anna's: the initials are those of Ylva Ekdal."""
    return factories.case(world.os, world.anna, given_name=given_name, family_name=family_name)


def test_one_line_is_a_contact(world, anna, today):
    factories.MethodWorkFactory(enrolment=world.own, method="SE", staff=world.anna)
    response = anna.post(URL, line("ye tel 20 boende: Ringde om hyran."))
    assert response.status_code == 200
    assert "Sparat:" in response.content.decode()
    new = of(world.own).last()
    saved = (new.channel, new.minutes, new.topics, new.held_on, new.staff, new.method)
    assert saved == ("TELEFON", 20, ["BOENDE"], today, world.anna, "SE")
    assert new.note.text == "Ringde om hyran."
    row = AccessLog.objects.get(event__endswith="contact.logged_quickly")
    assert row.participants == [world.own.participant_id]


def test_while_it_is_typed_the_meaning_is_shown(world, anna):
    with CaptureQueriesContext(connection) as captured:
        page = anna.post(READ, {"line": "ye tel 20 boende igår"}).content.decode()
    statements = [query["sql"] for query in captured if "SAVEPOINT" not in (query["sql"] or "")]
    assert len(statements) <= MOST_STATEMENTS
    assert all(word in page for word in ("Ylva Ekdal", "Telefon", "20 min", "Boende"))
    assert "<form" not in page
    assert of(world.own).count() == 1
    row = AccessLog.objects.get(participants__contains=[world.own.participant_id])
    assert row.actor == world.anna.pk


def test_no_page_takes_the_line_from_the_address(world, anna):
    assert anna.get(READ, {"line": "ye tel 20"}).status_code == 405
    assert "ye tel 20" not in anna.get(URL, {"line": "ye tel 20"}).content.decode()


@pytest.mark.parametrize("name", ["gå", "göran", "åsberg", "maj", "ml"])
def test_only_ones_own_participants_are_known(world, anna, name):
    """A colleague's and another delprojekt's give the same answer as nobody."""
    page = anna.post(READ, {"line": f"{name} tel 20"}).content.decode()
    assert not any(word in page for word in ("Åsberg", "Lindö"))
    assert "går inte att förstå" in page
    before = Contact.objects.count()
    assert anna.post(URL, line(f"{name} tel 20")).context["form"].errors
    assert Contact.objects.count() == before


def test_a_closed_case_is_not_offered(world, anna):
    world.own.exit_reason, world.own.ended_on = factories.ExitReasonFactory(), world.today
    world.own.save()
    assert "går inte att förstå" in anna.post(READ, {"line": "ye tel 20"}).content.decode()


def test_a_protected_person_is_logged_by_the_one_assigned_and_named_to_nobody_else(world, login):
    assert "Sparat" in login(world.anna).post(URL, line("hh tel 5")).content.decode()
    assert of(world.protected).last().minutes == 5
    for who in ("dan", "leader", "bo"):
        page = login(getattr(world, who)).post(READ, {"line": "hh tel 5"}).content.decode()
        assert "Hemlig" not in page, who


def test_an_ambiguous_name_always_asks(world, anna):
    other = second_case(world)
    sent = line("ye tel 20")
    page = anna.post(URL, sent).content.decode()
    assert "Vilken ”ye” menar du?" in page
    assert Contact.objects.filter(enrolment=other).count() == 0
    strange = anna.post(URL, sent | {"person_0": str(world.colleagues.pk)})
    assert "Vilken ”ye” menar du?" in strange.content.decode(), "a choice that was not offered"
    assert of(world.colleagues).count() == 1
    assert "Sparat" in anna.post(URL, sent | {"person_0": str(other.pk)}).content.decode()
    assert Contact.objects.get(enrolment=other).minutes == 20
    assert of(world.own).count() == 1


def test_several_people_get_a_contact_each_or_none(world, anna, monkeypatch):
    other = second_case(world, "Olle", "Ask")
    sent = line("ylva, oa grupp 90")
    for _ in range(2):  # the double click
        assert "Sparat" in anna.post(URL, sent).content.decode()
    assert of(world.own).last().minutes == Contact.objects.get(enrolment=other).minutes == 90
    assert of(world.own).count() == 2
    other.started_on = world.today
    other.save()
    page = anna.post(URL, line("ylva, oa möte 30 igår")).content.decode()
    assert "ligger före inskrivningen" in page
    assert not Contact.objects.filter(channel="MOTE", minutes=30).exists()


def test_a_second_call_the_same_day_is_one_question(world, anna):
    anna.post(URL, line("ye tel 20"))
    sent = line("ye tel 10")
    assert "Ja, spara den också" in anna.post(URL, sent).content.decode()
    assert "Sparat" in anna.post(URL, sent | {"is_another": "ja"}).content.decode()
    assert list(of(world.own).values_list("minutes", flat=True)) == [60, 20, 10]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "Skriv vem"),
        ("ye tel", "Skriv hur många minuter"),
        ("ye 20", "Skriv hur"),
        ("ye tel 20 nästa fre", "Skriv vilken tid"),
        ("ye tel 20 blaha", "går inte att förstå"),
    ],
)
def test_what_is_not_understood_is_told_and_the_line_kept(world, anna, text, message):
    page = anna.post(URL, line(text)).content.decode()
    assert message in page
    assert f'value="{text}"' in page
    assert of(world.own).count() == 1


def test_undone_within_a_minute(world, anna):
    response = anna.post(URL, line("ye tel 20: Fel person."))
    new = of(world.own).last()
    assert str(new.pk) in response.content.decode()
    sent = {"contacts": [str(new.pk)], "line": "ye tel 20: Fel person."}
    page = anna.post(UNDO, sent).content.decode()
    assert "Ångrat" in page
    assert "ye tel 20: Fel person." in page, "the line can be sent again"
    assert of(world.own).count() == 1
    assert ContactRemoval.objects.get(contact=new.pk).reason == "ANGRAD"
    assert AccessLog.objects.filter(event__endswith="contact.undone").exists()


def test_the_next_meeting_is_booked_and_undone_with_the_contact(world, anna):
    world.own.bookings.all().delete()
    sent = line("ye sms nästa imorgon 10")
    for _ in range(2):  # the double click
        assert "Sparat" in anna.post(URL, sent).content.decode()
    booking = Booking.objects.get(enrolment=world.own)
    booked = (booking.held_on, f"{booking.starts_at:%H:%M}", booking.channel, booking.staff)
    assert booked == (world.today + timedelta(days=1), "10:00", "MOTE", world.anna)
    anna.post(UNDO, {"contacts": [str(of(world.own).last().pk)]})
    booking.refresh_from_db()
    assert booking.cancelled_on == world.today


def test_later_it_is_deleted_as_any_other(world, login, anna):
    anna.post(URL, line("ye tel 20"))
    new = of(world.own).last()
    sent = {"contacts": [str(new.pk)]}
    assert "mer än en minut" in login(world.dan).post(UNDO, sent).content.decode()
    Contact.objects.update(registered_at=timezone.now() - timedelta(seconds=61))
    assert "mer än en minut" in login(world.anna).post(UNDO, sent).content.decode()
    assert of(world.own).count() == 2
    assert login(world.anna).post(UNDO, {"contacts": ["inget"]}).status_code == 200


def test_those_who_log_no_contacts_have_no_key(world, login):
    for who, has in {"anna": True, "leader": True, "coordinator": False, "admin": False}.items():
        page = login(getattr(world, who)).get("/tillganglighet/").content.decode()
        assert ("data-quick" in page) is has, who


def test_the_dialog_gets_the_form_alone(world, anna):
    page = anna.get(URL, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page
    assert 'name="line"' in page


def test_who_is_no_longer_assigned_is_no_longer_known(world, anna):
    Assignment.objects.filter(enrolment=world.own).update(
        started_on=world.own.started_on, ended_on=world.today - timedelta(days=1)
    )
    assert "går inte att förstå" in anna.post(READ, {"line": "ye tel 20"}).content.decode()


def several(*cases, **fields):
    facts = {"channel": "GRUPP", "minutes": "90", "held_on": "2021-05-12", "note": "", "topics": []}
    keys = [str(case.pk) for case in cases]
    return {"cases": keys, "key": str(uuid7()), "started_at": ""} | facts | fields


def test_one_form_for_several_gives_each_a_contact(world, anna):
    other = second_case(world)
    sent = several(world.own, other, topics=["BOENDE"], note="Tema bostad.")
    sent[f"minutes_{other.pk}"] = "1 tim"
    for _ in range(2):  # the double click
        assert anna.post("/snabb/flera/", sent).status_code == 302
    first, second = of(world.own).last(), Contact.objects.get(enrolment=other)
    assert (first.minutes, second.minutes) == (90, 60)
    assert first.topics == second.topics == ["BOENDE"]
    assert first.note.text == second.note.text == "Tema bostad."
    assert of(world.own).count() == 2


def test_the_last_of_all_keys_is_followed_by_the_first(world, anna):
    sent = several(world.own, second_case(world), key=str(UUID(int=2**128 - 1)))
    assert anna.post("/snabb/flera/", sent).status_code == 302
    assert Contact.objects.filter(pk__in=[UUID(int=2**128 - 1), UUID(int=0)]).count() == 2


@pytest.mark.parametrize("whose", ["colleagues", "elsewhere", "closed"])
def test_one_that_is_not_visible_or_closed_is_told_and_nobody_is_logged(world, anna, whose):
    other = second_case(world)
    if whose == "closed":
        other.exit_reason, other.ended_on = factories.ExitReasonFactory(), world.today
        other.save()
        chosen = other
    else:
        chosen = getattr(world, whose)
    response = anna.post("/snabb/flera/", several(world.own, chosen))
    page = response.content.decode()
    assert "En av deltagarna är avslutad eller inte längre din" in page
    assert str(chosen.participant) not in page
    assert of(world.own).count() == 1


def test_a_protected_person_is_listed_for_the_one_assigned_alone(world, login):
    for who, sees in {"anna": True, "dan": False, "leader": False, "bo": False}.items():
        page = login(getattr(world, who)).get("/snabb/flera/").content.decode()
        assert ("Hemlig" in page) is sees, who


def test_the_list_takes_as_many_statements_for_many(world, anna):
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            anna.get("/snabb/flera/")
        counts.append(len(captured))
        for number in range(3):
            second_case(world, "Ö" + "v" * number, "Ek")
    assert counts[0] == counts[1] <= MOST_STATEMENTS + 4
