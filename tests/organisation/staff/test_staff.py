"""Users: added with a one-time password, changed, closed, given a new password."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.test import Client

from mia import audit
from mia.audit.models import AccessLog
from mia.forms.fingerprint import fingerprint
from mia.organisation.memberships.queries import staff_listed
from mia.organisation.staff import actions as staff_actions
from mia.organisation.staff.models import Staff
from tests.factories import StaffFactory

NEW = {
    "name": "Åsa Öberg",
    "username": "asa.oberg",
    "email": "asa@example.org",
    "title": "Case manager",
}


@pytest.fixture
def admin(world, login):
    return login(world.admin)


def shown_password(response):
    return re.search(r'class="secret">((?:\w{4}-){3}\w{4})<', response.content.decode()).group(1)


def test_a_new_user_has_a_password_for_once_that_lies_nowhere(admin, world):
    response = admin.post("/administration/anvandare/ny/", NEW)
    password = shown_password(response)
    staff = Staff.objects.get(username="asa.oberg")
    assert staff.check_password(password)
    assert staff.must_change_password
    assert (staff.name, staff.email, staff.title) == (
        "Åsa Öberg",
        "asa@example.org",
        "Case manager",
    )
    row = AccessLog.objects.get(event="staff.added")
    assert row.extra == {"staff": staff.pk, "by": world.admin.pk}
    event = Staff.pgh_event_models["insert"].objects.get(username="asa.oberg")
    assert not hasattr(event, "password")
    assert event.pgh_context["actor"] == world.admin.pk
    assert len(password) >= 15


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("username", "anna", "Det finns redan."),
        ("username", "Åsa", "Använd små bokstäver"),
        ("username", "", "Fyll i fältet."),
        ("name", "", "Fyll i fältet."),
        ("email", "inte en adress", "giltig e-postadress"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stays(
    admin, world, field, value, message
):
    response = admin.post("/administration/anvandare/ny/", {**NEW, field: value})
    text = response.content.decode()
    assert response.status_code == 200
    assert f'href="#id_{field}"' in text
    assert message in text
    assert 'value="Case manager"' in text
    assert not Staff.objects.filter(username="asa.oberg").exists()


def change(client, staff, **facts):
    values = {
        "name": staff.name,
        "email": staff.email,
        "title": staff.title,
        "fingerprint": fingerprint(staff),
    }
    values |= {"is_active": "on"} if staff.is_active else {}
    values |= facts
    return client.post(
        f"/administration/anvandare/{staff.pk}/andra/",
        {name: value for name, value in values.items() if value is not None},
    )


def test_changed_facts_are_saved(admin, world):
    assert change(admin, world.anna, name="Anna Ny", title="Teamledare").status_code == 302
    world.anna.refresh_from_db()
    assert (world.anna.name, world.anna.title, world.anna.is_active) == (
        "Anna Ny",
        "Teamledare",
        True,
    )


def test_closing_an_account_ends_its_sessions_at_once(admin, world, login):
    hers, again = login(world.bo), login(world.bo)
    assert hers.get("/deltagare/").status_code == 200
    assert change(admin, world.bo, is_active=None).status_code == 302
    for client in (hers, again):
        assert client.get("/deltagare/").url.startswith("/konto/logga-in/")
    assert not Client().login(username="bo", password="en-lang-mening-for-prov")


def test_nobody_closes_the_account_they_are_using(admin, world):
    response = change(admin, world.admin, is_active=None)
    assert "Du kan inte stänga ditt eget konto" in response.content.decode()
    world.admin.refresh_from_db()
    assert world.admin.is_active


def test_the_second_to_save_is_shown_what_the_first_saved(admin, world):
    before = fingerprint(world.anna)
    change(admin, world.anna, name="Anna Först")
    response = change(admin, world.anna, name="Anna Sist", fingerprint=before)
    text = response.content.decode()
    assert response.status_code == 409
    assert "Anna Först" in text
    assert 'value="Anna Sist"' in text
    assert Staff.objects.get(pk=world.anna.pk).name == "Anna Först"
    again = re.search(r'name="fingerprint" value="(\w+)"', text).group(1)
    assert change(admin, world.anna, name="Anna Sist", fingerprint=again).status_code == 302
    assert Staff.objects.get(pk=world.anna.pk).name == "Anna Sist"


def test_logging_in_is_not_somebody_elses_change(world, login):
    before = fingerprint(world.anna)
    login(world.anna)
    world.anna.refresh_from_db()
    assert world.anna.last_login
    assert fingerprint(world.anna) == before


def test_extra_fields_in_the_form_change_nothing(admin, world):
    change(admin, world.anna, username="ny", password="x", must_change_password="on")
    world.anna.refresh_from_db()
    assert (world.anna.username, world.anna.must_change_password) == ("anna", False)


def test_a_new_password_ends_sessions_and_leaves_the_second_factor(admin, world, login):
    hers = login(world.anna)
    assert hers.get("/deltagare/").status_code == 200
    Authenticator.objects.create(user=world.anna, type="totp", data={})
    url = f"/administration/anvandare/{world.anna.pk}/losenord/"
    password = shown_password(admin.post(url))
    world.anna.refresh_from_db()
    assert world.anna.check_password(password)
    assert world.anna.must_change_password
    assert hers.get("/deltagare/").url.startswith("/konto/logga-in/")
    assert Authenticator.objects.filter(user=world.anna).exists()
    assert shown_password(admin.post(url, {"forget_second_factor": "on"})) != password
    assert Authenticator.objects.filter(user=world.anna).exists()
    assert AccessLog.objects.filter(event="password.renewed").count() == 2
    assert admin.get(url).status_code == 405


def test_nobody_gives_themselves_a_password_this_way(admin, world):
    before = world.admin.password
    assert admin.post(f"/administration/anvandare/{world.admin.pk}/losenord/").status_code == 403
    world.admin.refresh_from_db()
    assert world.admin.password == before
    audit.begin()
    with pytest.raises(ValidationError, match="ditt eget lösenord"):
        staff_actions.renew_password(world.admin, by=world.admin)
    audit.end()


def test_a_search_goes_by_post_and_finds_names_and_usernames(admin, world):
    StaffFactory(name="Börje Åkesson", username="borje")
    for words in ("åkess", "borje", "börje åk"):
        response = admin.post("/administration/anvandare/", {"words": words})
        assert [staff.username for staff in response.context["page"]] == ["borje"], words
    assert (
        "Ingen användare"
        in admin.post("/administration/anvandare/", {"words": "zzz"}).content.decode()
    )


def test_the_list_costs_the_same_for_few_and_many(world, today, django_assert_num_queries):
    with django_assert_num_queries(2):
        list(staff_listed(today))
    for _ in range(5):
        StaffFactory()
    with django_assert_num_queries(2):
        assert {
            one.username: [m.role for m in one.active_memberships] for one in staff_listed(today)
        }["anna"] == ["case_worker"]


def test_long_lists_come_in_pages(admin, world):
    StaffFactory.create_batch(60)
    assert len(admin.get("/administration/anvandare/").context["page"]) == 50
    assert "Sida 2 av 2" in admin.get("/administration/anvandare/?page=2").content.decode()
