"""Saved views: filters and order of the list of participants under a name, each for oneself."""

import pytest
from django.db import IntegrityError, transaction

from participants.caseload import queries
from participants.caseload.models import MOST_VIEWS, SavedView
from tests import factories
from tests.interventions.cases.pages import statements

URL = "/deltagare/"
NEW = "/deltagare/urval/nytt/"
FILTERS = "visa=alla&status=alla&ordning=namn"


def test_the_filters_are_saved_and_shown_as_a_link(world, login):
    client = login(world.leader)
    assert f'href="{NEW}?{FILTERS.replace("&", "&amp;")}"' in client.get(
        f"{URL}?{FILTERS}"
    ).content.decode().replace("delprojekt=&amp;", "")
    answer = client.post(f"{NEW}?{FILTERS}", {"name": "Alla efter namn"}, follow=True)
    view = SavedView.objects.get()
    assert (view.staff, view.name) == (world.leader, "Alla efter namn")
    assert view.filters == {"visa": "alla", "status": "alla", "ordning": "namn"}
    page = answer.content.decode()
    assert answer.redirect_chain[0][0] == f"{URL}?{FILTERS}"
    assert f'<a href="?{FILTERS.replace("&", "&amp;")}" aria-current="true">' in page
    assert 'value="namn" selected' in page


def test_only_known_filters_are_saved(world, login):
    login(world.anna).post(f"{NEW}?visa=finnsinte&q=19900807&ko=start", {"name": "Mina"})
    assert SavedView.objects.get().filters == {
        "visa": "mina",
        "status": "oppna",
        "ordning": "start",
    }


def test_a_view_is_its_owners_alone(world, login):
    view = factories.SavedViewFactory(staff=world.anna, name="Annas urval")
    assert "Annas urval" in login(world.anna).get(URL).content.decode()
    other = login(world.dan)
    assert "Annas urval" not in other.get(URL).content.decode()
    for url in (f"/deltagare/urval/{view.pk}/", f"/deltagare/urval/{view.pk}/ta-bort/"):
        assert other.post(url, {"name": "Dans"}).status_code == 404
    view.refresh_from_db()
    assert view.name == "Annas urval"


def test_the_database_shows_nobody_anothers(world, as_user):
    factories.SavedViewFactory(staff=world.anna)
    assert list(queries.saved_views(world.dan)) == []
    with as_user(world.anna):
        assert SavedView.objects.count() == 1
    with as_user(world.dan):
        assert SavedView.objects.count() == 0


def test_it_is_renamed_and_removed(world, login):
    client = login(world.anna)
    view = factories.SavedViewFactory(staff=world.anna)
    url = f"/deltagare/urval/{view.pk}/"
    assert "Ändra urvalet Mina" in client.get(url).content.decode()
    client.post(url, {"name": "Nya namnet"})
    view.refresh_from_db()
    assert view.name == "Nya namnet"
    client.post(f"{url}ta-bort/")
    assert not SavedView.objects.exists()


def test_a_name_is_used_once_by_each(world, login):
    factories.SavedViewFactory(staff=world.anna, name="Mina")
    factories.SavedViewFactory(staff=world.dan, name="Mina")
    client = login(world.anna)
    answer = client.post(f"{NEW}?{FILTERS}", {"name": "Mina"})
    assert "redan ett urval" in answer.context["form"].errors["name"][0]
    other = factories.SavedViewFactory(staff=world.anna, name="Andra", position=2)
    answer = client.post(f"/deltagare/urval/{other.pk}/", {"name": "Mina"})
    assert "redan ett urval" in answer.context["form"].errors["name"][0]
    assert "Ändra urvalet Andra" in answer.content.decode()


@pytest.mark.parametrize("name", ["", "=1+1", "x" * 41])
def test_a_name_that_cannot_be_is_told(world, login, name):
    answer = login(world.anna).post(f"{NEW}?{FILTERS}", {"name": name})
    assert "name" in answer.context["form"].errors
    assert not SavedView.objects.exists()


def test_at_most_twenty(world, login):
    for number in range(1, MOST_VIEWS + 1):
        factories.SavedViewFactory(staff=world.anna, name=f"Urval {number}", position=number)
    client = login(world.anna)
    answer = client.post(f"{NEW}?{FILTERS}", {"name": "Ett till"})
    assert "högst 20 urval" in answer.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.SavedViewFactory(staff=world.anna, name="Ett till", position=21)
    SavedView.objects.filter(position=7).delete()
    client.post(f"{NEW}?{FILTERS}", {"name": "Ett till"})
    assert SavedView.objects.get(name="Ett till").position == 7


def test_statements_do_not_grow(world, login):
    client = login(world.anna)
    before = len(statements(client, URL))
    for number in range(1, 10):
        factories.SavedViewFactory(staff=world.anna, name=f"Urval {number}", position=number)
    assert len(statements(client, URL)) == before <= 15
