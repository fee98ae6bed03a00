"""Memos of a worker, and questions about contacts."""

import factory
from django.utils import timezone

from interventions.memos.models import Memo
from interventions.questions.models import ContactQuestion
from tests.factories.interventions import ContactFactory
from tests.factories.organisation import StaffFactory
from tests.factories.participants import EnrolmentFactory


class MemoFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Memo

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    staff = factory.SubFactory(StaffFactory)
    text = "Ring om intyget."
    due_on = factory.SelfAttribute("enrolment.started_on")


class ContactQuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ContactQuestion

    contact = factory.SubFactory(ContactFactory)
    enrolment = factory.SelfAttribute("contact.enrolment")
    delprojekt = factory.SelfAttribute("contact.delprojekt")
    text = "Hur gick det?"
    asked_by = factory.SubFactory(StaffFactory)

    class Params:
        is_answered = factory.Trait(
            answer="Det gick bra.",
            answered_at=factory.LazyFunction(timezone.now),
            answered_by=factory.SubFactory(StaffFactory),
        )
