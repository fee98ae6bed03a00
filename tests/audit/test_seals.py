"""Seals: what was changed, taken away or put in afterwards is named; nothing written is missed."""

from dataclasses import replace

import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mia.access import identity
from mia.audit import seals
from mia.audit.models import AccessLog, Seal
from tests.factories import AccessLogFactory

KEY = b"nyckel-utanfor-databasen"


def sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def wrote(xid, count=1, **facts):
    """Rows as transaction number `xid` would have left them (only the owner can)."""
    rows = AccessLogFactory.create_batch(count, **facts)
    sql(
        "UPDATE audit_accesslog SET xid = %s::text::xid8 WHERE id = ANY(%s)",
        xid,
        [row.pk for row in rows],
    )
    return rows


@pytest.fixture
def sealed_until(db, monkeypatch):
    """`sealed_until(20)`: seal the access log as if every transaction below 20 had ended."""
    monkeypatch.setattr(seals, "tables", lambda: [seals.ACCESS_LOG])

    def _seal(end):
        monkeypatch.setattr(seals, "finished", lambda: end)
        with identity.acting_as(identity.SYSTEM, source="test"):
            return seals.seal(key=KEY)

    return _seal


def make_again(key):
    """The whole chain over the rows as they are now, signed with `key`."""
    previous = seals.START
    for one in Seal.objects.order_by("number"):
        _, one.head = seals.fingerprint(previous, seals.range_of(one))
        one.previous, previous = previous, one.head
        one.signature = seals.sign(one, key)
        one.save()


def verify(kept=None, key=KEY):
    with identity.acting_as(identity.SYSTEM, source="test"):
        return seals.verify(key=key, kept=kept)


@pytest.fixture
def three(sealed_until):
    """Three seals: transactions 5–9, 10–19 and 20–29, with two rows each."""
    for first, end in ((5, 10), (10, 20), (20, 30)):
        wrote(first, 2, extra={"kommun": "Österåker"})
        assert [one.rows for one in sealed_until(end)] == [2]
    return list(Seal.objects.order_by("number"))


def test_untouched_log_holds(three):
    report = verify()
    assert (report.faults, report.seals, report.rows, report.unsealed) == ([], 3, 6, 0)
    assert report.head == bytes(three[-1].head)


def test_rows_are_sealed_once_and_in_their_turn(three, sealed_until):
    assert sealed_until(30) == []
    assert sealed_until(25) == []
    wrote(33)
    assert verify().unsealed == 1
    (fourth,) = sealed_until(40)
    assert (fourth.number, fourth.first_xid, fourth.end_xid) == (4, 30, 40)


@pytest.mark.parametrize(
    ("tampering", "fault"),
    [
        ("UPDATE audit_accesslog SET actor = 7 WHERE id = {row}", "en rad har ändrats"),
        (
            "UPDATE audit_accesslog SET at = at - interval '1 microsecond' WHERE id = {row}",
            "en rad har ändrats",
        ),
        (
            "UPDATE audit_accesslog SET participants = ARRAY[gen_random_uuid()] WHERE id = {row}",
            "en rad har ändrats",
        ),
        ("UPDATE audit_accesslog SET extra = '{{}}' WHERE id = {row}", "en rad har ändrats"),
        ("UPDATE audit_accesslog SET xid = '29' WHERE id = {row}", "rader har tagits bort"),
        ("DELETE FROM audit_accesslog WHERE id = {row}", "rader har tagits bort"),
        (
            "INSERT INTO audit_accesslog"
            " (action, event, route, participants, count, request_id, extra, xid)"
            " SELECT 'read', 'x', 'x', '{{}}', 0, gen_random_uuid(), '{{}}', '15'",
            "rader har lagts till i efterhand",
        ),
        ("UPDATE audit_seal SET rows = 3 WHERE number = 2", "signaturen stämmer inte"),
        (
            "UPDATE audit_seal SET sealed_at = sealed_at - interval '1 day' WHERE number = 2",
            "signaturen stämmer inte",
        ),
    ],
)
def test_tampering_is_named_at_its_seal(three, tampering, fault):
    (row,) = sql("SELECT min(id) FROM audit_accesslog WHERE xid = '10'")[0]
    sql(tampering.format(row=row))
    assert any(text.startswith("Försegling 2: ") and fault in text for text in verify().faults), (
        verify().faults
    )


def test_a_seal_taken_away_breaks_the_chain(three):
    Seal.objects.filter(number=2).delete()
    assert any(text.startswith("Försegling 3: kedjan är bruten") for text in verify().faults)


def test_the_newest_seal_taken_away_is_seen_with_the_fingerprint_kept_outside(three):
    kept = bytes(three[-1].head)
    assert verify(kept).faults == []
    AccessLog.objects.filter(
        pk__in=[row for (row,) in sql("SELECT id FROM audit_accesslog WHERE xid = '20'")]
    ).delete()
    Seal.objects.filter(number=3).delete()
    assert verify().faults == []
    assert "fingeravtrycket" in verify(kept).faults[0].lower()


def test_a_log_sealed_again_without_the_key_does_not_hold(three, sealed_until):
    """Whoever owns the database can make the chain anew; the signature cannot be made."""
    sql("UPDATE audit_accesslog SET actor = 7")
    make_again(key=b"gissad")
    assert verify().faults == [
        f"Försegling {n}: signaturen stämmer inte, den är inte gjord med nyckeln."
        for n in (1, 2, 3)
    ]


def test_after_a_restore_into_another_cluster_both_ranges_hold(three, sealed_until):
    """Transaction numbers begin again: the old rows' tail is sealed, and new rows get a range of
    their own.
    """
    wrote(31)
    sql("UPDATE audit_accesslog SET cluster = 1")
    sql("UPDATE audit_seal SET cluster = 1")
    make_again(key=KEY)  # as the former server would have made them
    assert "utanför alla förseglingar" in verify().faults[0]
    wrote(7)
    made = sealed_until(10)
    assert [
        (one.number, one.cluster == 1, one.first_xid, one.end_xid, one.rows) for one in made
    ] == [
        (4, True, 30, 32, 1),
        (5, False, 0, 10, 1),
    ]
    assert verify().faults == []
    wrote(99)
    sql("UPDATE audit_accesslog SET cluster = 1 WHERE xid = '99'")
    assert "utanför alla förseglingar" in verify().faults[0]


def test_the_fingerprint_depends_on_no_setting_of_the_session(three):
    there = replace(seals.range_of(three[0]), first=0, end=30)
    before = seals.fingerprint(seals.START, there)
    sql("SET LOCAL TimeZone = 'Asia/Tokyo'")
    sql("SET LOCAL DateStyle = 'German'")
    assert seals.fingerprint(seals.START, there) == before


def test_a_column_that_a_later_release_adds_breaks_no_older_seal(three, sealed_until):
    sql("ALTER TABLE audit_accesslog ADD COLUMN device text NOT NULL DEFAULT 'okänd'")
    assert verify().faults == []
    wrote(33)
    assert "device" in sealed_until(40)[0].columns
    assert verify().faults == []
    sql("UPDATE audit_accesslog SET device = 'annan' WHERE xid = '33'")
    assert verify().faults == ["Försegling 4: en rad har ändrats."]


@pytest.mark.django_db
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    numbers=st.lists(st.integers(1, 50), max_size=12),
    ends=st.lists(st.integers(1, 60), max_size=5),
)
def test_however_often_the_job_runs_every_row_is_sealed_once(sealed_until, numbers, ends):
    with transaction.atomic():
        for number in numbers:
            wrote(number)
        sealed = sum(one.rows for end in [*sorted(ends), 60] for one in sealed_until(end))
        report = verify()
        assert (report.faults, report.rows, report.unsealed) == ([], len(numbers), 0)
        assert sealed == len(numbers)
        transaction.set_rollback(True)


def test_commands_print_the_fingerprint_and_name_the_fault(three, capsys, monkeypatch):
    monkeypatch.setattr(django_settings, "AUDIT_SEAL_KEY", KEY)
    wrote(34)
    monkeypatch.setattr(seals, "finished", lambda: 40)
    call_command("seal_audit")
    head = bytes(Seal.objects.get(number=4).head).hex()
    assert head in capsys.readouterr().out
    call_command("seal_audit")
    assert "Inget nytt" in capsys.readouterr().out
    call_command("verify_audit", head=head)
    assert "Allt stämmer: 4 förseglingar över 7 rader." in capsys.readouterr().out
    with pytest.raises(CommandError, match="64 tecken"):
        call_command("verify_audit", head="inte hex")
    AccessLog.objects.order_by("pk").last().delete()
    with pytest.raises(CommandError, match="Försegling 4: rader har tagits bort"):
        call_command("verify_audit")


def test_seals_hold_when_the_key_was_changed_and_the_former_is_named(three):
    """SECRET_KEY_FALLBACKS: what the former key signed is still the former key's."""
    with identity.acting_as(identity.SYSTEM, source="test"):
        assert seals.verify(key=b"new", former=[b"other", KEY]).faults == []
        assert len(seals.verify(key=b"new", former=[b"other"]).faults) == 3


def test_only_the_system_reads_and_seals(world, three, as_user):
    for who in (world.anna, world.leader, world.coordinator, world.admin, None):
        with as_user(who):
            assert not AccessLog.objects.exists()
            assert not Seal.objects.exists()
        with pytest.raises(ProgrammingError, match="row-level security"), as_user(who):
            Seal.objects.create(
                number=9,
                table="audit_accesslog",
                columns=[],
                cluster=1,
                first_xid=0,
                end_xid=1,
                rows=0,
                previous=b"",
                head=b"",
                signature=b"",
            )


COLUMNS = "action, event, route, participants, count, request_id, extra"
VALUES = "'read', 'x', 'x', '{}', 0, gen_random_uuid(), '{}'"


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("actor", "app.uid() + 1"),
        ("xid", "'15'"),
        ("at", "now() - interval '1 day'"),
        ("cluster", "1"),
    ],
)
def test_the_application_writes_in_the_actors_name_and_now(world, as_user, column, value):
    refused = pytest.raises(ProgrammingError, match="row-level security")
    with refused, as_user(world.anna):
        sql(f"INSERT INTO audit_accesslog ({column}, {COLUMNS}) VALUES ({value}, {VALUES})")
    with as_user(world.anna):
        sql(f"INSERT INTO audit_accesslog (actor, {COLUMNS}) VALUES (%s, {VALUES})", world.anna.pk)
    assert AccessLog.objects.get().actor == world.anna.pk
