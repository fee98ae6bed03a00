"""The dashboard: figures by hand, the list behind every number, and who sees what."""

import html
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mia import audit
from mia.audit.models import AccessLog
from mia.core.period import Period
from reporting.dashboards import small_numbers, views
from tests import factories
from tests.reporting.publications.publish import publish
from tests.reporting.worlds import person, random_world, shown, triple

LINK = re.compile(r'<a href="([^"]*lista/\?[^"]*)">([\d\u00a0]+)</a>')


@pytest.fixture
def small(world):
    """OS in 2021: by hand. The cast's own enrolments began 2021-03-01, women and men by turns, with
    CM.
    """
    for row in (world.own, world.colleagues, world.elsewhere, world.protected):
        type(row.participant)._base_manager.filter(pk=row.participant_id).update(sex="K")
    person(world.os, "K", date(2020, 11, 2), date(2021, 2, 10), "ARBETE", "FK", "SE")
    person(world.os, "M", date(2021, 1, 4), date(2021, 2, 28), "STUDIER", "AF", "SE")
    person(world.os, "M", date(2021, 2, 1), date(2021, 12, 31), "ORDINARIE_KOMMUN", "AF")
    person(world.os, "X", date(2021, 2, 1), date(2021, 6, 1), "SJUKDOM")
    person(world.os, "M", date(2021, 5, 1), date(2022, 1, 1), "ARBETE", "FK", "IPS")
    person(world.os, "M", date(2021, 5, 1), date(2021, 5, 2), "FELREGISTRERING", "FK", "IPS")
    person(world.os, "K", date(2022, 1, 1))
    return world


def test_figures_of_a_small_world(small):
    view, _ = shown(small.leader, "OS")
    assert triple(view.cohort("inskrivna")) == (4, 3, 1, 8), (
        "three of the cast, five of these; no felregistrering, none later"
    )
    assert triple(view.cohort("borjade")) == (3, 3, 1, 7)
    assert triple(view.cohort("pagaende")) == (3, 2, 0, 5), "the last day is a day of taking part"
    assert triple(view.cohort("avslutade")) == (1, 2, 1, 4), (
        "an end after the period has not happened"
    )
    assert triple(view.cohort("arbete")) == (1, 0, 0, 1)
    assert triple(view.cohort("arbete-studier")) == (1, 1, 0, 2)
    assert triple(view.cohort("ordinarie")) == (0, 1, 0, 1)
    assert triple(view.cohort("utfall")) == (1, 2, 0, 3)
    assert triple(view.cohort("annat")) == (0, 0, 1, 1)
    months = {
        month.period.label: (triple(month.started), triple(month.ended)) for month in view.months
    }
    assert months["2021-02"] == ((0, 1, 1, 2), (1, 1, 0, 2))
    assert months["2021-03"] == ((3, 0, 0, 3), (0, 0, 0, 0))
    assert {label: triple(n) for label, n in view.inflow} == {
        "Arbetsförmedlingen": (0, 2, 0, 2),
        "Försäkringskassan": (0, 1, 0, 1),
        "Uppgift saknas": (3, 0, 1, 4),
    }
    methods = {label: triple(n) for label, n in view.methods}
    assert methods["Case management"] == (3, 0, 0, 3)
    assert methods["Supported employment"] == (1, 1, 0, 2)
    assert methods["IPS"] == (0, 1, 0, 1)
    assert methods["Två eller flera metoder"] == (0, 0, 0, 0)


def test_the_goals_are_of_the_exited_and_say_so(small):
    _, parts = shown(small.leader, "OS")
    results = next(part for part in parts if part.slug == "resultat")
    assert "30\u00a0% av de avslutade till arbete eller studier." in results.texts[0]
    assert "Nu 50,0\u00a0% (2 av 4): målet är nått." in results.texts[0]
    assert "Nu 25,0\u00a0% (1 av 4): målet är inte nått." in results.texts[1]
    combined = results.tables[1].rows[0].cells
    assert [cell.text for cell in combined][-1] == "37,5\u00a0%", "three of the eight enrolled"


def test_methods_end_with_their_enrolment_and_parallel_ones_count_once(small):
    """A method left open at the exit is over; one that came and went before the period is not in
    it.
    """
    both = person(small.os, "K", date(2021, 1, 1), method="SE")
    factories.MethodWorkFactory(enrolment=both, method="ASF", started_on=date(2021, 2, 1))
    view, _ = shown(small.leader, "OS", fran="2021-07", till="2021-12")
    methods = {label: triple(n) for label, n in view.methods}
    assert methods["Supported employment"] == (1, 0, 0, 1)
    assert methods["Två eller flera metoder"] == (1, 0, 0, 1)


def test_who_changes_delprojekt_counts_in_both_but_once_in_the_whole(small):
    mover = person(small.os, "K", date(2021, 4, 1), date(2021, 6, 30), "PLANERAD_KLAR")
    person(small.hbs, "K", date(2021, 7, 1), participant=mover.participant)
    whole, _ = shown(small.coordinator)
    assert whole.cohort("inskrivna").total.value == 10
    assert whole.cohort_of(small.os, "inskrivna").total.value == 9
    assert whole.cohort_of(small.hbs, "inskrivna").total.value == 2
    assert whole.cohort("avslutade").total.value == 4, "not exited while one enrolment is open"
    assert shown(small.leader, "OS")[0].cohort("avslutade").total.value == 5
    assert shown(small.other_leader, "HBS")[0].cohort("inskrivna").total.value == 2


def listed(client, url):
    """How many rows a list has, over all its pages; and the number in its heading."""
    rows, page = 0, 1
    while True:
        text = client.get(f"{url}&page={page}").content.decode()
        body = re.search(r"<tbody>(.*?)</tbody>", text, re.DOTALL)
        rows += body[1].count("<tr>") if body else 0
        if 'rel="next"' not in text:
            return rows, int(re.search(r"<h1>[^<]*: (\d+)</h1>", text)[1])
        page += 1


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize(
    ("who", "path"), [("leader", "/oversikt/OS/"), ("coordinator", "/oversikt/")]
)
def test_every_number_opens_exactly_the_list_it_counts(world, login, monkeypatch, seed, who, path):
    monkeypatch.setattr(views, "ROWS_PER_PAGE", 7)
    random_world(world, seed)
    client = login(getattr(world, who))
    page = client.get(f"{path}?fran=2021-01&till=2021-04").content.decode()
    links = {
        (html.unescape(url), int(number.replace("\u00a0", "")))
        for url, number in LINK.findall(page)
    }
    assert len(links) > 60
    for url, number in links:
        assert listed(client, url) == (number, number), url


@pytest.mark.parametrize("seed", range(5))
def test_the_sexes_add_up_and_so_do_the_parts(world, seed):
    random_world(world, seed)
    view, _ = shown(world.coordinator, fran="2021-01", till="2021-04")
    rows = {(part, key) for part, key, _ in view.cells}
    for row in rows:
        assert view.cells[*row, ""] == sum(view.cells[*row, sex] for sex in "KMX"), row
    for whole, parts in small_numbers.SUMS.items():
        assert view.cohort(whole).total.value == sum(
            view.cohort(part).total.value for part in parts
        )
    assert view.cohort("borjade").total.value == sum(
        month.started.total.value for month in view.months
    )
    assert view.cohort("slutade").total.value == sum(
        month.ended.total.value for month in view.months
    )
    assert view.cohort("borjade").total.value == sum(n.total.value for _, n in view.inflow)


def test_who_may_open_what(world, login):
    answers = {
        who: [
            login(getattr(world, who)).get(path).status_code
            for path in ("/oversikt/", "/oversikt/OS/", "/oversikt/HBS/")
        ]
        for who in ("anna", "admin", "leader", "other_leader", "coordinator", "investigator")
    }
    assert answers == {
        "anna": [403, 403, 403],
        "admin": [403, 403, 403],
        "leader": [302, 200, 404],
        "other_leader": [302, 404, 200],
        "coordinator": [200, 200, 200],
        "investigator": [200, 200, 200],
    }
    assert login(world.leader).get("/oversikt/")["Location"] == "/oversikt/OS/"
    assert login(world.coordinator).get("/oversikt/FINNSINTE/").status_code == 404
    for tail in ("lista/?kohort=inskrivna", "pdf/"):
        assert login(world.anna).get(f"/oversikt/OS/{tail}").status_code == 403
        assert login(world.leader).get(f"/oversikt/HBS/{tail}").status_code == 404
    assert login(world.investigator).get("/oversikt/OS/lista/?kohort=inskrivna").status_code == 403


def test_protected_persons_are_counted_but_not_named(world, login):
    text = login(world.leader).get("/oversikt/OS/lista/?kohort=inskrivna").content.decode()
    assert "Ylva Ekdal" in text
    assert "Deltagare med skyddade personuppgifter" in text
    assert "Hemmansson" not in text
    assert str(world.protected.pk) not in text


def test_the_list_notes_whom_it_showed(world, login):
    login(world.leader).get("/oversikt/OS/lista/?kohort=inskrivna")
    row = AccessLog.objects.latest("pk")
    assert set(row.participants) == {world.own.participant_id, world.colleagues.participant_id}
    assert row.action == audit.Action.LIST
    login(world.leader).get("/oversikt/OS/")
    assert AccessLog.objects.latest("pk") == row, "figures show nobody"


def test_small_numbers_are_hidden_from_outside_readers(small, login):
    """In tiles, tables, charts and links; what is left does not give them back."""
    publish(date(2023, 1, 28))
    text = login(small.investigator).get("/oversikt/OS/").content.decode()
    assert "lista/" not in text
    assert not re.search(r"<title>[^<]*: [1-4]\b", text)
    printed = {cell.strip() for cell in re.findall(r'<td class="num">([^<]*)', text)}
    tiles = re.findall(r'<li class="tile">(.*?)</li>', text, re.DOTALL)
    assert ".." in printed
    assert not {"1", "2", "3", "4"} & printed
    assert not [
        tile
        for tile in tiles
        if re.search(r"\s[1-4]\s", re.sub(r"<[^>]+>", " ", tile).replace("\n", " "))
    ]


def test_the_statements_do_not_grow_with_the_rows(world, login):
    client = login(world.coordinator)

    def statements():
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/oversikt/").status_code == 200
        with CaptureQueriesContext(connection) as listing:
            client.get("/oversikt/lista/?kohort=inskrivna")
        return len(captured), len(listing)

    client.get("/oversikt/")
    before = statements()
    random_world(world, 3)
    assert statements() == before
    assert before[0] < 25


def test_the_page_carries_no_inline_style_or_script(world, login):
    text = login(world.coordinator).get("/oversikt/").content.decode()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\ssrc=)", text)
    assert text.count("<svg") == text.count('role="img"') >= 5


def test_a_wrong_period_is_told_and_counts_nothing(world, login):
    client = login(world.leader)
    for query, words in {
        "fran=2021-13": "är ingen månad",
        "fran=2010-01": "Projektet började i 2016-12",
        "till=2098-01": "Månaden har inte varit än",
        "fran=2021-05&till=2021-04": "kan inte ligga före",
    }.items():
        response = client.get(f"/oversikt/OS/?{query}")
        assert response.status_code == 400
        assert words in html.unescape(response.content.decode())
    wrong = [
        "",
        "kohort=alla",
        "kohort=inskrivna&kon=Q",
        "kohort=inskrivna&manad=2021-01",
        "kohort=deltog&metod=X",
    ]
    for query in [*wrong, "kohort=borjade&remittent=ICKE", "kohort=borjade&manad=2021-99"]:
        assert client.get(f"/oversikt/OS/lista/?{query}").status_code == 404, query


def test_the_period_ends_with_the_last_full_month_or_the_last_project():
    projects = [
        factories.EsfProjectFactory.build(started_on=date(2020, 6, 15), ended_on=date(2022, 12, 31))
    ]
    for today, last in (
        (date(2026, 11, 22), date(2022, 12, 31)),
        (date(2021, 4, 30), date(2021, 3, 31)),
        (date(2020, 6, 20), date(2020, 6, 30)),
    ):
        form = views.PeriodForm({}, today=today, projects=projects)
        assert form.is_valid(), form.errors
        assert form.period == Period(date(2020, 6, 1), last)
