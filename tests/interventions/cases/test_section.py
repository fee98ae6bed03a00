"""Sections of the case page: a fragment for htmx, a page without script, the same access check."""

from datetime import date

import pytest

from interventions.cases.queries import find_section, list_sections
from mia.audit.models import AccessLog
from tests import factories
from tests.interventions.cases.pages import page_of, statements

SLUGS = [
    "start",
    "ansvariga",
    "metoder",
    "placeringar",
    "narvaro",
    "traffar",
    "arbete-och-studier",
    "overgangar",
    "uppfoljning",
    "samtycken",
    "tid",
]
MOST_STATEMENTS = 15 + 2  # as tests/interventions/cases/test_case.py


def section_url(enrolment, slug):
    return f"{enrolment.get_absolute_url()}delar/{slug}/"


def test_the_page_links_to_each_section(world, login):
    page = page_of(login(world.anna), world.own)
    for slug in SLUGS:
        url = section_url(world.own, slug)
        assert f'hx-get="{url}"' in page
        assert f'<a href="{url}">' in page, "also without script"


@pytest.mark.parametrize("slug", SLUGS)
def test_a_section_is_a_fragment_for_htmx_and_a_page_for_others(world, login, slug):
    client, url = login(world.anna), section_url(world.own, slug)
    page = client.get(url).content.decode()
    fragment = client.get(url, headers={"HX-Request": "true"}).content.decode()
    assert "<html" in page
    assert "<html" not in fragment
    assert fragment.strip() in page
    assert page.count("<h1>") == 1


def test_what_the_sections_show(world, login):
    ended = date(2021, 4, 30)
    factories.MethodWorkFactory(enrolment=world.own, method="IPS", staff=world.dan, ended_on=ended)
    factories.AssignmentFactory(enrolment=world.own, staff=world.dan, ended_on=ended)
    world.own.consents.update(withdrawn_on=ended)
    client = login(world.anna)
    for slug, texts in {
        "start": ["Arbetsmarknadsstatus", "Försörjning"],
        "ansvariga": ["Anna Provsson", "Andra tider", "Dan Provsson"],
        "metoder": ["IPS", "2021-04-30", "Case management"],
        "samtycken": ["Uppföljning i SUS", "återtogs", "2021-04-30"],
    }.items():
        section = client.get(section_url(world.own, slug)).content.decode()
        for text in texts:
            assert text in section, slug


def test_a_section_has_the_access_check_of_the_page(world, login):
    for who, own, protected in (("anna", 200, 200), ("leader", 200, 404), ("bo", 404, 404)):
        client = login(getattr(world, who))
        for slug in SLUGS:
            assert client.get(section_url(world.own, slug)).status_code == own, (who, slug)
            assert client.get(section_url(world.protected, slug)).status_code == protected


def test_the_facts_at_start_are_for_those_who_may_change_them(world, login):
    client = login(world.coordinator)
    assert client.get(section_url(world.own, "start")).status_code == 403
    assert client.get(section_url(world.own, "samtycken")).status_code == 200
    assert section_url(world.own, "start") not in page_of(client, world.own)
    slugs = [section.slug for section in list_sections(world.coordinator, world.own)]
    assert slugs == [
        "ansvariga",
        "metoder",
        "placeringar",
        "narvaro",
        "arbete-och-studier",
        "overgangar",
        "uppfoljning",
        "samtycken",
        "tid",
    ]


def test_a_section_that_does_not_exist(world, login):
    assert login(world.anna).get(section_url(world.own, "inget")).status_code == 404
    assert find_section("inget") is None


def test_opening_a_section_is_in_the_access_log(world, login):
    login(world.anna).get(section_url(world.own, "samtycken"), headers={"HX-Request": "true"})
    row = AccessLog.objects.get()
    assert (row.actor, row.action) == (world.anna.pk, "read")
    assert row.route == "GET interventions:case_section"
    assert row.participants == [world.own.participant_id]


@pytest.mark.parametrize("slug", SLUGS)
def test_a_section_takes_few_statements(world, login, slug):
    client = login(world.anna)
    page = statements(client, section_url(world.own, slug))
    assert len(page) <= MOST_STATEMENTS, page


def test_what_looks_like_a_mistake_is_shown_to_those_who_can_mend_it(world, login):
    world.own.work_before, world.own.work_before_percent = "EJ_SUBVENTIONERAT", 100
    world.own.study_before_percent = 100
    world.own.save()
    sentence = "Arbete och studier före start är tillsammans mer än 150 procent."
    assert sentence in page_of(login(world.anna), world.own)
    assert sentence not in page_of(login(world.coordinator), world.own)
