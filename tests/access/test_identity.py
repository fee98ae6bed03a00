"""Who the database believes is asking: signed, for a time, and given back."""

from datetime import date, timedelta

import pytest
from django.db import DataError, connection

from mia.access import identity
from participants.enrolments.models import Enrolment


def ask(sql, *values):
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchone()


def current():
    return ask("SELECT current_user::text, app.uid(), app.today()")


@pytest.fixture
def owner(db):
    (name,) = ask("SELECT current_user::text")
    assert name != "mia_app"
    return name


def test_nested_units_give_the_former_identity_back(owner, world):
    with identity.acting_as(world.anna.pk, source="yttre", today=date(2024, 3, 1)):
        assert current() == ("mia_app", world.anna.pk, date(2024, 3, 1))
        outer = ask(
            "SELECT current_setting('pghistory.context_id'),"
            " current_setting('pghistory.context_metadata')"
        )
        with identity.acting_as(identity.SYSTEM, source="inre"):
            assert current()[:2] == ("mia_app", 0)
            with identity.acting_as(None, source="innerst"):
                assert current()[1] is None
            assert current()[1] == 0
        assert current() == ("mia_app", world.anna.pk, date(2024, 3, 1))
        assert (
            ask(
                "SELECT current_setting('pghistory.context_id'),"
                " current_setting('pghistory.context_metadata')"
            )
            == outer
        )
    assert ask("SELECT current_user::text, coalesce(current_setting('app.token', true), '')") == (
        owner,
        "",
    )


def test_an_exception_gives_the_former_identity_back(owner, world):
    with identity.acting_as(world.anna.pk, source="yttre"):
        with (
            pytest.raises(ValueError, match="fel"),
            identity.acting_as(identity.SYSTEM, source="inre"),
        ):
            raise ValueError("fel")
        assert current()[1] == world.anna.pk
        with (
            pytest.raises(Exception, match="finns_inte"),
            identity.acting_as(identity.SYSTEM, source="inre"),
        ):
            ask("SELECT * FROM finns_inte")
        assert current()[1] == world.anna.pk
    assert ask("SELECT current_user::text") == (owner,)


def test_elevated_for_one_job_and_back(world):
    with identity.acting_as(world.admin.pk, source="prov") as work:
        assert not Enrolment.objects.exists()
        with identity.elevated(work):
            assert Enrolment.objects.count() == 4
        assert not Enrolment.objects.exists()
        with pytest.raises(ValueError, match="fel"), identity.elevated(work):
            raise ValueError("fel")
        assert current()[1] == world.admin.pk


def test_the_system_sees_every_delprojekt_and_nobody_sees_none(world, as_user):
    with identity.acting_as(identity.SYSTEM, source="prov"):
        assert Enrolment.objects.count() == 4
        assert ask("SELECT app.is_system()") == (True,)
    with as_user(None):
        assert not Enrolment.objects.exists()
        assert ask("SELECT app.is_system(), app.uid()") == (False, None)


def with_token(token):
    with identity.acting_as(None, source="prov"):
        ask("SELECT app.enter(%s)::text", token)
        return ask("SELECT app.uid()")[0], Enrolment.objects.count()


@pytest.fixture
def good(world):
    return identity.token(world.coordinator.pk, world.today)


def test_a_signed_identity_holds_for_an_hour(world, good, monkeypatch):
    assert with_token(good) == (world.coordinator.pk, 3)
    then = identity.time.time()
    monkeypatch.setattr(identity.time, "time", lambda: then - identity.LIFETIME + 60)
    assert with_token(identity.token(world.coordinator.pk, world.today))[1] == 3
    monkeypatch.setattr(identity.time, "time", lambda: then - identity.LIFETIME - 60)
    assert with_token(identity.token(world.coordinator.pk, world.today)) == (None, 0)


def test_a_changed_identity_does_not_hold(world, good):
    actor, expires, today, signature = good.split(".")
    later, other_day = str(int(expires) + 1), str(world.today - timedelta(365))
    for forged in (
        f"0.{expires}.{today}.{signature}",
        f"{actor}.{later}.{today}.{signature}",
        f"{actor}.{expires}.{other_day}.{signature}",
        f"{actor}.{expires}.{today}.{signature[:-1]}0"
        if signature[-1] != "0"
        else f"{actor}.{expires}.{today}.{signature[:-1]}1",
        f"{actor}.{expires}.{today}.",
        f"{actor}.{expires}.{today}",
        f"{actor}.{expires}.{today}.{signature}.x",
        f"{signature}",
        "",
    ):
        assert with_token(forged) == (None, 0), forged


@pytest.mark.parametrize("nonsense", ["...", "a.b.c.d", "1.x.2024-01-01.00"])
def test_nonsense_is_an_error_and_shows_nothing(db, nonsense):
    with pytest.raises(DataError, match="invalid input syntax"):
        with_token(nonsense)


def test_the_application_cannot_sign_for_itself(db):
    refused = pytest.raises(Exception, match="permission denied")
    with refused, identity.acting_as(1, source="prov"):
        ask("SELECT inner_pad FROM app.secret")


def test_the_day_is_part_of_what_is_signed(world):
    """The visibility filter and the policies mean the same day: a membership that has not begun
    opens nothing yet.
    """
    with identity.acting_as(world.coordinator.pk, source="prov", today=date(2016, 12, 31)):
        assert not Enrolment.objects.exists()
    with identity.acting_as(world.coordinator.pk, source="prov", today=date(2017, 1, 1)):
        assert Enrolment.objects.count() == 3
