"""Hosts, agreements and placements."""

from datetime import date

import factory

from interventions.attendance.models import Attendance
from interventions.hosts.models import Agreement, AgreementFollowUp, Host
from interventions.placement_meetings.models import PlacementMeeting
from interventions.placements.models import HoursStep, Placement, PlacementPlan
from tests.factories.organisation import DelprojektFactory, StaffFactory
from tests.factories.participants import EnrolmentFactory


class HostFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Host

    name = factory.Sequence("Café Provbiten {}".format)
    kind = "ASF"
    branches = factory.LazyFunction(lambda: ["CAFE"])
    registered_by = factory.SubFactory(StaffFactory)


class AgreementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Agreement

    host = factory.SubFactory(HostFactory)
    delprojekt = factory.SubFactory(DelprojektFactory)
    reference = factory.Sequence("A{}".format)
    started_on = date(2021, 1, 1)
    ended_on = date(2022, 12, 31)
    places = 2
    registered_by = factory.SubFactory(StaffFactory)


class AgreementFollowUpFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AgreementFollowUp

    agreement = factory.SubFactory(AgreementFactory)
    delprojekt = factory.SelfAttribute("agreement.delprojekt")
    held_on = factory.SelfAttribute("agreement.started_on")
    registered_by = factory.SubFactory(StaffFactory)


class PlacementFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Placement

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    host = factory.SubFactory(HostFactory)
    workplace = factory.SelfAttribute("host.name")
    started_on = factory.SelfAttribute("enrolment.started_on")
    registered_by = factory.SubFactory(StaffFactory)


class OfPlacementFactory(factory.django.DjangoModelFactory):
    class Meta:
        abstract = True

    placement = factory.SubFactory(PlacementFactory, enrolment=factory.SelfAttribute("..enrolment"))
    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")


class HoursStepFactory(OfPlacementFactory):
    class Meta:
        model = HoursStep

    started_on = factory.SelfAttribute("placement.started_on")
    hours = 5


class PlacementPlanFactory(OfPlacementFactory):
    class Meta:
        model = PlacementPlan

    purpose = "Prova på."
    goals = expectations = ""


class AttendanceFactory(OfPlacementFactory):
    class Meta:
        model = Attendance

    first_on = factory.SelfAttribute("placement.started_on")
    last_on = factory.SelfAttribute("first_on")
    minutes = 120


class PlacementMeetingFactory(OfPlacementFactory):
    class Meta:
        model = PlacementMeeting

    held_on = factory.SelfAttribute("placement.started_on")
    attendees = "Deltagaren, handledaren och MIA"
    summary = "Det går bra."
    next_step = ""
    registered_by = factory.SubFactory(StaffFactory)
