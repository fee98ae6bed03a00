"""Two change a placement, or a form is gone back to: nobody's text is written over silently."""

import pytest

from interventions.placements.models import PlacementPlan

PLAN = {"purpose": "Prova på.", "goals": "Nio timmar.", "expectations": "Att träffa folk."}


def change_page(placement):
    return f"/placeringar/{placement.pk}/"


def sent_change(placement, **changes):
    form = {"workplace": placement.workplace, "started_on": "2021-03-10", "version": "1"}
    return form | PLAN | changes


@pytest.mark.parametrize("who", ["anna", "dan", "leader"])
def test_the_texts_that_differ_are_told(world, login, placed, who):
    first = sent_change(placed, purpose="Annas syfte.", goals="Annas mål.")
    assert login(world.anna).post(change_page(placed), first).status_code == 302
    second = sent_change(placed, purpose="Mitt syfte.", goals="Annas mål.")
    client = login(getattr(world, who))
    response = client.post(change_page(placed), second)
    assert response.status_code == 409
    differences = [tuple(row) for row in response.context["differences"]]
    assert differences == [("Syfte", "Mitt syfte.", "Annas syfte.")]
    page = response.content.decode()
    assert "Annas syfte." in page
    assert PlacementPlan.objects.get(placement=placed).purpose == "Annas syfte."
    again = second | {"version": response.context["form"]["version"].value()}
    assert client.post(change_page(placed), again).status_code == 302
    assert PlacementPlan.objects.get(placement=placed).purpose == "Mitt syfte."
