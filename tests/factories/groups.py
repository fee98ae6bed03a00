"""Groups, their occasions and members."""

from datetime import date, time

import factory

from interventions.groups.models import Group, GroupMember, GroupOccasion
from tests.factories.organisation import DelprojektFactory, StaffFactory
from tests.factories.participants import EnrolmentFactory


class GroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Group

    delprojekt = factory.SubFactory(DelprojektFactory)
    name = factory.Sequence(lambda number: f"Torsdagsgrupp {number}")
    kind = "HALSOGRUPP"
    leader = factory.SubFactory(StaffFactory)
    started_on = date(2021, 1, 1)
    registered_by = factory.SelfAttribute("leader")


class GroupOccasionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GroupOccasion

    group = factory.SubFactory(GroupFactory)
    delprojekt = factory.SelfAttribute("group.delprojekt")
    held_on = date(2021, 3, 4)
    starts_at = time(10)
    minutes = 120


class GroupMemberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = GroupMember

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    group = factory.SubFactory(GroupFactory, delprojekt=factory.SelfAttribute("..delprojekt"))
    started_on = factory.SelfAttribute("enrolment.started_on")
    registered_by = factory.SubFactory(StaffFactory)
