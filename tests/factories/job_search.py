"""The search for work: profile, contacts with employers, applications."""

import factory

from interventions.job_search.models import EmployerContact, JobApplication, VocationalProfile
from tests.factories.organisation import StaffFactory
from tests.factories.participants import EnrolmentFactory


class VocationalProfileFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = VocationalProfile

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    wishes = "Vill arbeta med blommor."
    registered_by = factory.SubFactory(StaffFactory)


class EmployerContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EmployerContact

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    staff = factory.SelfAttribute("registered_by")
    employer = "Provbagarn"
    held_on = factory.SelfAttribute("enrolment.started_on")
    way = "BESOK"
    purpose = "FORSTA"
    registered_by = factory.SubFactory(StaffFactory)


class JobApplicationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = JobApplication

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    employer = "Provbagarn"
    role = "butiksbiträde"
    applied_on = factory.SelfAttribute("enrolment.started_on")
    registered_by = factory.SubFactory(StaffFactory)
