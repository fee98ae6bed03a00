"""Carrying out a disposal: everything about the person is gone, and every figure is as before."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.db.models import Sum

from interventions.contacts.models import Contact, Note
from mia.access.roles import Role
from mia.access.unit_of_work import unit_of_work
from mia.audit.history import event_models
from mia.jobs.models import Job
from participants.enrolments.models import Enrolment
from participants.people.models import Participant, PersonalNumber
from reporting.retention import actions, handler, queries
from reporting.retention.models import DisposalHold, DisposalItem
from reporting.retention.plan import TRIGGERS_SET, disposal_plan, emptied_values
from tests import factories
from tests.audit.test_history import sql
from tests.canary import written_forms
from tests.jobs.working import work, work_through
from tests.reporting.retention import disposing
from tests.reporting.retention.disposing import AT, NAME, NUMBER, PHONE, TODAY, person_due

pytestmark = pytest.mark.django_db
COARSE = {"birth_date", "birth_year"}


@pytest.fixture
def second(world):
    return factories.staff("arkivarie", Role.COORDINATOR)


def test_each_field_is_kept_for_figures_or_gone(world, second):
    """In every table of the plan; a person of the tests who has no row in one of them fails."""
    enrolment = person_due(world)
    before = disposing.rows_in_plan(enrolment)
    empty = {table for table, rows in before.items() if not rows}
    assert empty == {"participants_emergencyopening"}, "only protected persons have one"
    disposing.dispose(world, second)
    after = disposing.rows_in_plan(enrolment)
    for step in disposal_plan():
        if step.kept is None:
            assert not after[step.table], step.table
            continue
        for key, row in after[step.table].items():
            former = before[step.table][key]
            changed = {column for column in row if row[column] != former[column]}
            assert not changed & (step.kept.fields - COARSE - TRIGGERS_SET), (step.table, changed)
            emptied = {column: row[column] for column in emptied_values(step)}
            assert emptied == emptied_values(step), step.table
            assert set(step.kept.unique) <= changed


# Unique constraints that rows which are kept and emptied never meet, and why.
NOT_MET = {"consent_is_open_once_for_a_purpose": "of kinds whose rows are deleted"}


def test_rows_are_not_alike_when_they_are_emptied():
    """Else a constraint would refuse the disposal."""
    for step in disposal_plan():
        if step.kept is None:
            continue
        told_apart_by = {*step.kept.unique, *(step.kept.numbered or ())[:1]}
        emptied = (step.model.personal | step.model.sensitive) - step.kept.fields
        for constraint in step.model._meta.constraints:
            fields = set(getattr(constraint, "fields", ()))
            if fields & emptied and constraint.name not in NOT_MET:
                assert fields & told_apart_by, constraint.name


def test_contacts_alike_but_for_the_time_are_disposed_of(world, second):
    enrolment = person_due(world)
    day = enrolment.started_on
    for started_at in (None, time(9), time(13)):
        factories.ContactFactory(
            enrolment=enrolment, held_on=day, channel="TELEFON", started_at=started_at
        )
    minutes = Contact.objects.filter(enrolment=enrolment).aggregate(total=Sum("minutes"))
    disposing.dispose(world, second)
    assert DisposalItem.objects.get().state == "done"
    kept = Contact.objects.filter(enrolment=enrolment)
    assert kept.aggregate(total=Sum("minutes")) == minutes
    assert not kept.exclude(started_at=None, staff=None).exists()


def test_nothing_is_left_in_a_dump(world, second):
    """Name, number in every form, telephone, exact date of birth and texts, in every table: also
    the history, the seals and what the disposal itself has written.
    """
    enrolment = person_due(world)
    alias = enrolment.participant.alias
    words = {*NAME.split(), *written_forms(NUMBER.number), PHONE, alias}
    words |= {"zuluspråket", "Zinkensdamm", "1979-08-17", "Zebrabageriet", "zebrabagare"}
    words |= {"Zvetsarprov", "Zonkontoret", "Zzdubblett", "Zrubrik"}
    before = disposing.everything()
    missing = {word for word in words if not any(word in text for text in before.values())}
    assert missing <= written_forms(NUMBER.number), "a word that cannot leak"
    disposing.dispose(world, second)
    after = disposing.everything()
    leaks = {(table, word) for table, text in after.items() for word in words if word in text}
    assert not leaks


def test_what_was_changed_or_deleted_long_ago_is_gone_from_the_history(world, second):
    enrolment = person_due(world)
    Participant.objects.filter(pk=enrolment.participant_id).update(given_name="Zzförnamn")
    note = Note.objects.get(enrolment=enrolment)
    Contact.objects.filter(pk=note.contact_id).delete()
    PersonalNumber.objects.filter(participant=enrolment.participant_id).delete()
    disposing.dispose(world, second)
    keys = {str(enrolment.pk), str(enrolment.participant_id)}
    for model in event_models():
        if model.pgh_tracked_model in {step.model for step in disposal_plan()}:
            table = model._meta.db_table
            (text,) = sql(f"SELECT coalesce(string_agg(t::text, chr(10)), '') FROM {table} t")[0]
            assert not [key for key in keys if key in text], table


def test_the_person_is_as_old_at_each_start_as_before(world, second):
    enrolment = person_due(world)
    factories.EnrolmentFactory(
        participant=enrolment.participant,
        delprojekt=world.hbs,
        started_on=date(2019, 9, 1),
        ended_on=date(2019, 12, 1),
        exit_reason_id="STUDIER",
    )
    person = enrolment.participant
    days = [date(2018, 3, 5), date(2019, 9, 1)]
    ages = [person.age_on(day) for day in days]
    disposing.dispose(world, second)
    person.refresh_from_db()
    assert [person.age_on(day) for day in days] == ages
    assert person.birth_date == date(1979, 9, 1), "the latest day that gives these ages"
    assert person.disposed_on == world.today


def test_nobody_sees_what_is_left(world, second, as_user):
    enrolment = person_due(world)
    disposing.dispose(world, second)
    for user in (world.anna, world.leader, world.coordinator, second, world.admin):
        with as_user(user):
            for model in (Participant, Enrolment, Contact):
                row = "enrolment_id" if model is Contact else "participant_id"
                key = "id" if model is Participant else row
                person = enrolment.pk if model is Contact else enrolment.participant_id
                rows = model._base_manager.filter(**{key: person})
                assert not rows.exists(), (user, model)


def test_the_same_number_later_is_a_new_person(world, second):
    enrolment = person_due(world)
    disposing.dispose(world, second)
    again = factories.ParticipantFactory(number=NUMBER, birth_date=NUMBER.birth_date)
    assert again.pk != enrolment.participant_id
    assert PersonalNumber.objects.get(number=NUMBER.number).participant == again


class TestTwoPersons:
    def test_the_one_who_proposed_does_not_confirm(self, world, second):
        person_due(world)
        disposal = disposing.propose(world.coordinator)
        with pytest.raises(ValidationError, match="Någon annan"):
            disposing.confirm(disposal, world.coordinator)
        assert not Job.objects.filter(kind="disposal").exists()

    def test_the_database_disposes_of_nothing_that_one_person_decided(self, world, second, as_user):
        """SQL of one's own, as the application."""
        enrolment = person_due(world)
        disposal = disposing.propose(world.coordinator)
        statements = [
            ("SELECT * FROM app.dispose(%s, %s)", [disposal.pk, [enrolment.participant_id]]),
            ("UPDATE reporting_disposal SET confirmed_by_id = %s", [second.pk]),
            ("UPDATE reporting_disposalitem SET state = 'done'", []),
            ("DELETE FROM participants_participantevent", []),
            ("INSERT INTO app.disposing VALUES ('participants_participantevent', '1')", []),
            ("DELETE FROM app.disposal_step", []),
            ("SELECT app.dispose_of_table('participants_note', %s)", [disposal.pk]),
            (
                "UPDATE reporting_disposal SET confirmed_at = now(), confirmed_by_id = %s",
                [world.coordinator.pk],
            ),
            (  # another's name on what one proposed oneself
                "UPDATE reporting_disposal SET proposed_by_id = %s, confirmed_by_id = %s,"
                " confirmed_at = now()",
                [second.pk, world.coordinator.pk],
            ),
        ]
        for statement, params in statements:
            with as_user(world.coordinator):
                assert self._refused(statement, params), statement
        person = Participant.objects.get(pk=enrolment.participant_id)
        assert person.disposed_on is None

    @staticmethod
    def _refused(statement, params) -> bool:
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement, params)
                return cursor.rowcount == 0
        except DatabaseError:
            return True

    def test_who_confirmed_but_lost_the_right_carries_nothing_out(self, world, second):
        enrolment = person_due(world)
        disposal = disposing.propose(world.coordinator)
        disposing.confirm(disposal, second)
        second.memberships.update(ended_on=date(2026, 1, 1))
        (job,) = Job.objects.filter(kind="disposal")
        assert work(job).state == "failed"
        assert not Participant.objects.get(pk=enrolment.participant_id).disposed_on


class TestHold:
    def test_a_hold_keeps_the_person_from_the_list(self, world, second):
        enrolment = person_due(world)
        self._hold(world, enrolment)
        with pytest.raises(ValidationError, match="inget att gallra"):
            disposing.propose(world.coordinator)

    def test_a_hold_after_the_confirmation_stops_the_job(self, world, second):
        enrolment = person_due(world)
        disposal = disposing.propose(world.coordinator)
        disposing.confirm(disposal, second)
        self._hold(world, enrolment)
        work_through()
        item = DisposalItem.objects.get(subject=enrolment.participant_id)
        assert item.state == "kept"
        assert Participant.objects.get(pk=enrolment.participant_id).given_name in NAME

    def test_a_lifted_hold_lets_go(self, world, second):
        enrolment = person_due(world)
        hold = self._hold(world, enrolment)
        with unit_of_work(second.pk, source="test", today=TODAY):
            actions.lift_hold(hold, by=second, at=AT)
        disposing.dispose(world, second)
        assert Participant.objects.get(pk=enrolment.participant_id).disposed_on == world.today

    @staticmethod
    def _hold(world, enrolment) -> DisposalHold:
        coordinator = world.coordinator
        with unit_of_work(coordinator.pk, source="test", today=TODAY):
            return actions.place_hold(
                enrolment.participant_id, by=coordinator, at=AT, reason="Revision"
            )


def test_killed_half_way_it_begins_again_and_ends_the_same(world, second, monkeypatch):
    """Two persons; the worker ends after the first."""
    born = date(1981, 5, 3)
    enrolments = [person_due(world), person_due(world, name="Zeth Zorn", born=born)]
    disposal = disposing.propose(world.coordinator)
    disposing.confirm(disposal, second)
    (job,) = Job.objects.filter(kind="disposal")
    monkeypatch.setattr(handler, "AT_A_TIME", 1)
    carry_out = actions.carry_out
    calls = []

    def dies_the_second_time(*args, **kwargs):
        calls.append(args)
        if len(calls) == 2:
            raise RuntimeError("the worker is gone")
        return carry_out(*args, **kwargs)

    monkeypatch.setattr(actions, "carry_out", dies_the_second_time)
    with pytest.raises(RuntimeError):
        work(job)
    persons = Participant.objects.filter(enrolments__in=enrolments)
    assert not persons.exclude(disposed_on=None).exists(), "all of it or nothing"
    assert work(job).state == "ready"
    assert persons.filter(disposed_on=world.today).count() == 2
    disposal.refresh_from_db()
    assert disposal.finished_at is not None
    assert queries.blocks_left(disposal) == []
    counted = {row.relation: row.emptied for row in disposal.counts.all()}
    # Each once, with the registration that was merged into it.
    assert counted["participants_participant"] == 2 * 2
