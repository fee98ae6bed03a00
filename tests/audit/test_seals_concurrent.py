"""Sealing while transactions are open: real commits, in sessions of their own."""

import contextlib
import time

import psycopg
import pytest
from django.db import connection

from mia.access import identity
from mia.audit import seals
from tests.audit.test_seals import COLUMNS, KEY, VALUES


@contextlib.contextmanager
def session(**kwargs):
    facts = connection.get_connection_params()
    facts = {
        name: facts[name]
        for name in ("dbname", "user", "password", "host", "port")
        if facts.get(name)
    }
    with psycopg.connect(**facts, **kwargs) as other:
        yield other


def test_a_transaction_that_wrote_first_and_commits_last_is_not_missed(
    django_db_setup, django_db_blocker, monkeypatch
):
    """Real commits, in sessions of their own; the owner takes the rows away afterwards."""
    monkeypatch.setattr(seals, "tables", lambda: [seals.ACCESS_LOG])
    add = f"INSERT INTO audit_accesslog ({COLUMNS}) VALUES ({VALUES})"
    with django_db_blocker.unblock():
        try:
            with session() as slow, session(autocommit=True) as quick:
                before = identity_seal()
                slow.execute(add)
                quick.execute(add)
                assert identity_seal() == [], "the open transaction holds back what came after it"
                slow.commit()
                wait_for_other_databases(quick)
                assert [one.rows for one in identity_seal()] == [2]
                assert before == []
        finally:
            with session(autocommit=True) as owner:
                owner.execute("DELETE FROM audit_seal")
                owner.execute("DELETE FROM audit_accesslog")


def wait_for_other_databases(quick):
    """Transactions are numbered for the whole server: other test runs on it hold the seal back, as
    they should.
    """
    (now,) = quick.execute("SELECT pg_current_xact_id()::text::bigint").fetchone()
    for _ in range(600):
        if seals.finished() > now:
            return
        time.sleep(0.1)
    pytest.skip("a transaction in another database of this server has been open for a minute")


def identity_seal():
    with identity.acting_as(identity.SYSTEM, source="test"):
        return seals.seal(key=KEY)
