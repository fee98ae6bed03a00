"""The mapping of areas of life: who maps and reads, what is refused, and how ratings go on."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from interventions.life_areas.models import AreaRecord, LifeArea
from interventions.life_areas.queries import CHART_HEIGHT, CHART_WIDTH, MappedArea
from mia.audit.models import AccessLog
from mia.core.uuid7 import uuid7
from tests import factories


@pytest.fixture(autouse=True)
def _none_yet(world):
    AreaRecord.objects.filter(enrolment=world.own).delete()


def url(enrolment, page=""):
    return f"{enrolment.get_absolute_url()}kartlaggning/{page}"


def facts(**changes):
    filled = {"mapped_on": "2021-04-01", "rating": "4", "problem": "Har en hyresskuld."}
    return filled | {"key": uuid7()} | changes


@pytest.mark.parametrize("who", ["anna", "dan", "leader"])
def test_an_area_is_mapped_once_for_a_form(world, login, who):
    client, form = login(getattr(world, who)), facts(priority="NU", wish="Bo kvar.")
    for _ in range(2):
        assert client.post(url(world.own, "BOENDE/"), form).status_code == 302
    record = world.own.area_records.get()
    assert (record.area_id, record.rating, record.priority) == ("BOENDE", 4, "NU")
    assert (record.problem, record.wish, record.strength) == (
        "Har en hyresskuld.",
        "Bo kvar.",
        None,
    )
    stored = AreaRecord.objects.values_list("problem", "wish").get(pk=record.pk)
    assert "hyresskuld" not in str(stored)
    assert "Bo kvar" not in str(stored)
    page = client.get(url(world.own)).content.decode()
    for text in ("Har en hyresskuld.", "Bo kvar.", "Viktigast nu"):
        assert text in page
    event = AccessLog.objects.filter(event="area.mapped").get()
    assert event.participants == [world.own.participant_id]


def test_the_next_time_the_texts_are_there_and_the_rating_is_asked_anew(world, login):
    factories.AreaRecordFactory(enrolment=world.own, rating=3, problem="Har en hyresskuld.")
    client = login(world.anna)
    page = client.get(url(world.own, "BOENDE/")).content.decode()
    assert "Har en hyresskuld." in page
    assert '<option value="3" selected' not in page
    client.post(url(world.own, "BOENDE/"), facts(rating="7", mapped_on="2021-07-01"))
    page = client.get(url(world.own)).content.decode()
    assert "Upp 4 steg" in page
    assert "<polyline" in page


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"rating": "11"}, "11"),
        ({"mapped_on": "2020-01-01"}, "Inskrivningen började 2021-03-01."),
        ({"mapped_on": "2099-01-01"}, "Dagen ligger i framtiden."),
        ({"rating": "", "problem": "  "}, "Fyll i skattningen eller något av de andra fälten."),
        ({"problem": "x" * 601}, "600"),
        ({"mapped_on": "2021-03-01"}, "Området är redan kartlagt den dagen."),
    ],
)
def test_what_is_refused_is_said_at_its_field(world, login, changes, message):
    factories.AreaRecordFactory(enrolment=world.own)
    answer = login(world.anna).post(url(world.own, "BOENDE/"), facts(**changes))
    assert answer.status_code == 200
    assert message in answer.content.decode()
    assert world.own.area_records.count() == 1


@pytest.mark.parametrize(
    "wrong", [{"rating": 11}, {"rating": 0}, {"rating": None, "problem": None}]
)
def test_the_database_refuses_what_no_form_sends(world, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.AreaRecordFactory(enrolment=world.own, **wrong)


def test_a_record_is_corrected_and_a_second_correction_is_a_conflict(world, login):
    record = factories.AreaRecordFactory(enrolment=world.own)
    client, form = login(world.anna), facts(problem="Har två skulder.", version=record.version)
    address = f"/kartlaggning/{record.pk}/"
    assert client.post(address, form).status_code == 302
    assert login(world.dan).post(address, facts(version=record.version)).status_code == 409
    record.refresh_from_db()
    assert (record.problem, record.version) == ("Har två skulder.", 2)


def test_an_area_that_is_out_of_use_is_shown_and_not_mapped(world, login):
    factories.AreaRecordFactory(enrolment=world.own)
    LifeArea.objects.filter(pk="BOENDE").update(retired_on=date(2021, 5, 1))
    client = login(world.anna)
    assert "Har en skuld." in client.get(url(world.own)).content.decode()
    assert client.get(url(world.own, "BOENDE/")).status_code == 404


@pytest.mark.parametrize(
    ("who", "case", "status"),
    [
        ("bo", "own", 404),
        ("cecilia", "own", 404),
        ("coordinator", "own", 403),
        ("dan", "protected", 404),
    ],
)
def test_others_neither_read_nor_map(world, login, who, case, status):
    client, enrolment = login(getattr(world, who)), getattr(world, case)
    assert client.get(url(enrolment)).status_code == status
    assert client.post(url(enrolment, "BOENDE/"), facts()).status_code == status


def test_the_database_shows_records_to_those_alone_who_read_notes(world, as_user):
    factories.AreaRecordFactory(enrolment=world.own)
    with as_user(world.anna):
        assert AreaRecord.objects.filter(enrolment=world.own).exists()
    for user in (world.bo, world.coordinator, world.admin):
        with as_user(user):
            assert not AreaRecord.objects.filter(enrolment=world.own).exists()


@given(ratings=st.dictionaries(st.integers(0, 2000), st.integers(1, 10), min_size=1, max_size=20))
def test_the_line_stays_in_its_box_and_rises_with_the_rating(ratings):
    records = []
    for day in sorted(ratings):
        mapped_on = date(2021, 1, 1) + timedelta(days=day)
        records.append(AreaRecord(mapped_on=mapped_on, rating=ratings[day]))
    points = [
        tuple(map(float, point.split(",")))
        for point in MappedArea(LifeArea(), records).points.split()
    ]
    assert len(points) == len(records)
    assert points == sorted(points, key=lambda point: point[0])
    for (x, y), record in zip(points, records, strict=True):
        assert 0 <= x <= CHART_WIDTH
        assert 0 <= y <= CHART_HEIGHT
        for (_, other_y), other in zip(points, records, strict=True):
            if record.rating > other.rating:
                assert y < other_y
