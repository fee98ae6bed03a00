"""What has been reported."""

from datetime import UTC, date, datetime

import factory

from mia.core.uuid7 import uuid7
from reporting.exports.models import ReportRun
from reporting.months.models import SentRow
from reporting.publications.models import Publication
from reporting.retention.models import Disposal, DisposalCount, DisposalHold, DisposalItem
from tests.factories.organisation import DelprojektFactory, StaffFactory
from tests.factories.participants import EnrolmentFactory, ParticipantFactory


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


class DisposalFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Disposal

    listed_on = date(2026, 3, 1)
    proposed_at = datetime(2026, 3, 1, 9, tzinfo=UTC)
    proposed_by = factory.SubFactory(StaffFactory)


class DisposalItemFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DisposalItem

    disposal = factory.SubFactory(DisposalFactory)
    subject = factory.LazyFunction(uuid7)
    kind = "person"
    delprojekt = factory.SubFactory(DelprojektFactory)
    ended_year = 2019
    block = 0


class DisposalCountFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DisposalCount

    disposal = factory.SubFactory(DisposalFactory)
    relation = "participants_participant"
    emptied = 1
    deleted = 0
    history = 0


class DisposalHoldFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DisposalHold

    participant = factory.SubFactory(ParticipantFactory)
    reason = "Revision pågår"
    placed_at = datetime(2026, 3, 1, 9, tzinfo=UTC)
    placed_by = factory.SubFactory(StaffFactory)
