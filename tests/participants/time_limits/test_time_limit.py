"""A participant's time: the limit of the delprojekt, extensions, and pauses that stop the clock."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from mia.access.unit_of_work import unit_of_work
from participants.enrolments.models import Enrolment
from participants.time_limits import actions, queries
from participants.time_limits.models import Extension, Pause
from participants.time_limits.queries import last_day_of, time_rows
from tests.factories import ExtensionFactory, PauseFactory, TimeLimitFactory

LATER = date(2023, 1, 1)


def started(enrolment, day):
    Enrolment.objects.filter(pk=enrolment.pk).update(started_on=day)
    enrolment.refresh_from_db()


@pytest.mark.parametrize(
    ("first", "extended", "pauses", "last"),
    [
        ("2021-03-01", 0, [], "2022-02-28"),
        ("2021-03-15", 0, [], "2022-03-14"),
        ("2021-03-15", 6, [], "2022-09-14"),
        ("2020-02-29", 0, [], "2021-02-27"),  # twelve months on there is no 29th
        ("2021-03-15", 0, [("2021-06-01", "2021-06-01")], "2022-03-15"),
        ("2021-03-15", 0, [("2021-06-01", "2021-06-30")], "2022-04-13"),
        ("2021-03-15", 0, [("2021-06-01", "2021-06-30"), ("2022-12-31", None)], "2022-04-15"),
        ("2021-03-15", 0, [("2023-01-02", None)], "2022-03-14"),  # has not begun
        ("2022-06-01", 0, [], "2022-11-30"),  # the later limit holds
    ],
)
def test_the_last_day(world, first, extended, pauses, last):
    TimeLimitFactory(delprojekt=world.os, months=12)
    TimeLimitFactory(delprojekt=world.os, months=6, started_on=date(2022, 6, 1))
    TimeLimitFactory(delprojekt=world.hbs, months=1)
    started(world.own, first)
    if extended:
        ExtensionFactory(enrolment=world.own, months=extended)
    for started_on, ended_on in pauses:
        PauseFactory(enrolment=world.own, started_on=started_on, ended_on=ended_on)
    PauseFactory(enrolment=world.colleagues)
    assert last_day_of(world.own, LATER) == date.fromisoformat(last)


def test_without_a_limit_there_is_no_end(world):
    assert last_day_of(world.own, LATER) is None


def test_it_is_told_on_the_case_and_as_a_queue_until_it_is_extended(world, login):
    TimeLimitFactory(delprojekt=world.os, months=12)
    started(world.own, world.today - timedelta(days=340))
    anna, url = login(world.anna), world.own.get_absolute_url()
    assert "Tiden i delprojektet är slut" in anna.get(url).content.decode()
    rows = anna.get("/deltagare/?ko=tid").context["rows"]
    # The protected one started long ago.
    assert {row.pk for row in rows} == {world.own.pk, world.protected.pk}
    sent = {"months": 6, "reason": "NARA_ARBETE", "decided_on": world.today.isoformat()}
    assert anna.post(f"{url}forlang/", sent).status_code == 302
    assert "Tiden i delprojektet är slut" not in anna.get(url).content.decode()
    again = anna.post(f"{url}forlang/", sent).content.decode()
    assert "Det finns redan en förlängning" in again
    assert Extension.objects.get().reason_id == "NARA_ARBETE"


def test_one_pause_at_a_time_and_it_is_ended(world, login):
    anna, url = login(world.anna), world.own.get_absolute_url()
    sent = {"reason": "SJUKDOM", "started_on": "2021-05-01", "ended_on": ""}
    assert anna.post(f"{url}pausa/", sent).status_code == 302
    assert "redan en paus" in anna.post(f"{url}pausa/", sent).content.decode()
    early = anna.post(f"{url}pausa/", sent | {"started_on": "2021-02-28"}).content.decode()
    assert "före inskrivningen" in early
    assert "Avsluta pausen" in anna.get(f"{url}delar/tid/").content.decode()
    wrong = anna.post(f"{url}avsluta-paus/", {"ended_on": "2021-04-30"}).content.decode()
    assert "före startdatumet" in wrong
    assert anna.post(f"{url}avsluta-paus/", {"ended_on": "2021-06-30"}).status_code == 302
    assert Pause.objects.get().ended_on == date(2021, 6, 30)
    assert anna.get(f"{url}avsluta-paus/").status_code == 404


def test_who_ends_a_pause_at_the_same_time_is_told(world):
    pause = PauseFactory(enrolment=world.own)
    with unit_of_work(world.anna.pk, source="test"):
        seen = queries.open_pause(world.anna, world.own)
        actions.end_pause(pause, by=world.anna, ended_on=date(2021, 6, 30))
        with pytest.raises(ValidationError, match="redan avslutad"):
            actions.end_pause(seen, by=world.anna, ended_on=date(2021, 7, 31))
    assert Pause.objects.get().ended_on == date(2021, 6, 30)


@pytest.mark.parametrize("path", ["forlang/", "pausa/"])
def test_who_is_closed_gets_no_more_time(world, login, path):
    Enrolment.objects.filter(pk=world.own.pk).update(
        ended_on=date(2021, 12, 31), exit_reason="ARBETE"
    )
    sent = {"months": 3, "decided_on": "2021-05-01", "started_on": "2021-05-01"}
    sent["reason"] = "NARA_ARBETE" if path == "forlang/" else "SJUKDOM"
    answer = login(world.anna).post(world.own.get_absolute_url() + path, sent)
    assert "Inskrivningen är avslutad." in answer.content.decode()
    assert not Extension.objects.exists()
    assert not Pause.objects.exists()


def test_extensions_and_pauses_are_told_in_words(world, as_user):
    ExtensionFactory(enrolment=world.own, months=1, decided_on=date(2021, 6, 1))
    ExtensionFactory(enrolment=world.own, months=6, decided_on=date(2021, 7, 1))
    PauseFactory(enrolment=world.own, started_on=date(2021, 8, 1), ended_on=date(2021, 8, 31))
    PauseFactory(enrolment=world.own, started_on=date(2021, 9, 1), ended_on=None)
    with as_user(world.anna):
        texts = [row.text for row in time_rows(world.anna, world.own)]
    assert texts == [
        "Förlängning med en månad",
        "Förlängning med 6 månader",
        "Paus till och med 2021-08-31",
        "Paus tills vidare",
    ]
