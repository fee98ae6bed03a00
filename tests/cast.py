"""The people and cases of the tests, with every kind of row that could leak.

Each process makes them once by the factories; for each later test the same rows are inserted again,
one statement a table. They have the same keys in every test.
"""

import functools
import pickle
from datetime import date
from itertools import groupby
from types import SimpleNamespace

from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_save
from django.utils import timezone

from mia.access.roles import Role
from mia.organisation.delprojekt.models import Delprojekt
from tests.factories import (
    AreaRecordFactory,
    AttendanceFactory,
    AttestationFactory,
    BookingFactory,
    CaseDocumentFactory,
    ConsentFactory,
    ContactDetailsFactory,
    ContactFactory,
    ContactQuestionFactory,
    ContactRemovalFactory,
    DocumentReadingFactory,
    EmployerContactFactory,
    FollowUpFactory,
    GoalFactory,
    GoalFollowUpFactory,
    GoalNeedFactory,
    GroupFactory,
    GroupMemberFactory,
    GroupOccasionFactory,
    HoursStepFactory,
    JobApplicationFactory,
    LetterFactory,
    MemoFactory,
    MethodWorkFactory,
    NoteFactory,
    PhaseChangeFactory,
    PlacementFactory,
    PlacementMeetingFactory,
    PlacementPlanFactory,
    PlanReviewFactory,
    QualificationFactory,
    ReadinessFactory,
    RehabilitationGoalFactory,
    RelatedPersonFactory,
    SpellFactory,
    StepFactory,
    TeamFactory,
    TransitionFactory,
    VocationalProfileFactory,
    case,
    staff,
)


def world() -> SimpleNamespace:
    """Staff of every role, and four cases: own, a colleague's, elsewhere, and protected."""
    cast, rows = pickle.loads(_pickled())  # noqa: S301 - the bytes that this process wrote
    for model, of_model in groupby(rows, type):
        model._base_manager.bulk_create(of_model)
    return cast


@functools.cache
def _pickled() -> bytes:
    """The cast and its rows in the order of their tables; nothing stays in the database."""
    rows: list[Model] = []

    def collect(instance: Model, **_: object) -> None:
        rows.append(instance)

    with transaction.atomic():
        post_save.connect(collect)
        try:
            cast = _make()
        finally:
            post_save.disconnect(collect)
        transaction.set_rollback(True)
    order = list(dict.fromkeys(type(row) for row in rows))
    rows.sort(key=lambda row: order.index(type(row)))
    return pickle.dumps((cast, rows))


def _make() -> SimpleNamespace:
    os, hbs = Delprojekt.objects.get(code="OS"), Delprojekt.objects.get(code="HBS")
    north, south = TeamFactory(delprojekt=os, name="Norr"), TeamFactory(delprojekt=os, name="Söder")
    cast = SimpleNamespace(os=os, hbs=hbs, today=timezone.localdate())
    cast.anna = staff("anna", Role.CASE_WORKER, os, north)
    cast.dan = staff("dan", Role.CASE_WORKER, os, north)
    cast.bo = staff("bo", Role.CASE_WORKER, os, south)
    cast.cecilia = staff("cecilia", Role.CASE_WORKER, hbs)
    cast.leader = staff("ledare", Role.PROJECT_LEADER, os)
    cast.other_leader = staff("ledare.hbs", Role.PROJECT_LEADER, hbs)
    cast.coordinator = staff("koordinator", Role.COORDINATOR)
    cast.investigator = staff("utredare", Role.INVESTIGATOR)
    cast.admin = staff("admin", Role.ADMINISTRATOR)
    cast.reviewer = staff("granskare", Role.LOG_REVIEWER)
    cast.own = case(os, cast.anna, given_name="Ylva", family_name="Ekdal")
    cast.colleagues = case(os, cast.bo, given_name="Göran", family_name="Åsberg")
    cast.elsewhere = case(hbs, cast.cecilia, given_name="Maj", family_name="Lindö")
    cast.protected = case(
        os,
        cast.anna,
        given_name="Hemlig",
        family_name="Hemmansson",
        protection="SEKRETESSMARKERING",
    )
    groups = {place.pk: _make_group(place, cast.anna) for place in (os, hbs)}
    for enrolment in (cast.own, cast.colleagues, cast.elsewhere, cast.protected):
        _add_contact(enrolment, cast.anna)
        work = MethodWorkFactory(enrolment=enrolment)
        PhaseChangeFactory(work=work, registered_by=cast.anna)
        _add_work(enrolment, cast.anna)
        _add_placement(enrolment, cast.anna)
        ContactRemovalFactory(enrolment=enrolment, removed_by=cast.anna)
        ConsentFactory(enrolment=enrolment)
        ContactDetailsFactory(enrolment=enrolment)
        RelatedPersonFactory(enrolment=enrolment)
        _add_plan(enrolment, cast.anna)
        GroupMemberFactory(
            enrolment=enrolment, group=groups[enrolment.delprojekt_id], registered_by=cast.anna
        )
    return cast


def _add_contact(enrolment, by) -> None:
    """A contact with a note, about which somebody asks."""
    contact = ContactFactory(enrolment=enrolment, registered_by=by)
    ContactQuestionFactory(contact=contact, asked_by=by)
    NoteFactory(contact=contact, text=f"Anteckning om {enrolment.participant}")


def _make_group(place, leader):
    """A group that met once."""
    group = GroupFactory(delprojekt=place, leader=leader)
    GroupOccasionFactory(group=group)
    return group


def _add_plan(enrolment, by) -> None:
    """A plan in which all is done, what it stands on, and a meeting long ago."""
    AreaRecordFactory(enrolment=enrolment, registered_by=by)
    VocationalProfileFactory(enrolment=enrolment, registered_by=by)
    EmployerContactFactory(enrolment=enrolment, registered_by=by)
    JobApplicationFactory(enrolment=enrolment, registered_by=by)
    _add_boston(enrolment, by)
    goal = GoalFactory(enrolment=enrolment, registered_by=by)
    StepFactory(enrolment=enrolment, goal=goal, done_on=enrolment.started_on, registered_by=by)
    PlanReviewFactory(enrolment=enrolment, next_on=date(2099, 1, 1), registered_by=by)
    BookingFactory(enrolment=enrolment, staff=by)
    AttestationFactory(enrolment=enrolment, registered_by=by)
    MemoFactory(enrolment=enrolment, staff=by, due_on=date(2099, 1, 1))
    version = CaseDocumentFactory(enrolment=enrolment, registered_by=by)
    DocumentReadingFactory(version=version, read_by=by)
    LetterFactory(enrolment=enrolment, registered_by=by)


def _add_boston(enrolment, by) -> None:
    ReadinessFactory(enrolment=enrolment, registered_by=by)
    goal = RehabilitationGoalFactory(enrolment=enrolment, registered_by=by)
    of = {"enrolment": enrolment, "rehabilitation_goal": goal, "registered_by": by}
    GoalNeedFactory(**of)
    GoalFollowUpFactory(**of)


def _add_work(enrolment, by) -> None:
    """Work before the enrolment, which counts towards no goal, and what else belongs to work."""
    spell = SpellFactory(
        enrolment=enrolment,
        started_on=date(2020, 1, 1),
        ended_on=date(2020, 12, 31),
        registered_by=by,
    )
    FollowUpFactory(enrolment=enrolment, spell=spell, moment="1M", answer="KVAR", registered_by=by)
    TransitionFactory(enrolment=enrolment, registered_by=by)
    QualificationFactory(enrolment=enrolment, registered_by=by)


def _add_placement(enrolment, by) -> None:
    """A placement that ended before the enrolment, so that its hours count towards no month."""
    placement = PlacementFactory(
        enrolment=enrolment,
        started_on=date(2020, 6, 1),
        ended_on=date(2020, 8, 31),
        end_reason="PLANERAT",
        result="INGET",
        registered_by=by,
    )
    of = {"placement": placement, "enrolment": enrolment}
    HoursStepFactory(**of)
    PlacementPlanFactory(**of, purpose=f"Plan för {enrolment.participant}")
    AttendanceFactory(**of, registered_by=by)
    PlacementMeetingFactory(**of, summary=f"Träff om {enrolment.participant}", registered_by=by)
