"""Documents of a case, and who opened them."""

import factory
from django.utils import timezone

from interventions.case_documents.models import CaseDocument, DocumentReading
from mia.core.uuid7 import uuid7
from tests.factories.organisation import StaffFactory
from tests.factories.participants import EnrolmentFactory


class CaseDocumentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CaseDocument

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    document = factory.LazyFunction(uuid7)
    ordinal = 1
    title = "Undertecknad plan"
    media_type = "PDF"
    size = 9
    content = "JVBERi0xLjQK"
    registered_by = factory.SubFactory(StaffFactory)


class DocumentReadingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DocumentReading

    version = factory.SubFactory(CaseDocumentFactory)
    enrolment = factory.SelfAttribute("version.enrolment")
    delprojekt = factory.SelfAttribute("version.delprojekt")
    read_at = factory.LazyFunction(timezone.now)
    read_by = factory.SubFactory(StaffFactory)
