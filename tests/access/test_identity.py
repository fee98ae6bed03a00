"""Who the database believes is asking: signed, for one transaction, and given back."""

from datetime import date, timedelta

import pytest
from django.db import connection

from mia.access import identity, tokens
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
    (transaction,) = ask("SELECT app.this_transaction()")
    return tokens.make(world.coordinator.pk, world.today, transaction)


def test_a_changed_identity_does_not_hold(world, good):
    assert with_token(good) == (world.coordinator.pk, 3)
    actor, today, backend, started, signature = good.split(".")
    other_day = str(world.today - timedelta(365))
    last = "1" if signature[-1] == "0" else "0"
    for forged in (
        f"0.{today}.{backend}.{started}.{signature}",
        f"{actor}.{other_day}.{backend}.{started}.{signature}",
        f"{actor}.{today}.{backend}.{started}.{signature[:-1]}{last}",
        f"{actor}.{today}.{backend}.{started}.",
        f"{actor}.{today}.{backend}.{started}",
        f"{actor}.{today}.{backend}.{started}.{signature}.x",
        f"{signature}",
        "",
    ):
        assert with_token(forged) == (None, 0), forged


def test_an_identity_holds_in_its_own_transaction_only(world, good):
    """Signed with the right key, for another process of the database or another start."""
    backend, started = good.split(".")[2:4]
    for other in (
        f"{int(backend) + 1}.{started}",
        f"{backend}.{int(started) + 1}",
        f"{backend}.{int(started) - 1}",
        f"{started}.{backend}",
        backend,
        "",
    ):
        assert with_token(tokens.make(world.coordinator.pk, world.today, other)) == (None, 0), other


@pytest.mark.parametrize("nonsense", ["....", "a.b.c.d.e", "1.2024-01-01.1.2.00", "."])
def test_nonsense_shows_nothing(db, nonsense):
    assert with_token(nonsense) == (None, 0)


def test_a_page_never_has_the_systems_identity(world):
    with (
        tokens.serving_page(),
        pytest.raises(tokens.SystemRefused),
        identity.acting_as(identity.SYSTEM, source="prov"),
    ):
        pytest.fail("not reached")
    with (
        tokens.serving_page(),
        identity.acting_as(world.coordinator.pk, source="prov") as work,
        pytest.raises(tokens.SystemRefused),
        identity.elevated(work),
    ):
        pytest.fail("not reached")
    with identity.acting_as(identity.SYSTEM, source="prov"):
        assert Enrolment.objects.count() == 4


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
