"""The timeline: what it shows, in which order, and how it is divided into pages."""

from datetime import date, timedelta

import pytest

from interventions.cases.timeline import PAGE_SIZE
from tests import factories
from tests.interventions.cases.pages import many, page_of


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
    places = [page.index(event) for event in events]
    assert places[:3] == sorted(places[:3]), "newest first"
    assert places[2] < page.index("mars 2021") < min(places[3:])
    assert max(places) == places[-1], "the enrolment began before all else of that day"


def test_pages_hold_fifty_contacts_and_every_event_once(world, login):
    many(world.own, 2 * PAGE_SIZE + 19)
    factories.MethodWorkFactory(enrolment=world.own, method="SE", started_on=date(2021, 4, 1))
    client = login(world.anna)
    pages = [page_of(client, world.own, query) for query in ("", "?sida=2", "?sida=3")]
    assert [page.count('class="contact"') for page in pages] == [PAGE_SIZE, PAGE_SIZE, 20]
    together = "".join(pages)
    for text in [f"Anteckning {number:03}." for number in range(2 * PAGE_SIZE + 19)]:
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
    many(world.own, PAGE_SIZE + 5, first)
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
