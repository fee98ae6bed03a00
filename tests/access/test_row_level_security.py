"""Row-level security: without the visibility filter, no rows of another delprojekt come either."""

import pytest
from django.db import connection

from interventions.attendance.models import Attendance
from interventions.attestations.models import Attestation
from interventions.bookings.models import Booking
from interventions.case_documents.models import CaseDocument, DocumentReading
from interventions.contacts.models import Contact, Note
from interventions.employment.models import Qualification, Spell
from interventions.follow_ups.models import FollowUp
from interventions.groups.models import GroupMember
from interventions.letters.models import Letter
from interventions.memos.models import Memo
from interventions.methods.models import MethodWork
from interventions.placement_meetings.models import PlacementMeeting
from interventions.placements.models import HoursStep, Placement, PlacementPlan
from interventions.planning.models import Goal, PlanReview, Step
from interventions.questions.models import ContactQuestion
from interventions.transitions.models import Transition
from participants.assignments.models import Assignment
from participants.consents.models import Consent
from participants.contact_details.models import ContactDetails, RelatedPerson
from participants.enrolments.models import Enrolment
from participants.people.models import Participant, PersonalNumber

MODELS = [
    Participant,
    PersonalNumber,
    Enrolment,
    Assignment,
    Consent,
    ContactDetails,
    RelatedPerson,
    Contact,
    Note,
    MethodWork,
    Spell,
    Qualification,
    Transition,
    FollowUp,
    Placement,
    HoursStep,
    PlacementPlan,
    PlacementMeeting,
    Attendance,
    Goal,
    Step,
    PlanReview,
    Attestation,
    Booking,
    CaseDocument,
    ContactQuestion,
    DocumentReading,
    Memo,
    GroupMember,
    Letter,
]
CAST = [
    "anna",
    "dan",
    "bo",
    "cecilia",
    "leader",
    "other_leader",
    "coordinator",
    "investigator",
    "admin",
]


def keys(rows):
    return set(rows.values_list("pk", flat=True))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
@pytest.mark.parametrize("who", CAST)
def test_the_filter_and_the_policies_show_the_same_rows(world, as_user, model, who):
    user = getattr(world, who)
    assert model.objects.count() >= 4, "there must be rows that could leak"
    application = keys(model.objects.visible_to(user))  # as owner: without row-level security
    with as_user(user):
        assert keys(model.objects.all()) == application == keys(model.objects.visible_to(user))


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_nobody_and_a_forged_identity_see_nothing(world, as_user, model):
    with as_user(None):
        assert not model.objects.exists()
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.token', '0.9999999999.2030-01-01.00ff', true)")
        assert not model.objects.exists()


def test_who_sees_whom(world, as_user):
    everyone = {
        name: getattr(world, name).pk for name in ("own", "colleagues", "elsewhere", "protected")
    }
    seen = {}
    for who in CAST:
        with as_user(getattr(world, who)):
            visible = keys(Enrolment.objects.all())
        seen[who] = {name for name, pk in everyone.items() if pk in visible}
    assert seen == {
        "anna": {"own", "protected"},
        "dan": {"own"},
        "bo": {"colleagues"},
        "cecilia": {"elsewhere"},
        "leader": {"own", "colleagues"},
        "other_leader": {"elsewhere"},
        "coordinator": {"own", "colleagues", "elsewhere"},
        "investigator": set(),
        "admin": set(),
    }


def test_notes_are_for_those_who_work_with_the_participant(world, as_user):
    with as_user(world.coordinator):
        assert Contact.objects.count() == 3
        assert not Note.objects.exists()
