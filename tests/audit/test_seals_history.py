"""Seals over the change history: a changed, a missing and an invented row is named, in each of the
event tables, also when the owner of the database did it.
"""

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from mia.access import identity
from mia.audit import seals
from mia.audit.history import event_models
from mia.audit.models import Seal
from tests.audit.test_history import EVENTS, row_of, sql
from tests.audit.test_seals import KEY, verify
from tests.factories import AccessLogFactory

TABLES = [seals.ACCESS_LOG, *(model._meta.db_table for model in EVENTS)]
INVENTED = """
INSERT INTO {table}
SELECT (jsonb_populate_record(one, jsonb_build_object('{key}', one.{key} + 1000000))).*
FROM {table} one
WHERE {key} = {row}
"""
TAMPERING = [
    ("UPDATE {table} SET {column} = 'påhittad' WHERE {key} = {row}", "en rad har ändrats"),
    ("DELETE FROM {table} WHERE {key} = {row}", "rader har tagits bort"),
    (INVENTED, "rader har lagts till i efterhand"),
]


@pytest.fixture
def sealed(world, monkeypatch):
    """Everything that this transaction has written, sealed as if it had ended."""

    def _seal():
        (now,) = sql("SELECT pg_current_xact_id()::text::bigint")[0]
        monkeypatch.setattr(seals, "finished", lambda: now + 1)
        with identity.acting_as(identity.SYSTEM, source="test"):
            return seals.seal(key=KEY)

    return _seal


def make_a_row(table):
    """A row of the audit table; returns its key's column and value, and a text column."""
    if table == seals.ACCESS_LOG:
        return "id", AccessLogFactory().pk, "event"
    event = next(model for model in EVENTS if model._meta.db_table == table)
    row = row_of(event)
    return "pgh_id", event.objects.filter(pgh_obj_id=row.pk).get().pk, "pgh_label"


def without_its_trigger(table):
    """As one who owns the table may: the database can no longer refuse, the seal still tells."""
    if table != seals.ACCESS_LOG:
        sql(f"ALTER TABLE {table} DISABLE TRIGGER append_only")


@pytest.mark.parametrize("table", TABLES)
def test_what_the_owner_does_to_a_row_is_named_with_its_table(sealed, table):
    key, row, column = make_a_row(table)
    made = {one.table: one.number for one in sealed()}
    assert verify().faults == []
    without_its_trigger(table)
    for statement, fault in TAMPERING:
        before = transaction.savepoint()
        sql(statement.format(table=table, key=key, row=row, column=column))
        (found,) = verify().faults
        assert found.startswith(f"Försegling {made[table]}: {fault}")
        assert table in found or table == seals.ACCESS_LOG
        transaction.savepoint_rollback(before)


def test_every_event_table_is_sealed():
    assert seals.tables() == [seals.ACCESS_LOG, *(model._meta.db_table for model in event_models())]
    assert len(EVENTS) >= 20


def test_a_table_is_sealed_when_it_has_new_rows_and_only_then(sealed, monkeypatch):
    sealed()
    assert sealed() == []
    AccessLogFactory()
    before = Seal.objects.count()
    assert verify().unsealed == 1
    (now,) = sql("SELECT pg_current_xact_id()::text::bigint")[0]
    sql("UPDATE audit_accesslog SET xid = %s::text::xid8", now + 1)
    monkeypatch.setattr(seals, "finished", lambda: now + 2)
    with identity.acting_as(identity.SYSTEM, source="test"):
        made = seals.seal(key=KEY)
    assert [one.table for one in made] == [seals.ACCESS_LOG]
    assert made[0].number == before + 1
    assert verify().unsealed == 0


def test_the_command_names_the_table(sealed, settings):
    settings.AUDIT_SEAL_KEY = KEY
    make_a_row("participants_enrolmentevent")
    sealed()
    without_its_trigger("participants_enrolmentevent")
    sql("UPDATE participants_enrolmentevent SET pgh_context = '{\"actor\": 7}'")
    with pytest.raises(CommandError, match=r"en rad har ändrats\. \(ändringshistorik: partic"):
        call_command("verify_audit")
