"""Methods given and their phases."""

import factory

from interventions.methods.models import MethodWork, Phase, PhaseChange
from tests.factories.organisation import StaffFactory
from tests.factories.participants import EnrolmentFactory


class MethodWorkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MethodWork

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    method = "CM"
    started_on = factory.SelfAttribute("enrolment.started_on")


class PhaseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Phase

    code = factory.Sequence(lambda number: "FAS_" + "X" * (number + 1))
    label = factory.Sequence(lambda number: f"fas {number}")
    method = "CM"
    version = 2
    position = factory.Sequence(lambda number: number + 1)


class PhaseChangeFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PhaseChange

    work = factory.SubFactory(MethodWorkFactory)
    enrolment = factory.SelfAttribute("work.enrolment")
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    phase_id = "CM_KONTAKT"
    changed_on = factory.SelfAttribute("work.started_on")
    registered_by = factory.SubFactory(StaffFactory)
