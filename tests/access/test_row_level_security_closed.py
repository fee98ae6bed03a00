"""Ways round row-level security that a review found, each closed."""

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction

from mia import audit
from mia.access.roles import Role
from mia.core import personnummer
from mia.core.uuid7 import uuid7
from participants.assignments.models import Assignment
from participants.enrolments import access as enrolments_access
from participants.enrolments.models import Enrolment
from participants.people.models import Participant
from participants.registration import actions as registration_actions
from tests import factories


def refused(statement, parameters=()):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters)


def test_no_figure_is_changed_through_a_report_view(world, as_user):
    with as_user(world.coordinator):
        refused("UPDATE reporting_time SET minutes = 1")
        refused("DELETE FROM reporting_method")


def test_an_enrolment_is_not_moved(world, as_user):
    with as_user(world.anna):
        refused(
            "UPDATE participants_enrolment SET delprojekt_id = %s WHERE id = %s",
            [world.hbs.pk, world.own.pk],
        )
        refused(
            "UPDATE participants_enrolment SET participant_id = %s WHERE id = %s",
            [world.colleagues.participant_id, world.own.pk],
        )


def test_nobody_enrols_somebody_elses_protected_person(world, as_user):
    """The key alone does not open her, in any delprojekt."""
    with as_user(world.cecilia):
        enrolment = Enrolment(
            participant_id=world.protected.participant_id,
            delprojekt=world.hbs,
            project=world.protected.project,
            started_on="2022-01-01",
        )
        with pytest.raises(DatabaseError), transaction.atomic():
            enrolment.save(force_insert=True)
        assert not Participant.objects.filter(pk=world.protected.participant_id).exists()


def test_two_roles_are_not_added_up(world, as_user):
    """A coordinator who is a case worker somewhere works there as a case worker: with her own
    cases.
    """
    factories.MembershipFactory(staff=world.coordinator, role=Role.CASE_WORKER, delprojekt=world.os)
    assert not enrolments_access.can_edit_enrolment(world.coordinator, world.own)
    assert not enrolments_access.can_assign_staff(world.coordinator, world.own)
    assert enrolments_access.can_edit_enrolment(world.leader, world.own)
    assert enrolments_access.can_edit_enrolment(world.dan, world.own)
    with as_user(world.coordinator):
        assert Enrolment.objects.filter(pk=world.own.pk).exists()
        assert not Enrolment.objects.filter(pk=world.own.pk).update(district="X")
        mine = Assignment(
            enrolment=world.own,
            delprojekt=world.os,
            staff=world.coordinator,
            started_on="2022-01-01",
        )
        with pytest.raises(DatabaseError), transaction.atomic():
            mine.save(force_insert=True)


def test_a_used_key_does_not_pass_for_a_second_click(world, as_user):
    """Another person under a key that is taken: refused, and nobody is registered."""
    identity = personnummer.test_number(world.today.replace(year=1999, month=5, day=5), "K")
    facts = {"delprojekt": world.os, "identity": identity, "given_name": "A", "family_name": "B"}
    with as_user(world.anna):
        audit.begin()
        before = Participant.objects.count()
        with pytest.raises(ValidationError):
            registration_actions.register(
                by=world.anna,
                responsible=world.anna,
                started_on=world.today,
                key=world.own.pk,
                **facts,
            )
        assert Participant.objects.count() == before
        registration_actions.register(
            by=world.anna, responsible=world.anna, started_on=world.today, key=uuid7(), **facts
        )


def test_aliases_are_recorded_in_the_access_log(world, login):
    with transaction.atomic():
        login(world.leader).get("/deltagare/")
    with connection.cursor() as cursor:
        cursor.execute("SELECT participants FROM audit_accesslog ORDER BY id DESC LIMIT 1")
        assert world.protected.participant_id in cursor.fetchone()[0]


def test_messages_never_lie_in_a_cookie(settings):
    assert settings.MESSAGE_STORAGE.endswith("SessionStorage")
