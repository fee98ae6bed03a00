"""What has been handed out, to whom, on which consent."""

from datetime import date

import pytest
from django.urls import reverse

from participants.consents.models import Consent, Disclosure
from tests.factories import ConsentFactory, DisclosureFactory

OF_THE_TEST = 4  # statements: its savepoint, and the role that it takes and gives back
SENT = {"agency": "FK", "content": "planeringen", "disclosed_on": "2021-05-03"}


@pytest.fixture
def consent(world):
    return ConsentFactory(
        enrolment=world.own,
        kind="SEKRETESS_SAMVERKAN",
        given_on=date(2021, 4, 1),
        agencies=["FK", "KOMMUN"],
        purpose="PLANERING",
    )


def url(enrolment):
    return f"{enrolment.get_absolute_url()}utlamnat/"


def test_what_is_handed_out_is_seen_with_its_consent(world, login, consent):
    anna = login(world.anna)
    assert anna.post(url(world.own), SENT | {"consent": consent.pk}).status_code == 302
    page = anna.get(url(world.own)).content.decode()
    assert "Planeringen till Försäkringskassan" in page
    assert "Samverkan mellan myndigheter, gavs 2021-04-01" in page
    row = Disclosure.objects.get()
    assert (row.enrolment, row.registered_by, row.consent) == (world.own, world.anna, consent)
    again = anna.post(url(world.own), SENT | {"consent": consent.pk})
    assert "redan registrerat" in again.content.decode()


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"agency": "AF"}, "agency", "gäller inte utlämnande till Arbetsförmedlingen"),
        ({"disclosed_on": "2021-03-31"}, "disclosed_on", "gällde inte den dagen"),
        ({"disclosed_on": "2021-06-01"}, "disclosed_on", "gällde inte den dagen"),
        ({"disclosed_on": "2999-01-01"}, "disclosed_on", ""),
        ({"content": "=1"}, "content", "Texten får inte"),
    ],
)
def test_only_what_the_consent_allows(world, login, consent, changes, field, message):
    Consent.objects.filter(pk=consent.pk).update(withdrawn_on=date(2021, 6, 1))
    page = login(world.anna).post(url(world.own), SENT | {"consent": consent.pk} | changes)
    assert message in str(page.context["form"].errors[field])
    assert not Disclosure.objects.exists()


def test_the_consent_of_somebody_else_is_none(world, login):
    other = ConsentFactory(enrolment=world.colleagues, kind="SEKRETESS_SAMVERKAN", agencies=["FK"])
    page = login(world.anna).post(url(world.own), SENT | {"consent": other.pk})
    assert page.context["form"].errors["consent"]


def test_files_to_esf_and_sus_say_on_what_ground(world, login):
    coordinator = login(world.coordinator)
    for slug in ("esf-deltagare", "sus-poster"):
        sent = coordinator.post(f"/rapporter/{slug}/", {"month": "2021-03", "format": "csv"})
        assert sent.status_code == 200
        b"".join(sent.streaming_content)
    page = login(world.anna).get(url(world.own)).content.decode()
    assert "Listan till ESF, 2021-03" in page
    assert "Inget samtycke behövs: det är en skyldighet" in page
    assert "Samtycke till SUS, gavs 2021-03-01" in page
    Consent.objects.filter(enrolment=world.own).update(withdrawn_on=date(2021, 3, 2))
    assert "bara kön och år" in login(world.anna).get(url(world.own)).content.decode()


def test_no_more_statements_for_more_rows(world, login, consent, django_assert_max_num_queries):
    for day in range(1, 10):
        DisclosureFactory(enrolment=world.own, consent=consent, disclosed_on=date(2021, 5, day))
    client = login(world.anna)
    address = reverse("participants:disclosures", args=[world.own.pk])
    with django_assert_max_num_queries(15 + OF_THE_TEST):
        page = client.get(address)
    assert page.status_code == 200
