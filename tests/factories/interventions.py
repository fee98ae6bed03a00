"""What is done with participants."""

import factory

from interventions.contacts.models import Contact, Note
from interventions.methods.models import MethodWork
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
