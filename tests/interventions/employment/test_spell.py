"""Work and studies from–to, and qualifications: who may, what is refused, where it shows."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from interventions.employment.models import Qualification, Spell
from interventions.follow_ups.models import FollowUp
from mia.audit.models import AccessLog
from mia.core.uuid7 import uuid7
from tests import factories
from tests.interventions.cases.pages import page_of

TOMORROW = date.today() + timedelta(days=1)


@pytest.fixture(autouse=True)
def _none_yet(world):
    FollowUp.objects.filter(enrolment=world.own).delete()
    Spell.objects.filter(enrolment=world.own).delete()
    Qualification.objects.filter(enrolment=world.own).delete()


def url(enrolment, page="arbete-och-studier/arbete"):
    return f"{enrolment.get_absolute_url()}{page}/"


def work(**changes):
    return {
        "organisation": "Bageriet Kringlan",
        "role": "bagare",
        "work_type": "SUBVENTIONERAT",
        "percent": "50",
        "started_on": "2021-05-01",
        "source": "HANDLEDARE",
        "occupation_group": "7",
        "key": str(uuid7()),
    } | changes


@pytest.mark.parametrize("who", ["anna", "dan", "leader"])
def test_work_and_studies_go_on_side_by_side(world, login, who):
    client, form = login(getattr(world, who)), work()
    for _ in range(2):  # a form that is sent twice makes one row
        assert client.post(url(world.own), form).status_code == 302
    studies = {
        "organisation": "Komvux",
        "study_level": "SFI",
        "percent": "25",
        "started_on": "2021-06-01",
        "key": str(uuid7()),
    }
    answer = client.post(url(world.own, "arbete-och-studier/studier"), studies)
    assert answer.status_code == 302
    rows = world.own.spells.order_by("started_on").values_list("kind", "percent", "work_type")
    assert list(rows) == [("ARBETE", 50, "SUBVENTIONERAT"), ("STUDIER", 25, None)]
    log = AccessLog.objects.filter(event="spell.begun")
    assert log.count() == 2
    assert log.first().participants == [world.own.participant_id]
    page = page_of(client, world.own)
    assert "Började arbete hos Bageriet Kringlan, 50 %" in page
    assert "Studier hos Komvux, 25 %" in page
    section = client.get(url(world.own, "delar/arbete-och-studier")).content.decode()
    for text in ("Bagare", "Med hjälp av handledaren", "Svenska för invandrare (sfi)"):
        assert text in section


def test_work_after_the_exit_and_its_end(world, login):
    world.own.exit_reason, world.own.ended_on = factories.ExitReasonFactory(), date(2021, 6, 30)
    world.own.save()
    client = login(world.anna)
    assert client.post(url(world.own), work(started_on="2021-08-16")).status_code == 302
    spell = world.own.spells.get()
    change = f"/arbete-och-studier/{spell.pk}/"
    assert client.get(change).status_code == 200
    sent = work(started_on="2021-08-16", ended_on="2021-10-01", version=1)
    assert client.post(change, sent).status_code == 302
    assert client.post(change, sent).status_code == 409, "somebody was first"
    spell.refresh_from_db()
    assert (spell.ended_on, spell.version) == (date(2021, 10, 1), 2)
    assert "Slutade arbete hos Bageriet Kringlan" in page_of(client, world.own)


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"organisation": ""}, "organisation", "Skriv vad"),
        ({"organisation": "=1+1"}, "organisation", ""),
        ({"work_type": ""}, "work_type", "Välj"),
        ({"work_type": "INGET"}, "work_type", ""),
        ({"percent": "0"}, "percent", ""),
        ({"percent": "101"}, "percent", ""),
        ({"started_on": ""}, "started_on", "Ange första dagen"),
        ({"started_on": f"{TOMORROW}"}, "started_on", "framtiden"),
        ({"started_on": "2023-09-01"}, "started_on", "slutade 2021-06-30"),
        ({"ended_on": "2021-04-30"}, "ended_on", "före startdatumet"),
        ({"source": "TROLLERI"}, "source", ""),
        ({"started_on": "2021-04-01"}, "started_on", "redan registrerat"),
    ],
)
def test_what_is_refused_is_told_at_its_field(world, login, changes, field, message):
    world.own.exit_reason, world.own.ended_on = factories.ExitReasonFactory(), date(2021, 6, 30)
    world.own.save()
    factories.SpellFactory(
        enrolment=world.own, organisation="Bageriet Kringlan", started_on=date(2021, 4, 1)
    )
    response = login(world.anna).post(url(world.own), work(**changes))
    assert response.status_code == 200
    assert message in " ".join(response.context["form"].errors[field])
    assert world.own.spells.count() == 1


@pytest.mark.parametrize(
    "facts",
    [
        {"work_type": None},
        {"study_level": "SFI"},
        {"kind": "STUDIER", "work_type": "SUBVENTIONERAT"},
        {"kind": "STUDIER", "occupation_group": "5"},
        {"percent": 0},
        {"ended_on": date(2021, 2, 28)},
    ],
)
def test_the_database_refuses_what_does_not_go_together(world, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.SpellFactory(enrolment=world.own, **facts)


def test_a_qualification_is_a_fact_of_its_own(world, login):
    client, form = login(world.anna), {"name": "Truckkort A", "issuer": "TYA"}
    page = url(world.own, "kvalifikation")
    for day, message in (("2021-02-28", "började 2021-03-01"), (f"{TOMORROW}", "framtiden")):
        response = client.post(page, form | {"awarded_on": day})
        assert message in " ".join(response.context["form"].errors["awarded_on"])
    assert client.post(page, form | {"awarded_on": "2021-06-01"}).status_code == 302
    response = client.post(page, form | {"awarded_on": "2021-06-01"})
    assert "redan registrerad" in " ".join(response.context["form"].errors["name"])
    assert world.own.qualifications.get().issuer == "TYA"
    assert "Truckkort A" in client.get(url(world.own, "arbete-och-studier")).content.decode()


def test_the_end_record_and_the_spells_say_otherwise(world, login):
    """The end record leads in the figures, so those who can mend it are told."""
    world.own.exit_reason_id, world.own.ended_on = "FLYTT", date(2021, 6, 30)
    world.own.work_after, world.own.study_after_percent = "INGET", 50
    world.own.save()
    factories.SpellFactory(enrolment=world.own, started_on=date(2021, 4, 1))
    page = page_of(login(world.anna), world.own)
    assert "Uppgifterna vid avslut och perioderna av arbete säger olika." in page
    assert "Uppgifterna vid avslut och perioderna av studier säger olika." in page
    assert "säger olika" not in page_of(login(world.coordinator), world.own)


def test_what_goes_on_at_once_looks_like_a_mistake_above_150_percent(world, login):
    for organisation in ("A", "B"):
        factories.SpellFactory(enrolment=world.own, organisation=organisation, percent=75)
    sentence = "tillsammans mer än 150 procent"
    assert sentence not in page_of(login(world.anna), world.own)
    factories.SpellFactory(enrolment=world.own, organisation="C", percent=25)
    assert sentence in page_of(login(world.anna), world.own)
