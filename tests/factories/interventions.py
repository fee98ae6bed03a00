"""What is done with participants."""

from datetime import date, time, timedelta

import factory
from django.utils import timezone

from interventions.attestations.models import Attestation
from interventions.bookings.models import Booking
from interventions.calendars.models import CalendarFeed
from interventions.contacts.models import Contact, Note, Topic
from interventions.employment.models import Qualification, Spell
from interventions.follow_ups.models import FollowUp
from interventions.handovers.models import CaseHandover, HandoverNote
from interventions.letters.models import Letter, LetterTemplate
from interventions.life_areas.models import AreaRecord, LifeArea
from interventions.planning.models import Goal, PlanReview, Step
from interventions.removals.models import ContactRemoval
from interventions.transitions.models import Transition
from interventions.workload.models import MethodCeiling
from mia.core.uuid7 import uuid7
from participants.assignments.models import ReadAccess
from tests.factories.organisation import StaffFactory
from tests.factories.participants import AssignmentFactory, EnrolmentFactory


class ContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contact

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    held_on = factory.SelfAttribute("enrolment.started_on")
    minutes = 60
    channel = "MOTE"


class AttestationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Attestation

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    first_on = factory.LazyAttribute(lambda row: row.enrolment.started_on.replace(day=1))
    minutes = 60
    registered_by = factory.SubFactory(StaffFactory)


class NoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Note

    contact = factory.SubFactory(ContactFactory)
    enrolment = factory.SelfAttribute("contact.enrolment")
    delprojekt = factory.SelfAttribute("contact.delprojekt")
    text = "Vi talade om nästa steg."


class TopicFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Topic

    code = factory.Sequence(lambda number: "AMNE_" + "X" * (number + 1))
    label = factory.Sequence(lambda number: f"ämne {number}")


class ContactRemovalFactory(factory.django.DjangoModelFactory):
    """Why a contact was deleted; the change history has no such contact."""

    class Meta:
        model = ContactRemoval

    contact = factory.LazyFunction(uuid7)
    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    held_on = factory.SelfAttribute("enrolment.started_on")
    reason = "DUBBEL"
    removed_at = factory.LazyFunction(timezone.now)
    removed_by = factory.SubFactory(StaffFactory)


class SpellFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Spell

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    kind = "ARBETE"
    organisation = "Café Provbiten"
    work_type = factory.LazyAttribute(
        lambda row: "SUBVENTIONERAT" if row.kind == "ARBETE" else None
    )
    percent = 50
    started_on = factory.SelfAttribute("enrolment.started_on")
    registered_by = factory.SubFactory(StaffFactory)


class QualificationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Qualification

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    name = "Truckkort"
    issuer = "TYA"
    awarded_on = factory.SelfAttribute("enrolment.started_on")
    registered_by = factory.SubFactory(StaffFactory)


class TransitionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Transition

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    receiver = "AF"
    planned_on = factory.SelfAttribute("enrolment.started_on")
    registered_by = factory.SubFactory(StaffFactory)


class FollowUpFactory(factory.django.DjangoModelFactory):
    """Of an enrolment that has ended."""

    class Meta:
        model = FollowUp

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    moment = "4V"
    answer = "ARBETAR"
    followed_on = factory.SelfAttribute("enrolment.started_on")
    registered_by = factory.SubFactory(StaffFactory)


class LifeAreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LifeArea

    code = factory.Sequence(lambda number: "OMRADE_" + "X" * (number + 1))
    label = factory.Sequence(lambda number: f"område {number}")


class AreaRecordFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AreaRecord

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    area_id = "BOENDE"
    mapped_on = factory.SelfAttribute("enrolment.started_on")
    rating = 4
    problem = "Har en skuld."
    registered_by = factory.SubFactory(StaffFactory)


class GoalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Goal

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    text = "Jag vill ha ett jobb."
    started_on = factory.SelfAttribute("enrolment.started_on")
    registered_by = factory.SubFactory(StaffFactory)


class StepFactory(factory.django.DjangoModelFactory):
    """A step of the participant's own."""

    class Meta:
        model = Step

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    text = "Ringer Komvux."
    owner = "DELTAGARE"
    due_on = factory.SelfAttribute("enrolment.started_on")
    registered_by = factory.SubFactory(StaffFactory)


class PlanReviewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PlanReview

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    reviewed_on = factory.SelfAttribute("enrolment.started_on")
    is_agreed = True
    next_on = factory.LazyAttribute(lambda row: row.reviewed_on + timedelta(days=91))
    registered_by = factory.SubFactory(StaffFactory)


class BookingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Booking

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    held_on = factory.SelfAttribute("enrolment.started_on")
    starts_at = time(10)
    minutes = 60
    channel = "MOTE"
    place = "Samtalsrummet"
    staff = factory.SubFactory(StaffFactory)
    registered_by = factory.SelfAttribute("staff")


class CalendarFeedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CalendarFeed

    staff = factory.SubFactory(StaffFactory)
    digest = factory.Sequence(lambda number: f"{number:064x}")


class LetterFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Letter

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    kind = "KALLELSE"
    heading = "Ett möte"
    text = "Hej! Vi ses."
    dated_on = factory.SelfAttribute("enrolment.started_on")
    registered_by = factory.SubFactory(StaffFactory)


class LetterTemplateFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LetterTemplate

    name = factory.Sequence(lambda number: f"Mall {number}")
    kind = "BESKED"
    text = "Hej {namn}!"


class MethodCeilingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MethodCeiling

    method = "CM"
    cases = 20
    started_on = date(2021, 1, 1)


class HandoverNoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = HandoverNote

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    goal = "Arbete på deltid."
    next_step = what_works = open_matters = ""
    written_at = factory.LazyFunction(timezone.now)
    written_by = factory.SubFactory(StaffFactory)


class CaseHandoverFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CaseHandover

    batch = factory.LazyFunction(uuid7)
    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    former = factory.SubFactory(StaffFactory)
    successor = factory.SubFactory(StaffFactory)
    former_assignment = factory.SubFactory(
        AssignmentFactory,
        enrolment=factory.SelfAttribute("..enrolment"),
        staff=factory.SelfAttribute("..former"),
    )
    handed_over_at = factory.LazyFunction(timezone.now)
    handed_over_by = factory.SelfAttribute("former")


class ReadAccessFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReadAccess

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    staff = factory.SubFactory(StaffFactory)
    reason = ReadAccess.Reason.HANDED_OVER
    started_on = factory.LazyFunction(timezone.localdate)
    ended_on = factory.LazyAttribute(lambda row: row.started_on + timedelta(days=14))
    registered_by = factory.SelfAttribute("staff")
