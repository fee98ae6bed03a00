"""The access log, and that neither it nor the change history can be changed."""

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.utils import DatabaseError, ProgrammingError

from mia import audit
from mia.access import identity
from mia.audit import log
from mia.audit.models import AccessLog
from mia.core.uuid7 import uuid7
from participants.enrolments.models import Enrolment

Action = audit.Action
EVENTS = [model for model in apps.get_models() if hasattr(model, "pgh_tracked_model")]


@pytest.fixture
def unit(db):
    """A unit of work as the system's, with its access log."""
    with identity.acting_as(identity.SYSTEM, source="prov") as work:
        audit.begin()
        yield work
        audit.end()


def written(work):
    audit.flush(actor=work.actor, request_id=work.request_id, route="prov", ip=None)
    return AccessLog.objects.order_by("-pk").first()


def test_an_act_outside_a_unit_of_work_is_refused():
    audit.end()
    with pytest.raises(RuntimeError, match="contact\\.logged: an act outside a unit of work"):
        audit.record_event(Action.WRITE, "contact.logged")


def test_a_unit_that_did_nothing_leaves_no_row(unit):
    assert written(unit) is None


@pytest.mark.parametrize("second", list(Action))
@pytest.mark.parametrize("first", list(Action))
def test_the_row_is_named_after_the_weightiest(unit, first, second):
    audit.record_event(first, "a.gjord")
    audit.record_event(second, "b.gjord")
    audit.record_event(first, "a.gjord")
    row = written(unit)
    assert row.action == max(first, second, key=log.WEIGHT.index)
    assert row.event == "a.gjord b.gjord"


def test_those_of_a_file_are_counted_once_however_often_they_come(unit):
    seen, first, second = uuid7(), [uuid7() for _ in range(3)], [uuid7() for _ in range(2)]
    many = audit.ManyParticipants()
    for block in (first, second, first[:1]):
        many.add([str(key).encode() for key in block])
    audit.record_view(seen)
    audit.record_event(Action.EXPORT, "fil.gjord", many=many)
    audit.record_event(Action.EXPORT, "tom.gjord", many=audit.ManyParticipants())
    row = written(unit)
    assert (row.participants, row.count) == (sorted([seen, *first, *second]), 6)


def test_every_action_has_a_weight():
    assert set(log.WEIGHT) == set(Action)
    assert len(log.WEIGHT) == len(Action)


def test_one_person_is_read_and_several_are_a_list(unit, world):
    audit.record_view(world.own.participant_id)
    audit.record_view(world.own.participant_id)
    audit.record_view(None)
    assert (written(unit).action, written(unit).count) == ("read", 1)
    audit.record_view(world.own.participant_id)
    audit.record_view(world.elsewhere.participant_id)
    row = written(unit)
    assert (row.action, row.count, len(row.participants)) == ("list", 2, 2)


def test_flushing_twice_writes_once(unit):
    audit.record_event(Action.WRITE, "a.gjord")
    written(unit)
    written(unit)
    assert AccessLog.objects.count() == 1


def test_a_person_acted_on_is_among_those_seen(unit, world):
    audit.record_event(Action.WRITE, "enrolment.closed", world.own.participant_id, by=1)
    row = written(unit)
    assert (row.participants, row.count, row.extra) == ([world.own.participant_id], 1, {"by": 1})


def test_access_log_and_change_history_carry_the_same_number(world):
    with identity.acting_as(world.anna.pk, source="prov") as work:
        audit.begin()
        Enrolment.objects.filter(pk=world.own.pk).update(started_on=world.today)
        audit.record_event(Action.WRITE, "enrolment.changed", world.own.participant_id)
        audit.flush(actor=work.actor, request_id=work.request_id, route="prov", ip=None)
        audit.end()
    event = Enrolment.pgh_event_models["update"].objects.get(id=world.own.pk, pgh_label="update")
    assert event.pgh_context_id == AccessLog.objects.get().request_id
    assert event.pgh_context == {"actor": world.anna.pk, "source": "prov"}


@pytest.mark.parametrize("statement", ["UPDATE {} SET {} = {}", "DELETE FROM {}", "TRUNCATE {}"])
@pytest.mark.parametrize("table", ["audit_accesslog", "audit_seal"])
@pytest.mark.parametrize("actor", [identity.SYSTEM, 1])
def test_the_access_log_is_only_added_to(db, table, statement, actor):
    column = {"audit_accesslog": "count", "audit_seal": "rows"}[table]
    refused = pytest.raises(ProgrammingError, match="permission denied")
    with refused, identity.acting_as(actor, source="prov"), connection.cursor() as cursor:
        cursor.execute(statement.format(table, column, column))


@pytest.mark.parametrize("model", EVENTS, ids=lambda model: model.__name__)
def test_history_is_only_added_to(db, model):
    table = model._meta.db_table
    for statement in (
        f"UPDATE {table} SET pgh_label = 'x'",
        f"DELETE FROM {table}",
        f"TRUNCATE {table}",
    ):
        refused = pytest.raises(ProgrammingError, match="permission denied")
        with (
            refused,
            identity.acting_as(identity.SYSTEM, source="prov"),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_not_even_the_owner_changes_history_by_mistake(world):
    model = Enrolment.pgh_event_models["insert"]
    for attempt in (
        lambda: model.objects.update(pgh_label="x"),
        lambda: model.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError, match="append_only"), transaction.atomic():
            attempt()


def test_history_is_seen_by_those_who_see_the_person_now(world, as_user):
    model = Enrolment.pgh_event_models["insert"]
    seen = {}
    for who in ("anna", "dan", "leader", "coordinator", "admin"):
        with as_user(getattr(world, who)):
            seen[who] = set(model.objects.values_list("id", flat=True))
    assert seen == {
        "anna": {world.own.pk, world.protected.pk},
        "dan": {world.own.pk},
        "leader": {world.own.pk, world.colleagues.pk},
        "coordinator": {world.own.pk, world.colleagues.pk, world.elsewhere.pk},
        "admin": set(),
    }
