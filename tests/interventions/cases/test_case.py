"""The case page: who sees it, what stands at the top, the timeline, and the trail it leaves."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interventions.cases.queries import case_of
from interventions.cases.timeline import PAGE, timeline_of
from interventions.methods.queries import colleagues
from mia.audit.models import AccessLog
from mia.core import personnummer
from tests import factories


def page_of(client, enrolment, query=""):
    page = client.get(enrolment.get_absolute_url() + query).content.decode()
    return re.sub(r'<span class="text-nowrap">(.*?)</span>', r"\1", page)


def title_of(page):
    return page.split("<title>")[1].split("</title>")[0]


@pytest.mark.parametrize(
    ("who", "own", "protected"),
    [
        ("anna", 200, 200),
        ("dan", 200, 404),
        ("leader", 200, 404),
        ("coordinator", 200, 404),
        ("bo", 404, 404),
        ("cecilia", 404, 404),
        ("other_leader", 404, 404),
        ("investigator", 404, 404),
        ("admin", 404, 404),
    ],
)
def test_who_opens_the_page(world, login, who, own, protected):
    client = login(getattr(world, who))
    assert client.get(world.own.get_absolute_url()).status_code == own
    hidden = client.get(world.protected.get_absolute_url())
    assert hidden.status_code == protected
    assert ("Hemmansson" in hidden.content.decode()) is (protected == 200)


def test_what_does_not_exist_and_what_is_not_mine_look_the_same(world, login):
    client = login(world.bo)
    nothing = client.get("/deltagare/01890000-0000-7000-8000-000000000000/")
    assert nothing.status_code == 404
    assert client.get(world.own.get_absolute_url()).content == nothing.content


def test_the_facts(world, login):
    factories.MethodWorkFactory(enrolment=world.own, method="IPS", staff=world.dan)
    world.own.enhanced_from = date(2021, 5, 1)
    world.own.save()
    page = page_of(login(world.anna), world.own)
    number = world.own.participant.personal_numbers.get()
    assert "Ylva Ekdal" in page
    assert title_of(page) == "Ärende Y.E. – MIA"
    assert str(number) in page
    assert number.number not in page
    for text in (
        "MIA",
        "Anna Provsson",
        "IPS sedan 2021-03-01, Dan Provsson",
        "sedan 2021-05-01",
        "Visa personnummer",
    ):
        assert text in page


def test_what_must_not_be_missed_stands_at_the_top(world, login):
    page = page_of(login(world.anna), world.own)
    assert not any(
        text in page
        for text in ("Tolk behövs", "Skyddade personuppgifter:", "Samtycke till SUS saknas")
    )
    world.own.participant.interpreter_language = "somaliska"
    world.own.participant.save()
    world.own.consents.update(withdrawn_on=date(2021, 4, 1))
    world.own.assignments.update(ended_on=date(2021, 4, 1))
    page = page_of(login(world.leader), world.own)
    for text in (
        "Tolk behövs:</strong> somaliska",
        "Samtycke till SUS saknas",
        "Ingen ansvarar för deltagaren",
    ):
        assert text in page
        assert page.index(text) < page.index('class="case"')
    page = page_of(login(world.anna), world.protected)
    assert "Skyddade personuppgifter: sekretessmarkering" in page


def test_an_ended_case_says_so_and_names_methods_left_open(world, login):
    world.own.exit_reason, world.own.ended_on = factories.ExitReasonFactory(), date(2021, 6, 30)
    world.own.save()
    page = page_of(login(world.anna), world.own)
    for text in (
        "Avslutad 2021-06-30",
        "Metoder utan sista dag:</strong> case management",
        "oppna/",
    ):
        assert text in page
    assert "Samtycke till SUS saknas" not in page


def test_a_coordinator_sees_contacts_but_no_notes_and_no_form(world, login):
    note = world.own.contacts.get().note.text
    assert note in page_of(login(world.anna), world.own)
    page = page_of(login(world.coordinator), world.own)
    assert "Möte, 60 min" in page
    assert note not in page
    assert "Logga kontakt" not in page
    assert "kontakter/ny" not in page
    for link in ("andra/", "avsluta/", "ansvariga/", "skydd/"):
        assert f"{world.own.get_absolute_url()}{link}" not in page


def test_what_happened_is_in_the_timeline(world, login):
    work = world.own.methods.get()
    work.ended_on = date(2021, 5, 31)
    work.save()
    world.own.consents.update(withdrawn_on=date(2021, 4, 1))
    factories.AssignmentFactory(enrolment=world.own, staff=world.dan, started_on=date(2021, 4, 10))
    page = page_of(login(world.anna), world.own)
    events = [
        "Metod slutade: case management",
        "Dan Provsson blev ansvarig",
        "Samtycke återtogs: uppföljning i SUS",
        "Anna Provsson blev ansvarig",
        "Metod började: case management",
        "Inskriven i",
    ]
    assert sorted(page.index(event) for event in events) != []
    assert [page.index(event) for event in events[:3]] == sorted(
        page.index(event) for event in events[:3]
    )
    assert (
        page.index(events[2])
        < page.index("mars 2021")
        < min(page.index(event) for event in events[3:])
    )


def many(enrolment, count, first=date(2021, 3, 2)):
    for number in range(count):
        contact = factories.ContactFactory(
            enrolment=enrolment, held_on=first + timedelta(days=number)
        )
        factories.NoteFactory(contact=contact, text=f"Anteckning {number:03}.")


def test_pages_hold_fifty_contacts_and_every_event_once(world, login):
    many(world.own, 2 * PAGE + 19)
    factories.MethodWorkFactory(enrolment=world.own, method="SE", started_on=date(2021, 4, 1))
    client = login(world.anna)
    pages = [page_of(client, world.own, query) for query in ("", "?sida=2", "?sida=3")]
    assert [page.count('class="contact"') for page in pages] == [PAGE, PAGE, 20]
    together = "".join(pages)
    for text in [f"Anteckning {number:03}." for number in range(2 * PAGE + 19)]:
        assert together.count(text) == 1
    for event in (
        "Metod började: supported employment",
        "Inskriven i",
        "Samtycke gavs",
        "Anna Provsson blev ansvarig",
    ):
        assert sum(f"<span>{event}" in page for page in pages) == 1, event
    assert ["Visa äldre" in page for page in pages] == [True, True, False]
    assert ["Visa nyare" in page for page in pages] == [False, True, True]


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_an_event_on_the_last_day_of_a_page_is_shown_once(world, login, days):
    first = date(2021, 3, 2)
    many(world.own, PAGE + 5, first)
    last_of_page = first + timedelta(days=5)
    factories.MethodWorkFactory(
        enrolment=world.own, method="SE", started_on=last_of_page + timedelta(days=days)
    )
    client = login(world.anna)
    pages = [
        page_of(client, world.own, query).count("Metod började: supported")
        for query in ("", "?sida=2")
    ]
    assert pages == ([0, 1] if days < 0 else [1, 0])


@pytest.mark.parametrize("page", ["0", "-1", "x", "²", "99999999999999999999", ""])
def test_pages_that_are_none_do_no_harm(world, login, page):
    assert login(world.anna).get(f"{world.own.get_absolute_url()}?sida={page}").status_code == 200


def test_a_long_note_is_cut_and_can_be_read_whole(world, login):
    contact = world.own.contacts.get()
    contact.note.text = "ord " * 400 + "slutordet"
    contact.note.save()
    client = login(world.anna)
    page = page_of(client, world.own)
    assert "Läs hela anteckningen" in page
    assert "slutordet" not in page
    assert "slutordet" in client.get(contact.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    "payload",
    [
        "<script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ 7|add:7 }}",
        "</textarea><b>x</b>",
    ],
)
def test_a_note_is_shown_as_text(world, login, payload):
    contact = world.own.contacts.get()
    contact.note.text = payload
    contact.note.save()
    client = login(world.anna)
    for url in (
        world.own.get_absolute_url(),
        contact.get_absolute_url(),
        f"{contact.get_absolute_url()}ratta/",
    ):
        page = client.get(url).content.decode()
        assert (payload in page) is ("<" not in payload)


def test_participation_time_of_the_month(world, login, today):
    first = today.replace(day=1)
    facts = {"enrolment": world.own, "held_on": today}
    factories.ContactFactory(**facts, minutes=90)
    factories.ContactFactory(**facts, minutes=35, channel="TELEFON")
    factories.ContactFactory(**facts, minutes=500, channel="MYNDIGHET")
    factories.ContactFactory(**facts, minutes=500, channel="HEMBESOK", outcome="UTEBLIVEN")
    factories.ContactFactory(enrolment=world.own, held_on=first - timedelta(days=1), minutes=500)
    assert "2 tim 5 min" in page_of(login(world.anna), world.own)


def statements(client, enrolment):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(enrolment.get_absolute_url()).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


def test_few_statements_and_no_more_for_more_contacts(world, login):
    client = login(world.anna)
    one = statements(client, world.own)
    many(world.own, 2)
    three = statements(client, world.own)
    assert len(three) == len(one)
    assert len(one) <= 18, (
        one
    )  # four of its own: who answers for whom, the enrolment, what is agreed, the contacts


def test_the_first_wall_hides_notes_also_where_there_is_no_second(world, today):
    """Read as the owner of the tables, past every policy."""
    case = case_of(world.own, user=world.coordinator, today=today)
    notes = {
        wanted: [
            entry.note
            for month in timeline_of(case, with_notes=wanted).months
            for entry in month.entries
        ]
        for wanted in (True, False)
    }
    assert world.own.contacts.get().note.text in notes[True]
    assert not any(notes[False])
    assert world.own.participant.personal_numbers.get().number not in repr(case)


def test_what_is_shown_is_of_this_enrolment_alone(world, today):
    """Read as the owner of the tables: what others have does not come along."""
    for other in (world.colleagues, world.protected):
        factories.MethodWorkFactory(enrolment=other, method="BOSTON")
        factories.ContactFactory(enrolment=other, held_on=today, minutes=77)
    world.own.participant.personal_numbers.update(replaced_on=date(2021, 1, 1))
    later = personnummer.test_number(date(2000, 1, 1), "K").number
    factories.PersonalNumberFactory(participant=world.own.participant, number=later)
    case = case_of(world.own, user=world.anna, today=today)
    assert [work.code for work in case.methods] == ["CM"]
    assert [row.staff for row in case.assignments] == [world.anna.name]
    assert [consent.code for consent in case.consents] == ["SUS"]
    assert case.number == "20000101-****"
    assert case.minutes_this_month == 0
    assert set(case.colleagues) == {
        (one.pk, one.name) for one in colleagues(world.own.delprojekt_id, today)
    }


def test_those_who_answer_stand_in_the_order_they_began(world, login):
    factories.AssignmentFactory(enrolment=world.own, staff=world.dan, started_on=date(2021, 2, 1))
    page = page_of(login(world.anna), world.own)
    assert (
        "<dd>Anna Provsson, Dan Provsson</dd>" in page
        or "<dd>Dan Provsson, Anna Provsson</dd>" in page
    )
    began = sorted(world.own.assignments.all(), key=lambda row: row.started_on)
    assert f"<dd>{began[0].staff}, {began[1].staff}</dd>" in page


def test_the_trail_of_reads_has_one_row_with_the_participant(world, login):
    login(world.anna).get(world.own.get_absolute_url())
    row = AccessLog.objects.get()
    assert (row.actor, row.action, row.route) == (world.anna.pk, "read", "GET interventions:case")
    assert row.participants == [world.own.participant_id]


def test_without_the_trail_nothing_is_shown(world, login):
    """Fail closed: if the read cannot be noted, the page is 500 and names nobody."""
    client = login(world.anna)
    with connection.cursor() as cursor:
        cursor.execute("REVOKE INSERT ON audit_accesslog FROM mia_app")
    client.raise_request_exception = False
    response = client.get(world.own.get_absolute_url())
    assert response.status_code == 500
    assert "Ekdal" not in response.content.decode()
    assert not AccessLog.objects.exists()
