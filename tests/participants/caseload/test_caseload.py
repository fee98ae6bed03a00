"""The list one works from: who sees whom, the filters, and its cost."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from mia.audit.models import AccessLog
from participants.caseload import queries
from participants.enrolments.models import Enrolment
from participants.people.models import PersonalNumber
from tests import factories
from tests.canary import without_keys

URL = "/deltagare/"
NAMES = {
    "own": "Ylva Ekdal",
    "colleagues": "Göran Åsberg",
    "elsewhere": "Maj Lindö",
    "protected": "Hemlig Hemmansson",
}


def shown(answer):
    page = answer.content.decode()
    return {name for name, text in NAMES.items() if text in page}


@pytest.mark.parametrize(
    ("who", "query", "seen"),
    [
        ("anna", "", {"own", "protected"}),
        ("dan", "", set()),
        ("dan", "?visa=team", {"own"}),
        ("bo", "", {"colleagues"}),
        ("bo", "?visa=alla", {"colleagues"}),
        ("cecilia", "", {"elsewhere"}),
        ("leader", "", {"own", "colleagues"}),
        ("leader", "?visa=mina", set()),
        ("other_leader", "", {"elsewhere"}),
        ("coordinator", "", {"own", "colleagues", "elsewhere"}),
        ("coordinator", "?delprojekt=HBS", {"elsewhere"}),
        ("leader", "?delprojekt=HBS", {"own", "colleagues"}),
        ("leader", "?status=avslutade", set()),
    ],
)
def test_who_sees_whom(world, login, who, query, seen):
    assert shown(login(getattr(world, who)).get(URL + query)) == seen


@pytest.mark.parametrize("who", ["investigator", "admin"])
def test_others_have_no_list(world, login, who):
    assert login(getattr(world, who)).get(URL).status_code == 403


@pytest.mark.parametrize(
    ("who", "shown"), [("leader", True), ("coordinator", True), ("bo", False), ("anna", False)]
)
def test_protected_persons_have_an_alias_for_those_who_see_the_delprojekt(world, login, who, shown):
    page = login(getattr(world, who)).get(URL).content.decode()
    assert (world.protected.participant.alias in page) is shown
    if shown:
        assert "Anna Provsson" in page
        assert str(world.protected.pk) not in page


def test_the_page_holds_no_number_and_no_contact_data(world, login):
    page = login(world.coordinator).get(URL).content.decode()
    assert NAMES["own"] in page
    for number in PersonalNumber.objects.values_list("number", flat=True):
        assert number[-4:] not in without_keys(page)
    assert "Anteckning om" not in page


def test_only_those_on_the_page_are_recorded_as_viewed(world, login, monkeypatch):
    monkeypatch.setattr(queries, "PAGE_SIZE", 1)
    leader = login(world.leader)
    first = leader.get(URL + "?ordning=namn")
    assert shown(first) == {"own"}
    assert "sida=2" in first.content.decode()
    listed = {
        world.own.participant_id,
        world.protected.participant_id,
    }  # the protected one by her alias
    assert set(AccessLog.objects.latest("pk").participants) == listed
    second = leader.get(URL + "?ordning=namn&sida=2")
    assert shown(second) == {"colleagues"}
    assert "sida=3" not in second.content.decode()


def test_swedish_order(world, login):
    for name in ("Öberg", "Ärlig", "Zander", "Ahl", "ek", "Édelcrantz"):
        factories.case(world.os, world.anna, family_name=name, given_name="X")
    page = login(world.anna).get(URL + "?ordning=namn").content.decode()
    names = [
        row.participant.family_name
        for row in login(world.anna).get(URL + "?ordning=namn").context["rows"]
    ]
    assert names == ["Ahl", "Édelcrantz", "ek", "Ekdal", "Hemmansson", "Zander", "Ärlig", "Öberg"]
    assert "X Ärlig" in page


def test_filters_are_kept_on_return(world, login):
    leader = login(world.leader)
    leader.get(URL + "?visa=alla&status=alla&ordning=namn")
    page = leader.get(URL).content.decode()
    assert '<option value="alla" selected' in page
    assert '<option value="namn" selected' in page


@pytest.mark.parametrize(
    "query",
    ["?sida=x&visa=%27&status=1", "?sida=-1", "?sida=99999999999", "?delprojekt=XX", "?sida=9"],
)
def test_a_strange_address_is_no_error(world, login, query):
    assert login(world.leader).get(URL + query).status_code == 200


def test_what_is_unknown_falls_back_to_the_usual_list_and_is_not_kept(world, login):
    leader = login(world.leader)
    chosen = leader.get(URL + "?visa=%27&status=1&delprojekt=XX&ordning=x&sida=0").context[
        "selection"
    ]
    assert chosen == queries.CaseloadSelection(whose="alla")
    assert leader.session["caseload"] == {"visa": "alla", "status": "oppna", "ordning": "start"}


def test_empty_list_says_what_to_do(world, login):
    page = login(world.dan).get(URL).content.decode()
    assert "registrera en deltagare" in page
    assert 'href="/deltagare/ny/"' in page


@pytest.mark.parametrize("who", ["anna", "leader", "coordinator"])
def test_same_number_of_statements_for_one_row_and_for_three(world, login, who):
    Enrolment.objects.filter(
        pk__in=[world.colleagues.pk, world.elsewhere.pk, world.protected.pk]
    ).update(ended_on="2021-04-01", exit_reason="FLYTT")
    user = login(getattr(world, who))
    user.get(URL)

    def cost():
        with CaptureQueriesContext(
            connection,
        ) as statements:
            answer = user.get(URL)
        return len(answer.context["rows"]), len(statements)

    rows, statements = cost()
    assert rows == 1
    for _ in range(2):
        factories.case(world.os, world.anna)
    assert cost() == (3, statements)
    assert statements <= 25


def test_names_of_the_whole_county_are_not_sorted(world, login):
    everyone = login(world.coordinator).get(URL + "?ordning=namn")
    assert everyone.context["selection"].order == "start"
    assert "Välj ett delprojekt" in everyone.content.decode()
    assert (
        login(world.coordinator).get(URL + "?visa=&ordning=namn").context["selection"].order
        == "start"
    )
    one = login(world.coordinator).get(URL + "?ordning=namn&delprojekt=OS")
    assert one.context["selection"].order == "namn"
    assert "Välj ett delprojekt" not in one.content.decode()
