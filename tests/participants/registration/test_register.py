"""Registering: every written form of a number, no overlap, one row per form, and nothing typed is
lost.
"""

import re
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from mia.audit.models import AccessLog
from mia.core import personnummer
from mia.core.uuid7 import uuid7
from participants.assignments import actions as assignments_actions
from participants.assignments.models import Assignment
from participants.consents.models import Consent
from participants.enrolments.models import Enrolment
from participants.people.models import Participant, PersonalNumber
from tests.participants.registration.forms import URL, form

TODAY = date.today()
EVERY_FACT = {
    "referrer": "FK",
    "referred_on": "2021-02-01",
    "municipality": "0136",
    "district": "Handen",
    "labour_status": "ARBETSLOS",
    "unemployed_since": "2019-05-01",
    "in_education": "false",
    "education": "GYMNASIUM",
    "income_before": ["FORSORJNINGSSTOD", "SJUKPENNING"],
    "income_months": "22",
    "work_before": "SUBVENTIONERAT",
    "work_before_percent": "25",
    "study_before_percent": "10",
    "seeking_before": "true",
    "disability": "JA",
    "foreign_background": "VILL_EJ",
    "newly_arrived": "NEJ",
    "homeless": "NEJ",
    "sus_consent_on": "2021-02-15",
    "interpreter_language": "arabiska",
}


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("19900807-2382", "199008072382"),
        ("199008072382", "199008072382"),
        ("900807-2382", "199008072382"),
        ("9008072382", "199008072382"),
        ("  900807 2382 ", "199008072382"),
        (
            "\uff11\uff19\uff19\uff10\uff10\uff18\uff10\uff17\uff0d\uff12\uff13\uff18\uff12",
            "199008072382",
        ),
        ("19900807\u20112382\u200b", "199008072382"),
        ("19030818+9802", "190308189802"),
        ("030818+9802", "190308189802"),
        ("20260161-2381", "202601612381"),
        ("191500722390", "191500722390"),
        ("19171160-2399", "191711602399"),
    ],
)
def test_a_number_is_understood_however_it_is_written(world, login, written, stored):
    answer = login(world.anna).post(URL, form(world.os, world.anna, number=written))
    made = Enrolment.objects.get(participant__family_name="Storm")
    assert answer.status_code == 302
    assert answer.url == made.get_absolute_url()
    assert PersonalNumber.objects.get(participant=made.participant).number == stored


def test_partial_coordination_number_has_a_year_but_no_date(world, login):
    login(world.anna).post(URL, form(world.os, world.anna, number="191500722390"))
    person = Participant.objects.get(family_name="Storm")
    assert (person.birth_date, person.birth_year, person.sex) == (None, 1915, "M")


def test_tf_number_must_be_said(world, login):
    anna = login(world.anna)
    refused = anna.post(URL, form(world.os, world.anna, number="19800101-TF12"))
    assert "TF-nummer" in refused.context["form"].errors["number"][0]
    assert (
        anna.post(URL, form(world.os, world.anna, number="19800101-tf12", is_tf="on")).status_code
        == 302
    )
    assert PersonalNumber.objects.get(participant__family_name="Storm").kind == "TF"


def test_only_the_least_is_required(world, login):
    answer = login(world.anna).post(URL, {"key": str(uuid7())})
    assert set(answer.context["form"].errors) == {
        "number",
        "given_name",
        "family_name",
        "protection",
        "delprojekt",
        "staff",
        "started_on",
        "disability",
        "foreign_background",
        "newly_arrived",
        "homeless",
    }
    page = login(world.anna).get(URL).content.decode()
    for name in (
        "protection",
        "disability",
        "foreign_background",
        "newly_arrived",
        "homeless",
    ):  # have a value from the beginning
        assert re.search(
            rf'<select name="{name}".*?<option value="\w+" selected', page, re.DOTALL
        ), name


@pytest.mark.parametrize(
    ("changes", "opened"),
    [
        ({}, []),
        ({"district": "Vega"}, ["Remiss och bostadsort"]),
        ({"work_before_percent": "50"}, ["Läget före start"]),
        (
            {"homeless": "VILL_EJ", "education": "GYMNASIUM"},
            ["Läget före start", "Känsliga uppgifter"],
        ),
    ],
)
def test_what_can_wait_is_folded_until_it_has_something(world, login, changes, opened):
    sent = form(world.os, world.anna, given_name="", **changes)
    page = login(world.anna).post(URL, sent).content.decode()
    found = re.findall(r"<details[^>]* open>\s*<summary>([^<]*)", page)
    assert found == opened
    assert page.index('name="sus_consent_on"') < page.index("Remiss och bostadsort")


def test_every_fact_is_kept(world, login):
    assert login(world.anna).post(URL, form(world.os, world.anna, **EVERY_FACT)).status_code == 302
    made = Enrolment.objects.get(participant__family_name="Storm")
    assert made.referrer_id == "FK"
    assert made.income_before == ["FORSORJNINGSSTOD", "SJUKPENNING"]
    assert (made.in_education, made.seeking_before) == (False, True)
    assert (made.work_before, made.work_before_percent, made.study_before_percent) == (
        "SUBVENTIONERAT",
        25,
        10,
    )
    assert (made.disability, made.foreign_background, made.homeless) == ("JA", "VILL_EJ", "NEJ")
    assert (made.unemployed_since, made.income_months, made.district) == (
        date(2019, 5, 1),
        22,
        "Handen",
    )
    assert made.project.code == "MIA_VIDARE"
    assert made.registered_by == world.anna
    assert made.participant.interpreter_language == "arabiska"
    assert Consent.objects.get(enrolment=made).given_on == date(2021, 2, 15)
    assert Assignment.objects.get(enrolment=made).staff == world.anna
    assert AccessLog.objects.filter(action="write", participants=[made.participant_id]).count() == 1


@pytest.mark.parametrize(
    ("field", "changes", "message"),
    [
        ("number", {"number": "19900101-2386"}, "Kontrollsiffran stämmer inte"),
        ("number", {"number": "1,97604E+11"}, "potensform"),
        ("started_on", {"started_on": "2021-13-40"}, "giltigt datum"),
        ("started_on", {"started_on": (TODAY + timedelta(days=1)).isoformat()}, "framtiden"),
        ("referred_on", {"referred_on": "2021-03-02"}, "Remissdatumet kan inte ligga efter"),
        ("unemployed_since", {"unemployed_since": "2020-01-01"}, "bara för den som är arbetslös"),
        (
            "income_before",
            {"income_before": ["INGEN_OFFENTLIG", "SJUKPENNING"]},
            "tillsammans med Sjukpenning",
        ),
        ("work_before", {"work_before_percent": "50"}, "vilket slags arbete"),
        (
            "work_before_percent",
            {"work_before": "EGET_FORETAG", "work_before_percent": "101"},
            "100",
        ),
        ("staff", {"staff": "cecilia"}, "Välj ett giltigt alternativ"),
        ("delprojekt", {"delprojekt": "hbs"}, "Välj ett giltigt alternativ"),
        (
            "sus_consent_on",
            {"sus_consent_on": (TODAY + timedelta(days=1)).isoformat()},
            "framtiden",
        ),
    ],
)
def test_an_error_is_told_at_the_field_and_nothing_typed_is_lost(
    world, login, field, changes, message
):
    keys = {"cecilia": world.cecilia.pk, "hbs": world.hbs.pk}
    changes = {
        name: keys.get(value, value) if isinstance(value, str) else value
        for name, value in changes.items()
    }
    before = Participant.objects.count()
    answer = login(world.anna).post(
        URL, form(world.os, world.anna, district="Vega & Skogås", **changes)
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert message in answer.context["form"].errors[field][0]
    assert f'id="id_{field}_error"' in page
    assert re.search(rf'aria-describedby="[^"]*id_{field}_error', page)
    assert 'value="Vega &amp; Skogås"' in page
    assert 'value="Storm"' in page
    assert Participant.objects.count() == before
    assert not Enrolment.objects.filter(participant__family_name="Storm").exists()


@pytest.mark.parametrize(
    ("who", "status"), [("anna", 200), ("leader", 200), ("coordinator", 403), ("investigator", 403)]
)
def test_who_may_register(world, login, who, status):
    assert login(getattr(world, who)).get(URL).status_code == status


def test_odd_facts_are_warned_about_but_saved(world, login):
    young = personnummer.test_number(date(2006, 10, 8), "K").number
    sent = form(world.hbs, world.cecilia, number=young, started_on="2024-01-01")
    answer = login(world.cecilia).post(URL, sent, follow=True)
    told = " ".join(str(message) for message in answer.context["messages"])
    assert "17 år vid start" in told
    assert "utanför den tid" in told
    assert Enrolment.objects.filter(participant__family_name="Storm").exists()


def test_number_is_never_in_an_address_or_the_access_log(world, login):
    answer = login(world.anna).post(URL, form(world.os, world.anna), follow=True)
    addresses = [url for url, _ in answer.redirect_chain]
    rows = AccessLog.objects.values_list("event", "route", "extra")
    for text in [*addresses, *map(str, rows)]:
        assert "2382" not in text
        assert "Storm" not in text


def test_action_says_so_when_the_responsible_does_not_work_there(world, as_user):
    with as_user(world.anna), pytest.raises(ValidationError, match="arbetar inte"):
        assignments_actions.add(world.own, by=world.anna, staff=world.cecilia, started_on=TODAY)
