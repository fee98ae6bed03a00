"""Log, read, correct and remove a contact: who may, what is refused, what is kept."""

from datetime import timedelta

import pytest
from django.db import connection

from interventions.contacts.models import Contact, Note
from mia.audit.models import AccessLog
from mia.core.uuid7 import uuid7
from tests import factories

SECRET = "Hen berättade om skulderna."


def typed(user, **changes):
    """A filled-in form for a contact."""
    facts = {
        "held_on": "2021-05-12",
        "started_at": "",
        "minutes": "45",
        "channel": "TELEFON",
        "outcome": "GENOMFORD",
        "method": "CM",
        "staff": user.pk,
        "note": SECRET,
        "key": str(uuid7()),
    }
    return facts | changes


def log_url(enrolment):
    return f"/deltagare/{enrolment.pk}/kontakter/ny/"


def of(enrolment):
    return enrolment.contacts.order_by("pk")


@pytest.fixture
def contact(world):
    """The contact on Anna's participant, with its note."""
    return world.own.contacts.get()


def correction(contact, **changes):
    facts = {
        "held_on": contact.held_on,
        "started_at": "",
        "minutes": contact.minutes,
        "channel": contact.channel,
        "outcome": contact.outcome,
        "method": "",
        "staff": "",
        "note": contact.note.text,
        "version": contact.version,
    }
    return facts | changes


@pytest.mark.parametrize("who", ["anna", "dan", "leader"])
def test_those_who_work_with_the_participant_log(world, login, who):
    user = getattr(world, who)
    response = login(user).post(log_url(world.own), typed(user))
    assert response.status_code == 302
    assert response.url == world.own.get_absolute_url()
    new = of(world.own).last()
    assert (new.minutes, new.channel, new.method, new.staff, new.registered_by) == (
        45,
        "TELEFON",
        "CM",
        user,
        user,
    )
    assert new.note.text == SECRET
    row = AccessLog.objects.get(event="contact.registered")
    assert (row.actor, row.action, row.participants) == (
        user.pk,
        "write",
        [world.own.participant_id],
    )


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("bo", 404),
        ("cecilia", 404),
        ("other_leader", 404),
        ("investigator", 404),
        ("admin", 404),
        ("coordinator", 403),
    ],
)
def test_others_do_not_log(world, login, who, status):
    user = getattr(world, who)
    client = login(user)
    assert client.get(log_url(world.own)).status_code == status
    assert client.post(log_url(world.own), typed(user)).status_code == status
    assert of(world.own).count() == 1


def test_protected_persons_are_logged_by_those_who_answer_for_them(world, login):
    for who, status in {"anna": 302, "dan": 404, "leader": 404, "coordinator": 404}.items():
        user = getattr(world, who)
        assert login(user).post(log_url(world.protected), typed(user)).status_code == status, who
    assert of(world.protected).count() == 2


def test_a_double_click_makes_one_row(world, login):
    client, form = login(world.anna), typed(world.anna)
    first, second = (client.post(log_url(world.own), form) for _ in range(2))
    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert of(world.own).count() == 2
    assert AccessLog.objects.filter(event="contact.registered").count() == 1


def test_a_used_form_with_another_text_loses_nothing(world, login):
    client, form = login(world.anna), typed(world.anna)
    client.post(log_url(world.own), form)
    response = client.post(log_url(world.own), form | {"note": "En helt ny text"})
    assert response.status_code == 200
    assert "Kontakten är redan sparad" in response.content.decode()
    assert "En helt ny text" in response.content.decode()
    assert of(world.own).last().note.text == SECRET


def test_another_participants_key_opens_nothing(world, login):
    taken = world.elsewhere.contacts.get()
    client = login(world.anna)
    client.raise_request_exception = False
    response = client.post(log_url(world.own), typed(world.anna, key=taken.pk))
    assert response.status_code == 500, "only a forged key gets here"
    assert "Lindö" not in response.content.decode()
    taken.refresh_from_db()
    assert (taken.enrolment, of(world.own).count()) == (world.elsewhere, 1)


def test_the_form_is_filled_with_today_me_and_my_method(world, login, today):
    factories.MethodWorkFactory(enrolment=world.own, method="SE", staff=world.anna)
    form = login(world.anna).get(log_url(world.own)).context["form"]
    assert (form["held_on"].value(), form["staff"].value(), form["method"].value()) == (
        today,
        world.anna.pk,
        "SE",
    )
    names = {str(staff) for staff in form.fields["staff"].queryset}
    assert {"Anna Provsson", "Bo Provsson", "Dan Provsson"} <= names
    assert not {"Cecilia Provsson", "Koordinator Provsson", "Utredare Provsson"} & names


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"held_on": "FUTURE"}, "held_on", "Dagen har inte varit än"),
        ({"held_on": "2021-02-28"}, "held_on", "ligger före inskrivningen, som började 2021-03-01"),
        ({"held_on": "igår"}, "held_on", "ÅÅÅÅ-MM-DD"),
        ({"held_on": ""}, "held_on", "Ange vilken dag"),
        ({"minutes": ""}, "minutes", "Skriv hur många minuter"),
        ({"minutes": "0"}, "minutes", "Skriv hur många minuter"),
        ({"minutes": "1441"}, "minutes", "ett dygn"),
        ({"minutes": "-5"}, "minutes", "mindre än 0"),
        ({"minutes": "en timme"}, "minutes", "med siffror"),
        ({"channel": ""}, "channel", "Välj hur kontakten skedde"),
        ({"channel": "BREVDUVA"}, "channel", ""),
        ({"staff": "999999"}, "staff", ""),
        ({"note": "a\x00b"}, "note", "osynligt tecken"),
        ({"note": "x" * 20_001}, "note", "20 001 tecken. Den får vara högst 20 000"),
        ({"key": "inget"}, "key", ""),
    ],
)
def test_what_is_refused_is_told_at_its_field_and_the_text_is_kept(
    world, login, today, changes, field, message
):
    if changes.get("held_on") == "FUTURE":
        changes = {"held_on": f"{today + timedelta(days=1):%Y-%m-%d}"}
    form = typed(world.anna, **changes)
    response = login(world.anna).post(log_url(world.own), form)
    assert response.status_code == 200
    assert message in " ".join(response.context["form"].errors[field])
    assert form["note"][:20_000] in response.content.decode()
    assert of(world.own).count() == 1


def test_a_line_break_is_one_character(world, login):
    text = "rad\r\n" * 4_999 + "slut"
    assert (
        login(world.anna).post(log_url(world.own), typed(world.anna, note=text)).status_code == 302
    )
    assert of(world.own).last().note.text == text.replace("\r\n", "\n")


@pytest.mark.parametrize(
    "changes", [{"outcome": "UTEBLIVEN"}, {"outcome": "AVBOKAD"}, {"channel": "MEDDELANDE"}]
)
def test_minutes_may_be_left_out_where_nobody_came(world, login, changes):
    assert (
        login(world.anna)
        .post(log_url(world.own), typed(world.anna, minutes="", **changes))
        .status_code
        == 302
    )
    assert of(world.own).last().minutes == 0


def test_the_same_contact_again_needs_a_time_of_its_own(world, login):
    client = login(world.anna)
    client.post(log_url(world.own), typed(world.anna))
    response = client.post(log_url(world.own), typed(world.anna))
    assert "Ange en annan starttid" in response.content.decode()
    assert client.post(log_url(world.own), typed(world.anna, started_at="13:30")).status_code == 302
    assert of(world.own).count() == 3


def test_follow_up_after_the_exit_is_logged(world, login):
    world.own.exit_reason, world.own.ended_on = factories.ExitReasonFactory(), world.own.started_on
    world.own.save()
    assert login(world.anna).post(log_url(world.own), typed(world.anna)).status_code == 302
    page = login(world.anna).get(world.own.get_absolute_url()).content.decode()
    assert "Uppföljning efter avslut" in page


def test_read_one(world, login, contact):
    text = contact.note.text
    for who in ("anna", "dan", "leader"):
        page = login(getattr(world, who)).get(contact.get_absolute_url()).content.decode()
        assert text in page, who
        assert str(world.own.participant) not in page.split("<title>")[1].split("</title>")[0]
    for who in ("bo", "cecilia", "other_leader", "investigator", "admin"):
        assert login(getattr(world, who)).get(contact.get_absolute_url()).status_code == 404, who
    page = login(world.coordinator).get(contact.get_absolute_url())
    assert page.status_code == 200
    assert text not in page.content.decode()
    assert (
        AccessLog.objects.filter(
            participants__contains=[world.own.participant_id], action="read"
        ).count()
        == 4
    )


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
    assert list(Note.objects.filter(contact=contact).values_list("text", flat=True)) == (
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


@pytest.mark.parametrize(("who", "status"), [("anna", 302), ("leader", 302), ("dan", 403)])
def test_who_logged_or_held_it_or_leads_removes(world, login, contact, who, status):
    client, url = login(getattr(world, who)), f"{contact.get_absolute_url()}ta-bort/"
    assert client.get(url).status_code == (200 if status == 302 else status)
    assert Contact.objects.filter(pk=contact.pk).exists(), "reading the page removes nothing"
    assert client.post(url).status_code == status
    assert Contact.objects.filter(pk=contact.pk).exists() is (status == 403)
    assert Note.objects.filter(contact=contact.pk).exists() is (status == 403)
    assert AccessLog.objects.filter(event="contact.removed").exists() is (status == 302)


def test_the_change_trail_says_who_did_what(world, login):
    client, form = login(world.anna), typed(world.anna)
    client.post(log_url(world.own), form)
    new = of(world.own).last()
    client.post(
        f"{new.get_absolute_url()}ratta/", correction(new, staff=world.anna.pk, note="Bättre")
    )
    client.post(f"{new.get_absolute_url()}ta-bort/")
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
        assert not texts or [row[2] for row in rows] == texts


def test_a_coordinator_who_also_is_a_case_worker_reads_notes_as_a_case_worker(world, login):
    """Two roles do not add up to more than each gives: the leader's view of notes needs one role
    with both rights.
    """
    factories.MembershipFactory(staff=world.bo, role="coordinator", delprojekt=None)
    contact = world.own.contacts.get()
    page = login(world.bo).get(contact.get_absolute_url())
    assert page.status_code == 200
    assert contact.note.text not in page.content.decode()
    assert login(world.bo).get(f"{contact.get_absolute_url()}ratta/").status_code == 403
    assert login(world.bo).get(log_url(world.own)).status_code == 403
