"""The seals hold after a disposal, and still tell of everything else."""

import itertools
from datetime import date

import pytest

from mia.access import identity
from mia.access.roles import Role
from mia.audit import seals
from mia.audit.models import DisposedRows, Seal
from participants.people.models import Participant
from tests import factories
from tests.audit.test_history import sql
from tests.reporting.retention import disposing
from tests.reporting.retention.disposing import person_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(world):
    return factories.staff("arkivarie", Role.COORDINATOR)


@pytest.fixture
def seal_key(settings):
    return settings.AUDIT_SEAL_KEY


@pytest.fixture
def seal_everything(monkeypatch, seal_key):
    """Seal what has been written so far, as if another transaction had written it and ended."""
    transactions = itertools.count(10)

    def _seal():
        number = next(transactions)
        for table in seals.tables():
            sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            sql(f"UPDATE {table} SET xid = %s::text::xid8 WHERE xid = pg_current_xact_id()", number)
            sql(f"ALTER TABLE {table} ENABLE TRIGGER USER")
        monkeypatch.setattr(seals, "finished", lambda: number + 1)
        with identity.acting_as(identity.SYSTEM, source="test"):
            return seals.seal(key=seal_key)

    return _seal


def faults(key):
    with identity.acting_as(identity.SYSTEM, source="test"):
        return seals.verify(key=key).faults


@pytest.fixture
def disposed(world, second, seal_everything):
    enrolment = person_due(world)
    other = person_due(world, name="Ove Olsson", born=date(1985, 2, 11))
    factories.DisposalHoldFactory(participant=other.participant)
    seal_everything()
    disposing.dispose(world, second)
    assert Participant.objects.get(pk=enrolment.participant_id).disposed_on
    assert not Participant.objects.get(pk=other.participant_id).disposed_on
    return other


def test_they_hold_before_and_after(disposed, seal_key, seal_everything):
    assert DisposedRows.objects.count() > 10
    assert faults(seal_key) == []
    seal_everything()
    assert faults(seal_key) == []


PLANTED = {
    "changed": "UPDATE {event} SET family_name = 'Annan' WHERE pgh_obj_id = '{other}'",
    "deleted": "DELETE FROM {event} WHERE pgh_obj_id = '{other}'",
    "explained away": (
        "DELETE FROM {event} WHERE pgh_obj_id = '{other}';"
        "INSERT INTO audit_disposedrows SELECT gen_random_uuid(), seal, disposal, rows,"
        " content FROM audit_disposedrows"
    ),
    "without its record": "DELETE FROM audit_disposedrows",
    "record of another seal": "UPDATE audit_disposedrows SET seal = seal + 1",
    "record that is forged": "UPDATE audit_disposedrows SET content = 'AAAA' || content",
    "seal replaced": "UPDATE audit_seal SET head = sha256(head)",
}


@pytest.mark.parametrize("kind", PLANTED)
def test_what_somebody_does_besides_is_found(disposed, seal_key, kind):
    event = "participants_participantevent"
    sql(f"ALTER TABLE {event} DISABLE TRIGGER append_only")
    sql(PLANTED[kind].format(event=event, other=disposed.participant_id))
    assert faults(seal_key)


def test_a_row_that_was_tampered_with_before_is_still_found(
    world, second, seal_key, seal_everything
):
    """A disposal does not wash a change away."""
    enrolment = person_due(world)
    seal_everything()
    event = "participants_participantevent"
    sql(f"ALTER TABLE {event} DISABLE TRIGGER append_only")
    key = enrolment.participant_id
    sql(f"UPDATE {event} SET family_name = 'Annan' WHERE pgh_obj_id = '{key}'")
    sql(f"ALTER TABLE {event} ENABLE TRIGGER append_only")
    disposing.dispose(world, second)
    (fault,) = faults(seal_key)
    assert "en rad har ändrats" in fault


def test_what_is_kept_of_a_row_tells_nothing_without_the_key(disposed):
    """No fingerprint in clear: guesses of a person cannot be tried against it."""
    content = DisposedRows.objects.first().content
    assert len(content) > 60
    assert Seal.objects.filter(number=DisposedRows.objects.first().seal).exists()
