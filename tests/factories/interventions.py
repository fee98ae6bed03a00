"""What is done with participants."""

import factory

from interventions.contacts.models import Contact, Note
from interventions.employment.models import Qualification, Spell
from interventions.follow_ups.models import FollowUp
from interventions.methods.models import MethodWork
from interventions.transitions.models import Transition
from tests.factories.organisation import StaffFactory
from tests.factories.participants import EnrolmentFactory


class ContactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Contact

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    held_on = factory.SelfAttribute("enrolment.started_on")
    minutes = 60
    channel = "MOTE"


class NoteFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Note

    contact = factory.SubFactory(ContactFactory)
    enrolment = factory.SelfAttribute("contact.enrolment")
    delprojekt = factory.SelfAttribute("contact.delprojekt")
    text = "Vi talade om nästa steg."


class MethodWorkFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MethodWork

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    method = "CM"
    started_on = factory.SelfAttribute("enrolment.started_on")


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
