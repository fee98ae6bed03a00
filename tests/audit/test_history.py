"""The change history cannot be stopped, written past its triggers or put in another's name."""

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from mia.access import identity
from mia.audit.history import event_models
from participants.emergencies.models import EmergencyOpening
from participants.enrolments.models import Enrolment
from tests import factories

EVENTS = event_models()
FACTORIES = {
    getattr(factories, name)._meta.model: name for name in factories.__all__ if "Factory" in name
}
CONTEXT = "pghistory.context_metadata"
FORGED = '{"actor": 1, "source": "/deltagare"}'


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def row_of(event):
    """A new row of the tracked model of this event model, in the cast's world."""
    factory = getattr(factories, FACTORIES[event.pgh_tracked_model])
    if event.pgh_tracked_model is EmergencyOpening:  # of protected cases alone
        return factory.create(enrolment=Enrolment.objects.filter(is_protected=True).first())
    return factory.create()


def labels(event, row):
    rows = event.objects.filter(pgh_obj_id=row.pk).order_by("pgh_id")
    return list(rows.values_list("pgh_label", flat=True))


def last_event():
    return Enrolment.pgh_event_model.objects.order_by("-pgh_id").first()


def move_start(world, **more):
    Enrolment.objects.filter(pk=world.own.pk).update(started_on=world.today, **more)


@pytest.mark.parametrize("event", EVENTS, ids=lambda model: model.__name__)
def test_every_change_of_every_tracked_table_is_recorded_once(world, event):
    row = row_of(event)
    table, key = row._meta.db_table, row._meta.pk.column
    sql(f"UPDATE {table} SET {key} = {key} WHERE {key} = %s", row.pk)
    assert labels(event, row) == ["insert"], "what is the same is no change"
    with transaction.atomic():
        sql(f"DELETE FROM {table} WHERE {key} = %s", row.pk)
        assert labels(event, row) == ["insert", "delete"]
        transaction.set_rollback(True)  # others may refer to the row


@pytest.mark.parametrize("event", EVENTS, ids=lambda model: model.__name__)
def test_an_event_holds_every_column_of_its_row(world, event):
    row = row_of(event)
    stored = event.objects.filter(pgh_obj_id=row.pk, pgh_label="insert").get()
    fields = [field.attname for field in event._meta.fields if not field.name.startswith("pgh_")]
    saved = type(row)._base_manager.get(pk=row.pk)
    assert len(fields) > 1
    assert [getattr(stored, name) for name in fields] == [getattr(saved, name) for name in fields]


@pytest.mark.parametrize("setting", ["participants.Enrolment", "participants_enrolment"])
def test_no_setting_stops_the_history(world, as_user, setting):
    with as_user(world.anna):
        sql(f"SET LOCAL pgtrigger.ignore = '{{{setting}:update_update,{setting}:insert_insert}}'")
        move_start(world)
    assert last_event().pgh_label == "update"


@pytest.mark.parametrize(
    "statement", ["ALTER TABLE {} DISABLE TRIGGER ALL", "DROP TRIGGER record_update ON {}"]
)
def test_the_application_cannot_take_the_triggers_away(world, as_user, statement):
    with pytest.raises(ProgrammingError, match="must be owner"), as_user(world.anna):
        sql(statement.format("participants_enrolment"))


def test_the_application_cannot_play_a_replica(world, as_user):
    with pytest.raises(ProgrammingError, match="permission denied"), as_user(world.anna):
        sql("SET LOCAL session_replication_role = 'replica'")


def test_the_actor_is_the_verified_one_whatever_a_setting_says(world, as_user):
    with as_user(world.anna):
        sql(f"SELECT set_config('{CONTEXT}', %s, true)", FORGED)
        move_start(world)
    event = last_event()
    assert (event.pgh_context, event.pgh_context_id) == ({"actor": world.anna.pk}, None)


def test_the_request_cannot_be_another_one(world, as_user):
    with as_user(world.anna):
        sql("SELECT set_config('pghistory.context_id', gen_random_uuid()::text, true)")
        move_start(world)
    assert last_event().pgh_context_id is None


def test_what_is_not_a_context_stops_no_work(world, as_user):
    with as_user(world.anna):
        sql(f"SELECT set_config('{CONTEXT}', 'inte json', true)")
        sql("SELECT set_config('pghistory.context_id', 'inte ett nummer', true)")
        move_start(world)
    assert last_event().pgh_context == {"actor": world.anna.pk}


def test_a_context_taken_from_somebody_else_does_not_count(world, as_user):
    with as_user(world.bo):
        taken = identity.DatabaseIdentity.current()
    with as_user(world.anna):
        sql("SELECT set_config('pghistory.context_id', %s, true)", taken.context_id)
        sql(f"SELECT set_config('{CONTEXT}', %s, true)", taken.context)
        sql("SELECT set_config('app.context_signature', %s, true)", taken.context_signature)
        move_start(world)
    assert last_event().pgh_context == {"actor": world.anna.pk}


def test_who_is_nobody_is_nobody_in_the_history(world):
    sql(f"SELECT set_config('{CONTEXT}', %s, true)", FORGED)
    move_start(world)
    assert last_event().pgh_context == {"actor": None}


def test_an_import_still_names_its_user(world):
    with identity.acting_as(world.coordinator.pk, source="prov") as work, identity.elevated(work):
        move_start(world)
    assert last_event().pgh_context == {"actor": world.coordinator.pk, "source": "prov"}


@pytest.mark.parametrize("event", EVENTS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("actor", [identity.SYSTEM, 1])
def test_only_triggers_write_events(db, event, actor):
    table = event._meta.db_table
    refused = pytest.raises(ProgrammingError, match="permission denied")
    with refused, identity.acting_as(actor, source="prov"):
        sql(f"INSERT INTO {table} SELECT * FROM {table}")


MADE = "CREATE TEMP TABLE participants_enrolment AS TABLE public.participants_enrolment"
TRIGGER = (
    "CREATE TRIGGER t AFTER DELETE ON pg_temp.participants_enrolment"
    " REFERENCING OLD TABLE AS old_rows"
    " FOR EACH STATEMENT EXECUTE FUNCTION app.record_change()"
)


def test_a_trigger_cannot_be_made_to_write_events(world, as_user):
    """A table of one's own with the same columns, and our trigger on it, would write any event."""
    refused = pytest.raises(ProgrammingError, match="permission denied for function")
    with refused, as_user(world.anna):
        sql(f"{MADE}; {TRIGGER}")


def test_not_even_its_owner_lets_the_trigger_run_elsewhere(world):
    sql(f"{MADE}; {TRIGGER}")
    with pytest.raises(ProgrammingError, match="not a table of MIA"):
        sql("DELETE FROM pg_temp.participants_enrolment")


def test_the_application_calls_no_function_of_the_history(world, as_user):
    for call in ("app.work_context()", "app.sign('context;;')"):
        with pytest.raises(ProgrammingError, match="permission denied"), as_user(world.anna):
            sql(f"SELECT {call}")


def test_no_trigger_of_pghistory_is_left(db):
    """Its triggers ask `pgtrigger.ignore`."""
    statement = "SELECT tgname FROM pg_trigger WHERE starts_with(tgname, 'pgtrigger_')"
    assert sql(statement) == []
    definitions = "SELECT proname FROM pg_proc WHERE prosrc LIKE '%%pgtrigger%%'"
    assert sql(definitions) == []


def test_each_tracked_table_and_no_other_has_the_triggers(db):
    statement = "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = %s ORDER BY 1"
    tracked = sorted(event.pgh_tracked_model._meta.db_table for event in EVENTS)
    for name in ("record_insert", "record_update", "record_delete"):
        assert [table for (table,) in sql(statement, name)] == tracked
    never_changed = ["participants_logreview", "participants_referralstep"]
    events = sorted([*never_changed, *(event._meta.db_table for event in EVENTS)])
    assert [table for (table,) in sql(statement, "append_only")] == events
