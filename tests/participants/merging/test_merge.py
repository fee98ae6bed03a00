"""Two registrations of one person are made one, and made two again."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.utils import DatabaseError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mia.access.roles import Role
from mia.access.unit_of_work import unit_of_work
from mia.audit.models import AccessLog
from participants.contact_details.models import ContactDetails
from participants.enrolments.models import Enrolment
from participants.merging import actions
from participants.merging.models import PersonMerge
from participants.people.enums import Protection
from participants.people.models import Participant, PersonalNumber
from tests.factories import (
    AssignmentFactory,
    EmergencyOpeningFactory,
    EnrolmentFactory,
    ExitReasonFactory,
    MembershipFactory,
    PersonalNumberFactory,
    WaitingEnrolmentFactory,
    WatchedParticipantFactory,
)
from tests.participants.merging.places import all_rows, twin

STRICTNESS = list(Protection.values)


def merged(user, kept, absorbed, **choices):
    kept.participant.refresh_from_db()
    absorbed.participant.refresh_from_db()
    first = kept.participant.pk
    values = {"names_of": first, "language_of": first, "number_of": first} | choices
    versions = [kept.participant.version, absorbed.participant.version]
    with unit_of_work(user.pk, source="test"):
        return actions.merge(
            kept.participant, absorbed.participant, by=user, versions=versions, **values
        )


def undone(user, merge):
    with unit_of_work(user.pk, source="test"):
        return actions.undo(merge, by=user)


def twin_stay(world, enrolment):
    """An earlier stay of that person where Anna works."""
    return EnrolmentFactory(
        participant=enrolment.participant,
        delprojekt=world.os,
        started_on=date(2020, 1, 1),
        ended_on=date(2020, 6, 30),
        exit_reason=ExitReasonFactory(),
    )


def persons_of(enrolments):
    return set(Enrolment.objects.filter(pk__in=enrolments).values_list("participant_id", flat=True))


@pytest.fixture
def double(world):
    """The person of Anna's case once more, by another number, where Cecilia works."""
    other = twin(world.own, world.hbs, given_name="Ylfa", started_on=date(2021, 9, 1))
    PersonalNumberFactory(participant=other.participant)
    AssignmentFactory(enrolment=other, staff=world.cecilia)
    return other


WHOSE = st.booleans()
LEVEL = st.sampled_from(STRICTNESS)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    levels=st.tuples(LEVEL, LEVEL), numbers=st.tuples(WHOSE, WHOSE), chosen=st.tuples(*[WHOSE] * 3)
)
def test_a_merge_that_is_undone_leaves_every_row_as_it_was(world, levels, numbers, chosen):
    with transaction.atomic():
        _merge_and_undo(world, levels, numbers, chosen)
        transaction.set_rollback(True)


def _merge_and_undo(world, levels, numbers, chosen):
    MembershipFactory(staff=world.leader, role=Role.PROJECT_LEADER, delprojekt=world.hbs)
    PersonalNumber.objects.filter(participant=world.own.participant).delete()
    # No address: with skyddad folkbokföring the database keeps none, and gives none back.
    ContactDetails.objects.filter(enrolment=world.own.pk).delete()
    other = twin(world.own, world.hbs, given_name="Ylfa")
    later = twin_stay(world, other)
    WaitingEnrolmentFactory(participant=other.participant, delprojekt=world.os)
    for enrolment, has_number in zip((world.own, other), numbers, strict=True):
        PersonalNumberFactory(participant=enrolment.participant, replaced_on=date(2020, 1, 1))
        if has_number:
            PersonalNumberFactory(participant=enrolment.participant)
    for enrolment in (world.own, other, later):
        AssignmentFactory(enrolment=enrolment, staff=world.leader)
        WatchedParticipantFactory._meta.model.objects.get_or_create(
            participant=enrolment.participant_id,
            defaults={"reason": "kand", "registered_by": world.reviewer},
        )
    for enrolment, level in zip((world.own, other), levels, strict=True):
        Participant.objects.filter(pk=enrolment.participant_id).update(protection=level)
    if levels[1] != Protection.NONE:
        EmergencyOpeningFactory(enrolment=other, participant=other.participant)
    before = all_rows()
    keys = [(world.own, other)[choice].participant_id for choice in chosen]
    names_of, language_of, number_of = keys
    merge = merged(
        world.leader, world.own, other,
        names_of=names_of, language_of=language_of, number_of=number_of,
    )  # fmt: skip
    present = Participant.objects.get(pk=world.own.participant_id)
    assert present.protection == max(levels, key=STRICTNESS.index)
    assert persons_of([world.own.pk, other.pk, later.pk]) == {present.pk}
    is_protected = set(Enrolment.objects.filter(participant=present).values_list("is_protected"))
    assert is_protected == {(present.is_protected,)}
    current = PersonalNumber.objects.filter(participant=present, replaced_on=None).count()
    assert current == (1 if any(numbers) else 0)
    undone(world.leader, merge)
    assert all_rows() == before


def test_a_relation_that_is_new_moves_by_itself(world, double):
    """A table that nobody has told the merge of."""
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE TABLE public.planted (id bigint PRIMARY KEY,"
            " mentor uuid REFERENCES public.participants_participant (id))"
        )
        cursor.execute("INSERT INTO public.planted VALUES (1, %s)", [double.participant_id])
    merge = merged(world.coordinator, world.own, double)
    assert _planted() == world.own.participant_id
    undone(world.coordinator, merge)
    assert _planted() == double.participant_id


def _planted():
    with connection.cursor() as cursor:
        cursor.execute("SELECT mentor FROM public.planted")
        return cursor.fetchone()[0]


def test_every_relation_of_the_models_is_among_those_that_move(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT relation, field FROM app.person_relations()")
        moving = set(cursor.fetchall())
    declared = set()
    hidden_too = Participant._meta.get_fields(include_hidden=True)
    for relation in [field for field in hidden_too if field.auto_created and not field.concrete]:
        model, column = relation.related_model, relation.field.column
        if model is not PersonMerge and not hasattr(model, "pgh_tracked_model"):
            declared.add((model._meta.db_table, column))
    assert declared
    assert declared <= moving
    assert moving - declared == {("participants_watchedparticipant", "participant")}


@pytest.mark.parametrize("which", ["enrolments", "waiting"])
def test_rows_that_cannot_be_of_one_person_are_told_and_nothing_is_done(world, double, which):
    if which == "enrolments":
        EnrolmentFactory(participant=double.participant, delprojekt=world.os)
    else:
        for person in (world.own.participant, double.participant):
            WaitingEnrolmentFactory(participant=person, delprojekt=world.os)
    before = all_rows()
    with pytest.raises(ValidationError) as refusal:
        merged(world.coordinator, world.own, double)
    told = refusal.value.messages[0]
    assert "Ingenting är" in told
    assert ("samma delprojekt" if which == "enrolments" else "Inskrivningar som väntar") in told
    assert all_rows() == before
    assert not PersonMerge.objects.exists()


@pytest.mark.parametrize("who", ["anna", "leader", "other_leader", "investigator", "admin"])
def test_the_database_too_refuses_who_may_not_see_both(world, double, who):
    with pytest.raises(DatabaseError, match="by those who may"):
        merged(getattr(world, who), world.own, double)


@pytest.mark.parametrize("choice", ["names_of", "language_of", "number_of"])
def test_a_third_persons_facts_are_not_taken(world, double, choice):
    """Else whoever knows the key of a person in hiding reads the name on one's own participant."""
    third = world.protected.participant_id
    with pytest.raises(DatabaseError, match="one of the two"), transaction.atomic():
        merged(world.coordinator, world.own, double, **{choice: third})


def test_an_absorbed_key_takes_no_enrolment_and_no_case_worker_moves_one(world, double, as_user):
    merge = merged(world.coordinator, world.own, double)
    with pytest.raises(DatabaseError, match="merged into another"), transaction.atomic():
        EnrolmentFactory(participant=double.participant, delprojekt=world.os)
    moved = Enrolment.objects.get(pk=double.pk)
    with pytest.raises(DatabaseError, match="keeps its participant"), as_user(world.cecilia):
        Enrolment.objects.filter(pk=moved.pk).update(participant=double.participant_id)
    with as_user(world.coordinator), pytest.raises(DatabaseError), transaction.atomic():
        PersonMerge.objects.create(
            kept=world.own.participant, absorbed=double.participant, details={},
            merged_at=merge.merged_at, merged_by=world.coordinator,
        )  # fmt: skip


def test_what_was_corrected_since_stays_when_a_merge_is_undone(world, double):
    merge = merged(world.coordinator, world.own, double)
    own = Participant.objects.filter(pk=world.own.participant_id)
    own.update(family_name="Nyman", protection=Protection.NONE)
    opened = twin_stay(world, world.own)
    undone(world.coordinator, merge)
    assert own.get().family_name == "Nyman"
    assert persons_of([opened.pk]) == {world.own.participant_id}
    assert persons_of([double.pk]) == {double.participant_id}


def test_protection_set_since_holds_for_both_when_a_merge_is_undone(world, double):
    AssignmentFactory(enrolment=world.own, staff=world.leader)
    merge = merged(world.coordinator, world.own, double)
    Participant.objects.filter(pk=world.own.participant_id).update(protection="SEKRETESSMARKERING")
    undone(world.leader, merge)
    both = Participant.objects.filter(pk__in=[world.own.participant_id, double.participant_id])
    assert set(both.values_list("protection", flat=True)) == {"SEKRETESSMARKERING"}
    double.refresh_from_db()
    assert double.is_protected


def test_merges_into_one_person_are_undone_the_last_one_first(world, double):
    third = twin(world.own, world.hbs, started_on=date(2022, 1, 1))
    Enrolment.objects.filter(pk=double.pk).update(ended_on=date(2021, 10, 1), exit_reason="ARBETE")
    first = merged(world.coordinator, world.own, double)
    second = merged(world.coordinator, world.own, third)
    with pytest.raises(ValidationError, match="senare sammanslagningen"):
        undone(world.coordinator, first)
    undone(world.coordinator, second)
    undone(world.coordinator, first)
    with pytest.raises(ValidationError, match="redan tillbakatagen"):
        undone(world.coordinator, first)


def test_both_persons_are_in_the_log_of_the_merge_and_of_its_undoing(world, double):
    undone(world.coordinator, merged(world.coordinator, world.own, double))
    both = {world.own.participant_id, double.participant_id}
    for event in ("participant.merged", "participant.merge_undone"):
        row = AccessLog.objects.get(event=event)
        assert set(row.participants) >= both
        assert row.actor == world.coordinator.pk
