"""Correct the facts at start, close, reopen: the rules of the end record, and two who save the same
case.
"""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from participants.enrolments import actions
from participants.enrolments.models import Enrolment

TODAY = date.today()


def start_facts(enrolment, **changes):
    return {
        "version": enrolment.version,
        "started_on": "2021-03-01",
        "disability": "EJ_FRAGAD",
        "foreign_background": "EJ_FRAGAD",
        "newly_arrived": "EJ_FRAGAD",
        "homeless": "EJ_FRAGAD",
    } | changes


def end_facts(enrolment, **changes):
    return {
        "version": enrolment.version,
        "ended_on": "2021-11-30",
        "exit_reason": "FLYTT",
        "income_after": ["FORSORJNINGSSTOD"],
    } | changes


def end(enrolment, **facts):
    Enrolment.objects.filter(pk=enrolment.pk).update(
        **{"ended_on": date(2021, 11, 30), "exit_reason": "FLYTT", "income_after": ["LON"]} | facts
    )


def url(enrolment, page):
    return f"{enrolment.get_absolute_url()}{page}/"


PAGES = ["andra", "avsluta", "oppna", "person", "person/nummer", "skydd", "ansvariga", "samtycken"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(
    ("who", "case", "status"),
    [
        ("anna", "own", 200),
        ("dan", "own", 200),
        ("leader", "own", 200),
        ("bo", "own", 404),
        ("cecilia", "own", 404),
        ("coordinator", "own", 403),
        ("investigator", "own", 404),
        ("admin", "own", 404),
        ("anna", "protected", 200),
        ("dan", "protected", 404),
        ("leader", "protected", 404),
        ("coordinator", "protected", 404),
    ],
)
def test_who_reaches_which_page(world, login, page, who, case, status):
    enrolment = getattr(world, case)
    end(enrolment)
    answer = login(getattr(world, who)).get(url(enrolment, page))
    assert answer.status_code == status
    if status != 200:
        assert enrolment.participant.family_name not in answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_titles_hold_no_name(world, login, page):
    end(world.own)
    text = login(world.anna).get(url(world.own, page)).content.decode()
    title = re.search(r"<title>(.*?)</title>", text, re.DOTALL)[1]
    assert "Y.E." in title
    assert "Ekdal" not in title


@pytest.mark.parametrize("who", ["bo", "coordinator"])
def test_nobody_else_can_write(world, login, who):
    login(getattr(world, who)).post(url(world.own, "andra"), start_facts(world.own, district="X"))
    login(getattr(world, who)).post(url(world.own, "avsluta"), end_facts(world.own))
    world.own.refresh_from_db()
    assert (world.own.district, world.own.ended_on, world.own.version) == ("", None, 1)


@pytest.mark.parametrize("page", ["andra", "avsluta", "oppna", "person", "person/nummer", "skydd"])
def test_the_form_knows_which_version_it_was_filled_from(world, login, page):
    end(world.own)
    assert (
        'name="version" value="1"' in login(world.anna).get(url(world.own, page)).content.decode()
    )


def test_facts_at_start_are_corrected(world, login):
    sent = start_facts(
        world.own,
        district="Vega",
        income_before=["LON"],
        started_on="2020-05-31",
        seeking_before="true",
    )
    answer = login(world.anna).post(url(world.own, "andra"), sent)
    world.own.refresh_from_db()
    assert answer.url == world.own.get_absolute_url()
    assert (world.own.district, world.own.income_before, world.own.seeking_before) == (
        "Vega",
        ["LON"],
        True,
    )
    assert (world.own.version, world.own.project.code) == (2, "MIA")


def test_the_second_to_save_sees_what_changed_and_keeps_the_text(world, login):
    sent = start_facts(world.own, district="Vega", homeless="NEJ", income_before=["LON"])
    other = start_facts(
        world.own, district="Handen", homeless="NEJ", education="GYMNASIUM", seeking_before="false"
    )
    assert login(world.dan).post(url(world.own, "andra"), other).status_code == 302
    anna = login(world.anna)
    answer = anna.post(url(world.own, "andra"), sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    differences = {row.label: (row.typed, row.current) for row in answer.context["differences"]}
    assert differences == {
        "Stadsdel": ("Vega", "Handen"),
        "Högsta slutförda utbildning": ("–", "Gymnasium"),
        "Försörjning": ("Lön eller eget företag", "–"),
        "Söker arbete aktivt": ("–", "nej"),
    }
    assert 'name="district" value="Vega"' in page
    world.own.refresh_from_db()
    assert world.own.district == "Handen", "nothing was overwritten"
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    assert anna.post(url(world.own, "andra"), sent | {"version": version}).status_code == 302
    world.own.refresh_from_db()
    assert (world.own.district, world.own.version) == ("Vega", 3)


def test_closing_keeps_every_fact(world, login):
    sent = end_facts(
        world.own,
        exit_reason="ARBETE",
        income_after=["LON"],
        work_after="SUBVENTIONERAT",
        work_after_percent="75",
        study_after_percent="25",
        seeking_after="false",
        registered_after="true",
    )
    assert login(world.anna).post(url(world.own, "avsluta"), sent).status_code == 302
    world.own.refresh_from_db()
    assert (world.own.ended_on, world.own.exit_reason_id, world.own.income_after) == (
        date(2021, 11, 30),
        "ARBETE",
        ["LON"],
    )
    assert (world.own.work_after, world.own.work_after_percent, world.own.study_after_percent) == (
        "SUBVENTIONERAT",
        75,
        25,
    )
    assert (world.own.seeking_after, world.own.registered_after) == (False, True)


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("ended_on", {"ended_on": ""}),
        ("ended_on", {"ended_on": "2021-02-28"}),
        ("ended_on", {"ended_on": (TODAY + timedelta(days=1)).isoformat()}),
        ("exit_reason", {"exit_reason": ""}),
        ("work_after", {"exit_reason": "ARBETE"}),
        ("work_after", {"exit_reason": "ARBETE", "work_after": "INGET"}),
        ("study_after_percent", {"exit_reason": "STUDIER"}),
        ("study_after_percent", {"exit_reason": "STUDIER", "study_after_percent": "0"}),
        ("income_after", {"income_after": []}),
        ("income_after", {"income_after": ["INGEN_OFFENTLIG", "AKASSA"]}),
        ("work_after", {"work_after_percent": "10"}),
        ("confirmed", {"exit_reason": "FELREGISTRERING", "income_after": []}),
    ],
)
def test_what_an_end_needs(world, login, field, changes):
    answer = login(world.anna).post(url(world.own, "avsluta"), end_facts(world.own, **changes))
    page = answer.content.decode()
    assert list(answer.context["form"].errors) == [field]
    assert f'id="id_{field}_error"' in page
    world.own.refresh_from_db()
    assert (world.own.ended_on, world.own.version) == (None, 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"exit_reason": "AVLIDEN", "income_after": []},
        {"exit_reason": "FELREGISTRERING", "income_after": [], "confirmed": "on"},
        {"exit_reason": "STUDIER", "study_after_percent": "50"},
        {"exit_reason": "ARBETE", "work_after": "EGET_FORETAG"},
        {"ended_on": "2021-03-01"},
    ],
)
def test_an_end_that_holds(world, login, changes):
    assert (
        login(world.anna)
        .post(url(world.own, "avsluta"), end_facts(world.own, **changes))
        .status_code
        == 302
    )


def test_the_end_is_corrected_and_reopened(world, login):
    end(world.own, work_after="EGET_FORETAG")
    anna = login(world.anna)
    assert "Rätta avslutet" in anna.get(url(world.own, "avsluta")).content.decode()
    assert (
        anna.post(
            url(world.own, "avsluta"), end_facts(world.own, ended_on="2021-12-01")
        ).status_code
        == 302
    )
    world.own.refresh_from_db()
    assert (world.own.ended_on, world.own.work_after) == (date(2021, 12, 1), None)
    assert anna.post(url(world.own, "oppna"), {"version": 1}).status_code == 409
    assert anna.post(url(world.own, "oppna"), {"version": 2}).status_code == 302
    world.own.refresh_from_db()
    assert (world.own.ended_on, world.own.exit_reason, world.own.income_after) == (None, None, [])


@pytest.mark.parametrize("method", ["get", "post"])
def test_an_open_enrolment_is_not_opened_again(world, login, method):
    answer = getattr(login(world.anna), method)(
        url(world.own, "oppna"), {"version": 1}, follow=True
    )
    assert answer.redirect_chain[0][0] == world.own.get_absolute_url()
    assert "Inskrivningen är redan öppen." in answer.content.decode()
    world.own.refresh_from_db()
    assert world.own.version == 1
    with pytest.raises(ValidationError, match="redan öppen"):
        actions.reopen(world.own, by=world.anna, version=1)


def test_reopening_is_refused_when_a_new_enrolment_has_begun(world, login):
    end(world.own)
    Enrolment.objects.create(
        participant=world.own.participant,
        delprojekt=world.os,
        project=world.own.project,
        started_on=date(2022, 1, 1),
    )
    answer = login(world.anna).post(url(world.own, "oppna"), {"version": 1})
    assert answer.status_code == 200
    assert "redan inskriven" in answer.content.decode()


def test_closing_what_somebody_closed_meanwhile(world, login):
    end(world.own, version=2)
    answer = login(world.anna).post(
        url(world.own, "avsluta"), end_facts(world.own, version=1, exit_reason="SJUKDOM")
    )
    assert answer.status_code == 409
    assert (
        "Avslutsanledning",
        "Avbrott på grund av sjukdom eller ohälsa",
        "Flytt från området",
    ) in [tuple(row) for row in answer.context["differences"]]


def test_a_retired_code_stays_and_is_not_offered(world, login):
    Enrolment.objects.filter(pk=world.own.pk).update(
        referrer="EGEN", income_before=["REHABPENNING"]
    )
    for code in ("EGEN", "ANNAN"):
        Enrolment.referrer.get_queryset().filter(pk=code).update(retired_on=date(2022, 1, 1))
    form = login(world.anna).get(url(world.own, "andra")).context["form"]
    offered = {str(value) for value, _ in form["referrer"].field.choices}
    assert "EGEN" in offered
    assert "ANNAN" not in offered
    assert form["income_before"].value() == ["REHABPENNING"]
