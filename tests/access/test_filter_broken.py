"""With the visibility filter broken, row-level security alone still hides other people's cases."""

import pytest
from django.urls import reverse

from mia.access.scope import Scope
from mia.organisation.delprojekt.models import Delprojekt
from participants.enrolments.models import Enrolment, EnrolmentQuerySet
from participants.visibility import ScopedQuerySet

FAMILY_NAMES = {"Ekdal", "Åsberg", "Lindö", "Hemmansson"}
ALLOWED = {
    "anna": {"Ekdal", "Hemmansson"},
    "dan": {"Ekdal"},
    "bo": {"Åsberg"},
    "leader": {"Ekdal", "Åsberg"},
}


@pytest.fixture
def broken_filter(world, monkeypatch):
    """Every permission reaches every delprojekt, and `visible_to` leaves nothing out."""
    every_delprojekt = frozenset(Delprojekt.objects.values_list("pk", flat=True))

    def delprojekt_with(scope, permission):
        return every_delprojekt

    def visible_to(queryset, user):
        return queryset.audited()

    monkeypatch.setattr(Scope, "delprojekt_with", delprojekt_with)
    monkeypatch.setattr(ScopedQuerySet, "visible_to", visible_to)
    monkeypatch.setattr(EnrolmentQuerySet, "visible_to", visible_to)


@pytest.mark.parametrize("who", ALLOWED)
def test_a_list_shows_no_one_elses_case(world, login, broken_filter, who):
    user = getattr(world, who)
    assert Enrolment.objects.visible_to(user).count() == 4, "the filter is not broken"
    page = login(user).get("/deltagare/?visa=alla&status=alla").content.decode()
    assert {name for name in FAMILY_NAMES if name in page} == ALLOWED[who]


@pytest.mark.parametrize("case", ["elsewhere", "colleagues", "protected"])
def test_no_one_elses_case_opens(world, login, broken_filter, case):
    client = login(world.dan)
    assert client.get(reverse("interventions:case", args=[world.own.pk])).status_code == 200
    hidden = getattr(world, case)
    assert client.get(reverse("interventions:case", args=[hidden.pk])).status_code == 404
