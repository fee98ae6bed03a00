"""Taking away a second factor: two administrators, a day, every session, and a notice."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from mia import audit
from mia.access.roles import Role
from mia.audit.models import AccessLog
from mia.organisation.resets import actions
from mia.organisation.resets.models import FactorReset
from tests.factories import FactorResetFactory, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(world):
    return staff("admin2", Role.ADMINISTRATOR)


@pytest.fixture
def anna(world):
    Authenticator.objects.create(user=world.anna, type="totp", data={})
    return world.anna


@pytest.fixture
def unit_of_work():
    audit.begin()
    yield
    audit.end()


def ask(client, person):
    return client.post(f"/administration/anvandare/{person.pk}/aterstall/")


def confirm(client, reset):
    return client.post(f"/administration/aterstallning/{reset.pk}/bekrafta/")


def has_factor(person):
    return Authenticator.objects.filter(user=person).exists()


def test_one_administrator_alone_takes_away_no_factor(world, login, anna, second):
    admin = login(world.admin)
    url = f"/administration/anvandare/{anna.pk}/losenord/"
    admin.post(url, {"forget_second_factor": "on"})
    assert has_factor(anna), "a new password leaves the factor"
    assert ask(admin, anna).status_code == 302
    assert has_factor(anna)
    assert confirm(admin, FactorReset.objects.get()).status_code == 403
    assert has_factor(anna)


def test_the_second_confirms_and_the_person_is_out_everywhere(world, login, anna, second):
    hers, again = login(anna), login(anna)
    ask(login(world.admin), anna)
    other = login(second)
    page = other.get(f"/administration/anvandare/{anna.pk}/").content.decode()
    assert "Bekräfta återställningen" in page
    assert "vill återställa inloggningen" in other.get("/administration/").content.decode()
    assert hers.get("/deltagare/").status_code == 200
    confirm(other, FactorReset.objects.get())
    assert not has_factor(anna)
    for client in (hers, again):
        assert client.get("/deltagare/").url.startswith("/konto/logga-in/")
    events = AccessLog.objects.filter(event__startswith="factor_reset").values_list(
        "event", "extra__staff", "extra__by"
    )
    assert ("factor_reset.requested", anna.pk, world.admin.pk) in events
    assert any(row[1:] == (anna.pk, second.pk) for row in events)


def test_the_person_is_told_until_it_is_acknowledged(world, login, anna, second):
    FactorResetFactory(
        staff=anna, requested_by=world.admin, confirmed_by=second, confirmed_at=timezone.now()
    )
    for _ in range(2):
        client = login(anna)
        for path in ("/deltagare/", "/konto/sakerhet/", f"/deltagare/{world.own.pk}/"):
            assert "tagits bort av administratörer" in client.get(path).content.decode(), path
    text = client.get("/konto/aterstallning/").content.decode()
    assert "Admin Provsson" in text
    assert "Admin2 Provsson" in text
    assert "tagits bort" in client.get("/deltagare/").content.decode(), "read is not acknowledged"
    assert "tagits bort" not in login(world.bo).get("/deltagare/").content.decode()
    client.post("/konto/aterstallning/")
    assert FactorReset.objects.get().acknowledged_at
    for one in (client, login(anna)):
        assert "tagits bort" not in one.get("/deltagare/").content.decode()


def test_nobody_asks_for_or_confirms_their_own(world, login, second):
    admin = login(world.admin)
    ask(admin, world.admin)
    assert not FactorReset.objects.exists()
    reset = FactorResetFactory(staff=world.admin, requested_by=second)
    assert confirm(admin, reset).status_code == 403


def test_only_administrators(world, login, anna):
    reset = FactorResetFactory(staff=anna, requested_by=world.admin)
    for who in (world.leader, world.coordinator, world.bo):
        assert ask(login(who), world.cecilia).status_code == 403
        assert confirm(login(who), reset).status_code == 403


def test_a_request_lapses_after_a_day_and_can_be_made_anew(world, login, anna, second):
    old = timezone.now() - timedelta(hours=24, minutes=1)
    reset = FactorResetFactory(staff=anna, requested_by=world.admin, requested_at=old)
    other = login(second)
    assert "gäller inte längre" in other.get(confirm(other, reset).url).content.decode()
    assert has_factor(anna)
    ask(other, anna)
    assert FactorReset.objects.filter(staff=anna).waiting(timezone.now()).count() == 1


def test_a_withdrawn_request_is_not_confirmed(world, login, anna, second):
    ask(login(world.admin), anna)
    reset = FactorReset.objects.get()
    login(world.admin).post(f"/administration/aterstallning/{reset.pk}/dra-tillbaka/")
    confirm(login(second), reset)
    assert has_factor(anna)


def test_there_is_one_request_at_a_time(world, login, anna, second):
    ask(login(world.admin), anna)
    again = login(second)
    assert "finns redan" in again.get(ask(again, anna).url).content.decode()


@pytest.mark.parametrize(
    "fault",
    ["asked by herself", "confirmed by herself", "confirmed by the same", "confirmed too late"],
)
def test_the_database_refuses_too(world, anna, second, fault):
    now = timezone.now()
    values = {"staff": anna, "requested_by": world.admin, "requested_at": now}
    values |= {"confirmed_by": second, "confirmed_at": now}
    values |= {
        "asked by herself": {"requested_by": anna},
        "confirmed by herself": {"confirmed_by": anna},
        "confirmed by the same": {"confirmed_by": world.admin},
        "confirmed too late": {"confirmed_at": now + timedelta(hours=25)},
    }[fault]
    with pytest.raises(IntegrityError), transaction.atomic():
        FactorReset.objects.create(**values)


def test_actions_refuse_what_the_pages_refuse(world, anna, second, unit_of_work):
    now = timezone.now()
    with pytest.raises(ValidationError, match="din egen"):
        actions.ask(anna, by=anna, at=now)
    reset = FactorResetFactory(staff=anna, requested_by=world.admin)
    with pytest.raises(ValidationError, match="En annan administratör"):
        actions.confirm(reset, by=world.admin, at=now)
    actions.confirm(reset, by=second, at=now)
    with pytest.raises(ValidationError, match="gäller inte längre"):
        actions.confirm(reset, by=second, at=now)


@pytest.mark.parametrize(
    ("who", "change"),
    [
        ("admin", "requested_by_id = {second}, confirmed_by_id = {admin}, confirmed_at = now()"),
        ("second", "staff_id = {bo}, confirmed_by_id = {second}, confirmed_at = now()"),
        ("second", "requested_at = now(), confirmed_by_id = {second}, confirmed_at = now()"),
    ],
    ids=["another asked", "for another", "asked later"],
)
def test_sql_does_not_write_anew_who_asked_for_whom(world, anna, second, as_user, who, change):
    """Else one administrator takes away a factor alone: with the other's name on what was asked."""
    FactorResetFactory(staff=anna, requested_by=world.admin)
    users = {"admin": world.admin, "second": second, "bo": world.bo}
    keys = {name: user.pk for name, user in users.items()}
    with (
        as_user(users[who]),
        pytest.raises(DatabaseError, match="not written anew"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE organisation_factorreset SET " + change.format(**keys))
    assert has_factor(anna)


def test_sql_does_not_change_who_confirmed(world, anna, second, as_user):
    now = timezone.now()
    confirmed = {"confirmed_by": second, "confirmed_at": now}
    FactorResetFactory(staff=anna, requested_by=world.admin, **confirmed)
    for change in (f"confirmed_by_id = {world.bo.pk}", "confirmed_at = now() - interval '1 hour'"):
        with (
            as_user(anna),
            pytest.raises(DatabaseError, match="not written anew"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"UPDATE organisation_factorreset SET {change}")
