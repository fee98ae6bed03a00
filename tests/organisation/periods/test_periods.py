"""Municipalities and staffing of a delprojekt change: what held on a day, and who is told."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from mia.access.saving import store
from mia.organisation.delprojekt.models import Delprojekt, Municipality
from mia.organisation.periods.models import MunicipalityPeriod, Staffing
from mia.organisation.periods.queries import belongs_on, staffing_on
from participants.referrals.models import Referral
from tests.factories import MunicipalityPeriodFactory, ReferralFactory, StaffingFactory
from tests.participants.enrolments.test_enrolment import start_facts, url

FIRST, LAST = date(2020, 6, 1), date(2021, 12, 31)


@pytest.fixture
def haninge(world):
    """It is one of OS's, from June 2020 to the end of 2021."""
    row = MunicipalityPeriodFactory(delprojekt=world.os, started_on=FIRST, ended_on=LAST)
    return row.municipality


@pytest.mark.parametrize(
    ("day", "belongs"),
    [
        (date(2020, 5, 31), False),
        (FIRST, True),
        (LAST, True),
        (date(2022, 1, 1), False),
        (date(2023, 1, 1), True),
    ],
)
def test_a_municipality_belongs_from_day_to_day(world, haninge, day, belongs):
    MunicipalityPeriodFactory(delprojekt=world.os, started_on=date(2023, 1, 1))
    assert belongs_on(haninge, world.os, day) is belongs
    assert belongs_on(Municipality.objects.get(name="Tyresö"), world.os, day), "without a period"
    assert not belongs_on(haninge, world.hbs, day)
    assert not belongs_on(Municipality.objects.get(name="Botkyrka"), world.os, day)


@pytest.mark.parametrize(("day", "is_told"), [("2020-05-31", True), ("2020-06-01", False)])
def test_who_saves_an_enrolment_is_told_and_nothing_is_stopped(world, login, haninge, day, is_told):
    sent = start_facts(world.own, started_on=day, municipality="0136")
    response = login(world.anna).post(url(world.own, "andra"), sent, follow=True)
    sentence = f"Haninge hörde inte till {world.os} den {day}."
    assert (sentence in response.content.decode()) is is_told
    world.own.refresh_from_db()
    assert world.own.started_on == date.fromisoformat(day)


def test_a_referral_is_judged_by_the_day_on_which_it_came(world, login, haninge):
    facts = {"delprojekt": world.os, "municipality_id": "0136", "registered_by": world.anna}
    row = ReferralFactory(**facts)
    client = login(world.anna)
    for day, is_told in ((date(2021, 3, 1), False), (date(2022, 3, 1), True)):
        Referral.objects.filter(pk=row.pk).update(received_on=day, state_on=day)
        text = client.get(row.get_absolute_url()).content.decode()
        assert (f"Haninge hörde inte till {world.os} den {day}." in text) is is_told


def test_two_periods_of_a_municipality_do_not_overlap(world, haninge):
    row = MunicipalityPeriod(delprojekt=world.os, municipality=haninge, started_on=LAST)
    with pytest.raises(ValidationError, match="omfattar dagen"):
        store(row)


def test_the_latest_staffing_holds(world, login):
    roslagen = Delprojekt.objects.get(code="ROSL")
    assert staffing_on([roslagen.pk], date(2020, 12, 31))[roslagen.pk].persons == 4
    assert staffing_on([roslagen.pk], date(2021, 1, 1))[roslagen.pk].persons == 25
    StaffingFactory(delprojekt=world.os, persons=7)
    page = login(world.leader).get("/bemanning/").content.decode()
    assert "Bemanningen är 7 personer sedan 2017-01-01" in page


def test_an_administrator_keeps_both_lists(world, login):
    client = login(world.admin)
    sent = {"delprojekt": world.os.pk, "persons": "12", "started_on": "2022-01-01"}
    for _ in range(2):
        response = client.post("/administration/listor/bemanning/ny/", sent)
    assert "Det finns redan en bemanning" in response.content.decode()
    assert Staffing.objects.filter(delprojekt=world.os).count() == 1
    assert "12" in client.get("/administration/listor/bemanning/").content.decode()
    assert client.get("/administration/listor/kommuntider/ny/").status_code == 200
