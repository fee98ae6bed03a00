"""Log and read a contact: who may, and what is refused."""

import re
from datetime import timedelta

import pytest

from interventions.contacts.models import Topic
from mia.audit.models import AccessLog
from tests import factories
from tests.interventions.contacts.sent import SECRET, log_url, of, typed


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
    assert "redan sparat med andra uppgifter" in response.content.decode()
    assert "En helt ny text" in response.content.decode()
    assert of(world.own).last().note.text == SECRET


def test_another_participants_key_opens_nothing(world, login):
    taken = world.elsewhere.contacts.get()
    response = login(world.anna).post(log_url(world.own), typed(world.anna, key=taken.pk))
    page = response.content.decode()
    assert response.status_code == 200
    assert "Kopiera det du vill ha kvar" in page
    assert SECRET in page, "the note that was typed is kept"
    assert "Lindö" not in page
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
        ({"minutes": "-5"}, "minutes", "Skriv minuter"),
        ({"minutes": "en timme"}, "minutes", "Skriv minuter"),
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


def test_a_second_call_the_same_day_is_saved_after_one_question(world, login):
    """Without a time; the double click of the answer still makes one row."""
    client = login(world.anna)
    client.post(log_url(world.own), typed(world.anna))
    second = typed(world.anna, note="Ringde igen.")
    response = client.post(log_url(world.own), second)
    page = response.content.decode()
    assert response.status_code == 200
    assert "Var det en kontakt till?" in page
    assert "Ringde igen." in page
    assert of(world.own).count() == 2
    answer = second | {"is_another": "ja"}
    assert [client.post(log_url(world.own), answer).status_code for _ in range(2)] == [302, 302]
    assert list(of(world.own).values_list("channel", "ordinal")) == [
        ("MOTE", 1),
        ("TELEFON", 1),
        ("TELEFON", 2),
    ]
    assert of(world.own).last().note.text == "Ringde igen."


def test_a_contact_with_a_time_of_its_own_is_not_asked_about(world, login):
    client = login(world.anna)
    client.post(log_url(world.own), typed(world.anna))
    assert client.post(log_url(world.own), typed(world.anna, started_at="13:30")).status_code == 302
    assert of(world.own).last().ordinal == 1


def test_topics_are_chosen_and_read_by_those_who_read_notes(world, login):
    form = typed(world.anna, topics=["BOENDE", "EKONOMI"])
    assert login(world.anna).post(log_url(world.own), form).status_code == 302
    new = of(world.own).last()
    assert new.topics == ["BOENDE", "EKONOMI"]
    for who, sees in {"anna": True, "leader": True, "coordinator": False}.items():
        page = login(getattr(world, who)).get(new.get_absolute_url()).content.decode()
        assert ("Ämnen: ekonomi och försörjning, boende." in page) is sees, who


def test_a_retired_topic_stays_with_the_contact_that_has_it(world, login, today):
    contact = world.own.contacts.get()
    contact.topics = ["BOENDE"]
    contact.save()
    Topic.objects.filter(code="BOENDE").update(retired_on=today)
    client = login(world.anna)
    assert 'value="BOENDE"' not in client.get(log_url(world.own)).content.decode()
    page = client.get(f"{contact.get_absolute_url()}ratta/").content.decode()
    assert 'value="BOENDE" checked' in page
    form = typed(world.anna, topics=["BOENDE"])
    assert client.post(log_url(world.own), form).status_code == 200


def test_an_administrator_edits_the_topics(world, login):
    url = "/administration/kontakter/amnen/"
    page = {"code": "KOST", "label": "kost och sömn", "position": "11", "retired_on": ""}
    assert login(world.admin).post(f"{url}ny/", page).status_code == 302
    assert "kost och sömn" in login(world.anna).get(log_url(world.own)).content.decode().lower()


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


def test_the_third_no_show_in_a_row_suggests_a_letter(world, login):
    """A message or a cancelled meeting in between is no meeting; one that is held begins anew."""
    client, url = login(world.anna), world.own.get_absolute_url()
    days = [world.own.started_on + timedelta(days=number) for number in range(1, 8)]
    for day, outcome in zip(days, ["UTEBLIVEN", "AVBOKAD", "UTEBLIVEN"], strict=False):
        factories.ContactFactory(enrolment=world.own, held_on=day, outcome=outcome, minutes=0)
    factories.ContactFactory(enrolment=world.own, held_on=days[3], channel="MEDDELANDE")
    assert "Skicka ett brev" not in client.get(url).content.decode()
    no_show = factories.ContactFactory(
        enrolment=world.own, held_on=days[4], outcome="UTEBLIVEN", minutes=0
    )
    page = client.get(url).content.decode()
    assert "Uteblivit i rad" in page
    assert "3 gånger" in page
    (link,) = re.findall(r'href="([^"]+)">Skicka ett brev', page)
    letter = client.get(link).context["form"]
    assert letter["kind"].value() == "UTEBLIVEN"
    assert link not in login(world.coordinator).get(url).content.decode()
    factories.ContactFactory(enrolment=world.own, held_on=no_show.held_on, channel="TELEFON")
    assert "Skicka ett brev" not in client.get(url).content.decode()
