"""What has been reported."""

from datetime import date

import factory

from reporting.exports.models import ReportRun
from reporting.months.models import SentRow
from reporting.publications.models import Publication
from tests.factories.organisation import StaffFactory
from tests.factories.participants import EnrolmentFactory


class ReportRunFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReportRun

    slug = "esf-deltagare"
    first_on = date(2021, 3, 1)
    last_on = date(2021, 3, 31)
    format = "csv"
    row_count = 0
    sha256 = "0" * 64
    made_by = factory.SubFactory(StaffFactory)


class PublicationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Publication

    first_on = date(2016, 12, 1)
    last_on = date(2021, 3, 31)
    content = factory.LazyFunction(dict)


class SentRowFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SentRow

    run = factory.SubFactory(ReportRunFactory)
    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    first_on = date(2021, 3, 1)
    fingerprint = b"0"
