"""Encrypted fields, and the change of the key ring by one command."""

import io
import secrets

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction

from mia.access import encryption, grants, identity, rotation
from mia.access.models import DataKey
from mia.organisation.login.adapters import PURPOSE
from mia.organisation.login.encrypted import SecondFactors
from tests.factories import DataKeyFactory, StaffFactory

NEW = secrets.token_bytes(32)


@pytest.fixture(autouse=True)
def _fresh_keys(db):
    encryption.forget()
    yield
    encryption.forget()


@pytest.fixture
def ring(settings):
    """`ring(NEW, …)` gives the process that key ring, as after a restart."""
    old = list(settings.ENCRYPTION_KEYS)

    def change(*keys):
        settings.ENCRYPTION_KEYS = list(keys)
        encryption.forget()
        return old

    return change


def run():
    out = io.StringIO()
    call_command("rotate_keys", stdout=out)
    return out.getvalue()


def factors(number):
    made = []
    for n in range(number):
        secret = encryption.encrypt(f"SECRET{n}", bound_to=PURPOSE)
        made.append(Authenticator(user=StaffFactory(), type="totp", data={"secret": secret}))
    seed = encryption.encrypt("seed", bound_to=PURPOSE)
    staff = StaffFactory()
    data = {"seed": seed, "used_mask": 3}
    made.append(Authenticator(user=staff, type="recovery_codes", data=data))
    made.append(Authenticator(user=staff, type="webauthn", data={"name": "Nyckel"}))
    return Authenticator.objects.bulk_create(made)


def prefixes():
    values = Authenticator.objects.values_list("data__secret", "data__seed")
    return [(a or b).split(".")[0] for a, b in values if a or b]


def test_a_value_is_its_rows_own():
    value = encryption.encrypt("hemligt", bound_to="row 1")
    assert value.startswith("1.")
    assert "hemligt" not in value
    assert encryption.decrypt(value, bound_to="row 1") == "hemligt"
    for wrong in (value[:-8] + "AAAAAAA=", value.replace("1.", "7.", 1)):
        with pytest.raises(ValueError, match="key"):
            encryption.decrypt(wrong, bound_to="row 1")
    with pytest.raises(ValueError, match="no key"):
        encryption.decrypt(value, bound_to="row 2")


def test_a_key_that_another_process_made_is_read():
    encryption.data_keys()
    row = DataKeyFactory(number=2)
    other = encryption.keyring.encrypt("x", ring=[encryption.unwrap(row)], bound_to="r")
    assert encryption.decrypt(f"2.{other}", bound_to="r") == "x"


def test_the_application_cannot_change_the_keys():
    with identity.acting_as(None, source="test"):
        assert DataKey.objects.count() == 1
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            DataKey.objects.update(wrapped="x")


def test_after_rotation_the_former_key_opens_nothing_and_is_not_needed(ring):
    rows = factors(3)
    lasting = encryption.derive("sent-rows")
    history = encryption.encrypt("nobody rewrites this", bound_to="event 1")
    old = ring(NEW, *django_settings.ENCRYPTION_KEYS)
    assert "andra faktorer: 4" in run()
    ring(NEW)
    assert set(prefixes()) == {"2"}
    for number, row in enumerate(rows[:3]):
        row.refresh_from_db()
        assert encryption.decrypt(row.data["secret"], bound_to=PURPOSE) == f"SECRET{number}"
    rows[3].refresh_from_db()
    assert rows[3].data["used_mask"] == 3
    assert encryption.decrypt(history, bound_to="event 1") == "nobody rewrites this"
    assert encryption.derive("sent-rows") == lasting
    ring(*old)
    for row in DataKey.objects.all():
        with pytest.raises(ValueError, match="no key"):
            encryption.unwrap(row)


def test_interrupted_it_goes_on_where_it_was(ring, monkeypatch):
    factors(5)
    monkeypatch.setattr(rotation, "CHUNK", 2)
    ring(NEW, *django_settings.ENCRYPTION_KEYS)
    rewrite = SecondFactors.rewrite
    calls = []

    def breaking(self, prefix, most):
        calls.append(most)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return rewrite(self, prefix, most)

    monkeypatch.setattr(SecondFactors, "rewrite", breaking)
    with pytest.raises(KeyboardInterrupt):
        run()
    assert sorted(prefixes()) == ["1"] * 4 + ["2"] * 2
    monkeypatch.setattr(SecondFactors, "rewrite", rewrite)
    text = run()
    assert "Datanycklar som fick den nya nyckeln: 0." in text
    assert "Omkrypterade andra faktorer: 4." in text
    assert set(prefixes()) == {"2"}
    assert DataKey.objects.count() == 2
    assert "Omkrypterade andra faktorer: 0." in run(), "nothing is left to do"


def test_a_ring_without_the_former_key_changes_nothing(ring):
    before = list(DataKey.objects.values_list())
    ring(NEW)
    with pytest.raises(CommandError, match="lägg till den tidigare nyckeln"):
        run()
    with pytest.raises(ValueError, match="MIA_ENCRYPTION_KEYS"):
        grants.after_migrate(using="default")
    assert list(DataKey.objects.values_list()) == before
