"""Consents: kinds, way, text, and the scope that they reach."""

from datetime import date

import pytest

from participants.consents.models import Consent
from tests.factories import ConsentFactory, case

FULL = {
    "kind": "SEKRETESS_SAMVERKAN",
    "given_on": "2021-04-01",
    "way": "PAPPER",
    "text_version": "MIA 2021-01",
    "agencies": ["KOMMUN", "FK"],
    "purpose": "PLANERING",
    "valid_until": "2031-04-01",
}


def url(enrolment):
    return f"{enrolment.get_absolute_url()}samtycken/"


def test_a_consent_says_who_what_for_and_how_long(world, login):
    anna = login(world.anna)
    assert anna.post(url(world.own), FULL).status_code == 302
    row = Consent.objects.get(enrolment=world.own, kind="SEKRETESS_SAMVERKAN")
    assert (row.way, row.text_version, row.agencies) == ("PAPPER", "MIA 2021-01", ["FK", "KOMMUN"])
    page = anna.get(url(world.own)).content.decode()
    assert "kommunen · planera och samordna stödet · till och med 2031-04-01" in page
    again = FULL | {"valid_until": ""}
    assert anna.post(url(world.own), again).status_code == 302
    assert "gäller redan" in anna.post(url(world.own), again).content.decode()
    other_purpose = again | {"purpose": "ARBETE"}
    assert anna.post(url(world.own), other_purpose).status_code == 302, "one for each purpose"


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"agencies": []}, "agencies", "Välj vilka"),
        ({"kind": "SIP_MGT", "agencies": []}, "agencies", "Välj vilka"),
        ({"valid_until": "2021-03-31"}, "valid_until", "före dagen"),
        ({"kind": "SUS", "valid_until": ""} | {"way": "MUNTLIGT"}, "way", "skriftligt"),
        ({"kind": "SUS"}, "valid_until", "hela inskrivningen"),
        ({"text_version": "=1"}, "text_version", "Texten får inte"),
        ({"agencies": ["NASA"]}, "agencies", "NASA"),
        ({"way": ""}, "way", ""),
        ({"given_on": "2999-01-01"}, "given_on", ""),
    ],
)
def test_what_does_not_hold_is_refused_at_its_field(world, login, changes, field, message):
    bare = case(world.os, world.anna)
    page = login(world.anna).post(url(bare), FULL | changes)
    assert page.status_code == 200
    assert message in str(page.context["form"].errors[field])
    assert not Consent.objects.filter(enrolment=bare).exists()


@pytest.mark.parametrize(
    ("day", "holds"),
    [("2021-03-31", False), ("2021-04-01", True), ("2021-05-31", True), ("2021-06-01", False)],
)
def test_a_consent_holds_from_the_day_given_through_its_last_day(day, holds):
    consent = Consent(given_on=date(2021, 4, 1), valid_until=date(2021, 5, 31))
    assert consent.holds_on(date.fromisoformat(day)) is holds
    withdrawn = Consent(given_on=date(2021, 4, 1), withdrawn_on=date(2021, 6, 1))
    assert withdrawn.holds_on(date.fromisoformat(day)) is holds


def test_a_file_still_gives_consents_to_sus(world):
    """What is not known of them is empty."""
    row = ConsentFactory(enrolment=case(world.os, None))
    assert (row.way, row.text_version, row.scope_text) == ("", "", "")
