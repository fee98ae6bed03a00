"""The pages of disposal: the list, a proposal, the confirmation by another, the record, a hold."""

import csv
import io
from datetime import date

import pytest
from django.urls import reverse

from mia.access.roles import Role
from mia.audit.models import AccessLog
from mia.organisation.delprojekt.models import EsfProject
from participants.codes.models import RetentionPeriod
from participants.people.models import Participant
from reporting.retention import listing
from reporting.retention.models import Disposal, DisposalHold
from tests import factories
from tests.canary import canary_words
from tests.jobs.working import work_through
from tests.reporting.retention.disposing import person_due

pytestmark = pytest.mark.django_db
MOST_STATEMENTS = 15


@pytest.fixture
def second(world):
    return factories.staff("arkivarie", Role.COORDINATOR)


def text_of(response) -> str:
    return response.content.decode()


def test_from_the_list_to_the_record(world, second, login):
    """Proposed by one, confirmed by another, done by a job, and told in a page and two files."""
    enrolment = person_due(world)
    person = enrolment.participant
    words = canary_words(person)
    client, other = login(world.coordinator), login(second)
    page = text_of(client.get(reverse("reporting:disposals")))
    assert "Kan gallras: 1<" in page
    assert person.alias in page
    assert not {word for word in words if word in page}, "an alias and dates, no name"
    disposal_url = client.post(reverse("reporting:disposal_propose")).url
    page = text_of(client.get(disposal_url))
    assert "Någon annan än du ska bekräfta" in page
    assert "Bekräfta gallringen" not in page
    page = text_of(other.get(disposal_url))
    assert "Bekräfta gallringen" in page
    assert person.alias in page
    other.post(f"{disposal_url}bekrafta/")
    assert "0 av 1 är klara" in text_of(other.get(disposal_url))
    work_through()
    page = text_of(other.get(disposal_url))
    assert "Gallring: genomförd" in page
    rows = _csv(other.get(f"{disposal_url}protokoll/csv/"))
    assert ["Urval", f"personer, {world.os}", "2019", "1", "0", "", "", ""] in rows
    assert any(row[1] == "anteckningar" and row[6] == "1" for row in rows)
    pdf = other.get(f"{disposal_url}protokoll/pdf/")
    assert pdf["Content-Type"] == "application/pdf"
    for response in (other.get(disposal_url), other.get(f"{disposal_url}protokoll/csv/")):
        assert not {word for word in {*words, person.alias} if word in text_of(response)}
    assert "Inget kan gallras i dag" in text_of(client.get(reverse("reporting:disposals")))
    assert other.get(f"{disposal_url}protokoll/xml/").status_code == 404


def _csv(response) -> list[list[str]]:
    text = response.content.decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def test_the_one_who_proposed_gets_a_clear_no(world, second, login):
    person_due(world)
    client = login(world.coordinator)
    url = client.post(reverse("reporting:disposal_propose")).url
    page = text_of(client.post(f"{url}bekrafta/", follow=True))
    assert "Någon annan än den som föreslog gallringen måste bekräfta den." in page
    assert Disposal.objects.get().confirmed_at is None
    page = text_of(client.post(f"{url}dra-tillbaka/", follow=True))
    assert "tillbakadragen" in page
    assert "redan bekräftad eller tillbakadragen" in text_of(
        login(second).post(f"{url}bekrafta/", follow=True)
    )
    assert "Kan gallras: 1<" in text_of(client.get(reverse("reporting:disposals")))


def test_a_hold_is_placed_and_lifted(world, second, login):
    enrolment = person_due(world)
    client = login(world.coordinator)
    case = reverse("reporting:disposal_of_case", args=[enrolment.pk])
    url = client.get(case).url
    assert "is-invalid" in text_of(client.post(url, {"reason": ""}))
    assert not DisposalHold.objects.filter(lifted_at=None).exists()
    for _ in range(2):  # sent twice, it is placed once, and not lifted again
        page = text_of(client.post(url, {"reason": "Revision"}, follow=True))
        assert "Inget kan gallras i dag" in page
    hold = DisposalHold.objects.get(lifted_at=None)
    page = text_of(client.get(f"{reverse('reporting:disposals')}?visa=sparrade"))
    assert "Spärrade: 1<" in page
    assert "Revision" in text_of(client.get(url))
    for _ in range(2):
        client.post(url, {"hold": f"{hold.pk}"})
        assert not DisposalHold.objects.filter(lifted_at=None).exists()
    assert "Kan gallras: 1<" in text_of(client.get(reverse("reporting:disposals")))


def test_the_count_is_of_the_same_query_as_the_list(world, login):
    """More than a page: the rows of all pages are as many as the page says."""
    for day in range(1, 29):
        person_due(world, name=f"Prov Nr{day}", born=date(1982, 1, day))
    with_second_page = [*range(1, 29)]
    client = login(world.coordinator)
    many = len(with_second_page)
    page = text_of(client.get(reverse("reporting:disposals")))
    assert f"Kan gallras: {many}<" in page
    assert page.count("Spärra<span") == many <= listing.PAGE


def test_every_person_shown_is_in_the_access_log(world, login):
    enrolment = person_due(world)
    login(world.coordinator).get(reverse("reporting:disposals"))
    row = AccessLog.objects.order_by("-pk").first()
    assert row.participants == [enrolment.participant_id]


@pytest.mark.parametrize("many", [1, 20])
def test_the_pages_take_few_statements(world, second, login, many, django_assert_max_num_queries):
    for day in range(1, many + 1):
        person_due(world, name=f"Prov Nr{day}", born=date(1983, 1, day))
    client = login(world.coordinator)
    url = client.post(reverse("reporting:disposal_propose")).url
    for address in (reverse("reporting:disposals"), url):
        with django_assert_max_num_queries(MOST_STATEMENTS):
            assert client.get(address).status_code == 200


@pytest.mark.parametrize(
    ("period", "years", "is_due"),
    [("ANTECKNINGAR", 5, True), ("ANTECKNINGAR", 90, False), ("UNDERLAG", 90, False)],
)
def test_an_administrator_sets_how_long(world, login, period, years, is_due):
    """The longest of all periods holds."""
    enrolment = person_due(world)
    RetentionPeriod.objects.filter(code=period).update(years=years)
    page = text_of(login(world.coordinator).get(reverse("reporting:disposals")))
    assert (enrolment.participant.alias in page) is is_due


def test_what_is_not_known_is_kept(world, login):
    enrolment = person_due(world)
    EsfProject.objects.update(keep_until=None)
    page = text_of(login(world.coordinator).get(reverse("reporting:disposals")))
    assert enrolment.participant.alias not in page
    assert Participant.objects.filter(disposed_on=None).exists()
