"""The overview of methods: every number is the length of its list, within what the user sees."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from interventions.method_overview.forms import OverviewForm
from interventions.method_overview.queries import list_participants, list_tables
from interventions.methods.models import MethodWork, PhaseChange
from participants.enrolments.models import Enrolment
from tests import factories

URL = "/metoder/"


@pytest.fixture
def running(world, today):
    """Cases that go on in one delprojekt, with methods, phases, workers and a placement."""
    PhaseChange.objects.all().delete()
    MethodWork.objects.all().delete()
    Enrolment.objects.filter(delprojekt=world.os).update(ended_on=None)
    began = today - timedelta(days=30)
    own = factories.MethodWorkFactory(
        enrolment=world.own, method="CM", staff=world.anna, started_on=began
    )
    factories.PhaseChangeFactory(work=own, phase_id="CM_KONTAKT", changed_on=began)
    factories.PhaseChangeFactory(
        work=own, phase_id="CM_PLANERING", changed_on=today - timedelta(days=10)
    )
    factories.MethodWorkFactory(enrolment=world.own, method="SE", started_on=began)
    other = factories.MethodWorkFactory(
        enrolment=world.colleagues, method="CM", staff=world.bo, started_on=began
    )
    change = factories.PhaseChangeFactory(work=other, phase_id="CM_STOD", changed_on=began)
    PhaseChange.objects.filter(pk=change.pk).update(
        withdrawn_at="2021-05-01T12:00:00Z", withdrawn_by=world.bo
    )
    factories.MethodWorkFactory(enrolment=world.protected, method="CM", started_on=began)
    ended = factories.MethodWorkFactory(enrolment=world.own, method="IPS", started_on=began)
    MethodWork.objects.filter(pk=ended.pk).update(ended_on=today - timedelta(days=1))
    factories.PlacementFactory(enrolment=world.own, started_on=began, host__name="Nya kaféet")
    return world


def numbers_of(user, delprojekt, today):
    """By table and row: all, women, men, and how long each list is."""
    shown = {}
    for table in list_tables(user, delprojekt.pk, delprojekt.code, today):
        for row, links in table.lines():
            lengths = []
            for link in links:
                data = dict(pair.split("=") for pair in link.query.split("&"))
                form = OverviewForm(data, user=user)
                rows, _more = list_participants(user, form.selection(delprojekt), 1, today)
                lengths.append(len(rows))
            shown[table.title, row.label] = ([link.number for link in links], lengths)
    return shown


def test_a_leader_sees_every_method_of_the_delprojekt_but_the_protected(running, as_user, today):
    with as_user(running.leader):
        shown = numbers_of(running.leader, running.os, today)
    alls = {key: numbers[0] for key, (numbers, _lengths) in shown.items()}
    assert alls == {
        ("Case management", "planering"): 1,
        ("Case management", "ingen fas angiven"): 1,
        ("Supported employment", "ingen fas angiven"): 1,
        ("Metoder per handledare", f"{running.anna}, CM"): 1,
        ("Metoder per handledare", f"{running.bo}, CM"): 1,
        ("Metoder per handledare", "ingen handledare, SE"): 1,
        ("Kombinationer av metoder", "CM + SE"): 1,
        ("Kombinationer av metoder", "CM"): 1,
        ("Placeringar just nu", "Nya kaféet"): 1,
    }


@pytest.mark.parametrize("who", ["anna", "dan", "bo", "leader", "coordinator"])
def test_every_number_is_the_length_of_its_list(running, as_user, today, who):
    user = getattr(running, who)
    with as_user(user):
        shown = numbers_of(user, running.os, today)
    assert shown
    for key, (numbers, lengths) in shown.items():
        assert numbers == lengths, key


def test_by_sex_and_days_in_the_phase(running, login, today):
    person = running.own.participant
    page = login(running.leader).get(URL).content.decode()
    row = re.search(r">Planering</th>(.*?)</tr>", page, re.S)[1]
    cells = [re.sub(r"<span.*?</span>|<[^>]+>", "", cell) for cell in row.split("</td>")]
    everybody, women, men, days = [cell.strip() for cell in cells[:4]]
    assert (women, men) == (("1", "0") if person.sex == "K" else ("0", "1"))
    assert (everybody, days) == ("1", "10")


def test_own_cases_include_the_protected_one(running, as_user, today):
    with as_user(running.anna):
        shown = numbers_of(running.anna, running.os, today)
    assert shown["Case management", "ingen fas angiven"][0][0] == 1


def test_the_list_names_those_that_were_counted_and_records_it(running, login):
    client = login(running.leader)
    page = client.get(f"{URL}deltagare/?delprojekt=OS&metod=CM&fas=CM_PLANERING").content.decode()
    assert "Ylva Ekdal" in page
    assert "Göran Åsberg" not in page
    assert "Case management · fas: planering" in page


@pytest.mark.parametrize(("who", "status"), [("investigator", 403), ("admin", 403)])
def test_those_who_see_no_participants_see_no_overview(running, login, who, status):
    client = login(getattr(running, who))
    assert client.get(URL).status_code == status
    assert client.get(f"{URL}deltagare/").status_code == status


@pytest.mark.parametrize(
    "query",
    [
        "delprojekt=HBS&metod=CM",
        "handledare=99999999999999999999",
        "handledare=٣",
        "vard=x",
        "kombination=CM-X",
        "fas=%27%22",
        "sida=99999",
        "kon=Q",
    ],
)
def test_no_parameter_breaks_or_widens_the_list(running, login, query):
    answer = login(running.leader).get(f"{URL}deltagare/?{query}")
    assert answer.status_code == 200
    assert "Maj Lindö" not in answer.content.decode()


def test_the_page_asks_as_many_statements_for_one_row_as_for_several(running, login, today):
    client = login(running.leader)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    for method in ("BOSTON", "ASF"):
        for enrolment in (running.own, running.colleagues):
            factories.MethodWorkFactory(enrolment=enrolment, method=method, staff=running.dan)
    with CaptureQueriesContext(connection) as many:
        client.get(URL)
    assert len(many) == len(few) <= 15
