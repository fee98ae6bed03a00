"""The administration is for administrators, and shows nothing of a participant."""

from importlib import import_module

import pytest

from mia.access.roles import ROLES, Permission, Role
from mia.audit.enums import Action
from mia.audit.models import AccessLog
from mia.organisation.reference.listings import LISTINGS
from participants.codes.listings import CODES
from tests import source

PAGES = [
    "/administration/",
    "/administration/roller/",
    "/administration/anvandare/",
    "/administration/anvandare/ny/",
    *(f"/administration/listor/{slug}/{end}" for slug in LISTINGS for end in ("", "ny/")),
    *(f"/administration/koder/{slug}/{end}" for slug in CODES for end in ("", "ny/")),
]
EVERYONE_ELSE = ["anna", "leader", "coordinator", "investigator"]


@pytest.mark.parametrize("url", PAGES)
def test_every_page_opens_for_administrators(world, login, url):
    assert login(world.admin).get(url).status_code == 200


@pytest.mark.parametrize("who", EVERYONE_ELSE)
def test_no_page_opens_for_anyone_else(world, login, who):
    client = login(getattr(world, who))
    staff, one = world.anna.pk, f"/administration/anvandare/{world.anna.pk}/"
    pages = [
        *PAGES,
        one,
        f"{one}andra/",
        f"{one}uppdrag/",
        f"/administration/anvandare/{staff + 999}/",
    ]
    for url in pages:
        assert client.get(url).status_code == 403, url
        assert client.post(url).status_code in (403, 405), url
    assert client.post(f"{one}losenord/").status_code == 403
    assert (
        client.post(
            f"/administration/uppdrag/{world.anna.memberships.get().pk}/ta-tillbaka/"
        ).status_code
        == 403
    )


def test_nobody_is_sent_to_the_log_in_page(client, db):
    for url in PAGES:
        assert client.get(url).url.startswith("/konto/logga-in/")


def test_an_administrator_sees_no_participant_on_any_page(world, login):
    client = login(world.admin)
    people = [world.own, world.colleagues, world.elsewhere, world.protected]
    names = {
        name for one in people for name in (one.participant.family_name, one.participant.given_name)
    }
    pages = [
        *PAGES,
        f"/administration/anvandare/{world.anna.pk}/",
        f"/administration/anvandare/{world.anna.pk}/andra/",
    ]
    for url in pages:
        text = client.get(url).content.decode()
        assert not [name for name in names if name in text], url
    assert client.get("/deltagare/").status_code == 403
    for one in people:
        assert client.get(f"/deltagare/{one.pk}/").status_code == 404
    viewed = AccessLog.objects.filter(actor=world.admin.pk).exclude(action=Action.DENIED)
    assert not viewed.exclude(participants=[]).exists()


def test_the_table_of_roles_shows_every_permission(world, login):
    text = login(world.admin).get("/administration/roller/").content.decode()
    for permission in Permission:
        assert permission.label[1:] in text
    for role in Role:
        assert ROLES[role].description in text
    assert text.count(">Ja<") == sum(len(info.permissions) for info in ROLES.values())


def test_what_is_not_there_is_not_found(world, login):
    client = login(world.admin)
    for url in (
        "/administration/listor/finns-inte/",
        "/administration/koder/team/",
        "/administration/anvandare/999999/",
        "/administration/listor/team/999999/",
        "/administration/listor/team/abc/",
        "/administration/koder/avslut/XX/",
        "/administration/uppdrag/999999/avsluta/",
        "/administration/listor/forbund/99999999999999999999/",
    ):
        assert client.get(url).status_code == 404, url


def test_every_list_stands_on_the_first_page_of_the_administration(world, login):
    """Those of every app: a list that nobody finds is edited by nobody."""
    page = login(world.admin).get("/administration/").content.decode()
    modules = [
        import_module(source.name(path).removesuffix(".py").replace("/", "."))
        for path in source.modules()
        if path.name == "listings.py"
    ]
    listings = [
        listing
        for module in modules
        for name in ("LISTINGS", "CODES")
        for listing in getattr(module, name, {}).values()
    ]
    assert len(listings) > 20
    assert [listing.url for listing in listings if listing.url not in page] == []
