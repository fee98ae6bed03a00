"""Participants and their enrolments: Skatteverket's test numbers only, invented names."""

from datetime import date, timedelta

import factory
from django.utils import timezone

from mia.core import personnummer
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt, EsfProject
from mia.organisation.staff.models import Staff
from participants.assignments.models import Assignment
from participants.codes.models import (
    Branch,
    ExitReason,
    IncomeSource,
    JobSource,
    NumberReason,
    Referrer,
)
from participants.consents.models import Consent, Disclosure
from participants.contact_details.models import ContactDetails, RelatedPerson
from participants.emergencies.models import EmergencyOpening
from participants.enrolments.models import Enrolment
from participants.log_review.models import LogReview, WatchedParticipant
from participants.merging.models import PersonMerge
from participants.people.aliases import new_alias
from participants.people.models import MissingNumber, Participant, PersonalNumber, UnknownNumber
from participants.waiting.models import WaitingEnrolment
from tests.factories.organisation import DelprojektFactory, EsfProjectFactory, StaffFactory

FIRST_BIRTH = date(1976, 1, 1)


class ReferrerFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Referrer
        django_get_or_create = ("code",)

    code = "FK"


class IncomeSourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = IncomeSource
        django_get_or_create = ("code",)

    code = "SJUKPENNING"


class BranchFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Branch
        django_get_or_create = ("code",)

    code = "CAFE"


class JobSourceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = JobSource
        django_get_or_create = ("code",)

    code = "EGET"


class ExitReasonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ExitReason
        django_get_or_create = ("code",)

    code = "ARBETE"


class NumberReasonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = NumberReason
        django_get_or_create = ("code",)

    code = "VANTAR"


class ParticipantFactory(factory.django.DjangoModelFactory):
    """A person of Skatteverket's test series; women and men take turns."""

    class Meta:
        model = Participant
        exclude = ("identity",)
        skip_postgeneration_save = True

    identity = factory.Sequence(
        lambda n: personnummer.test_number(FIRST_BIRTH + timedelta(days=n % 11_000), "KM"[n % 2])
    )
    given_name = factory.Sequence(lambda n: f"Prov{n}")
    family_name = "Provsson"
    birth_date = factory.LazyAttribute(lambda row: row.identity.birth_date)
    birth_year = factory.LazyAttribute(lambda row: row.identity.birth_year)
    sex = factory.LazyAttribute(lambda row: row.identity.sex)
    alias = factory.LazyFunction(new_alias)

    @factory.post_generation
    def number(self, create, extracted, **kwargs):
        """The number given, else that of Skatteverket's series for the birth date and the sex."""
        if create and extracted is not False:
            number = extracted or personnummer.test_number(self.birth_date, self.sex)
            PersonalNumberFactory(participant=self, kind=number.kind, number=number.number)


class PersonalNumberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PersonalNumber

    participant = factory.SubFactory(ParticipantFactory, number=False)
    kind = "PNR"
    number = factory.Sequence(
        lambda n: personnummer.test_number(date(1990, 1, 1) + timedelta(days=n % 5_000), "K").number
    )


class MissingNumberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MissingNumber

    participant = factory.SubFactory(ParticipantFactory, number=False)
    reason = factory.SubFactory(NumberReasonFactory)
    started_on = date(2021, 3, 1)


class EnrolmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Enrolment

    participant = factory.SubFactory(ParticipantFactory)
    delprojekt = factory.SubFactory(DelprojektFactory)
    project = factory.SubFactory(EsfProjectFactory)
    started_on = date(2021, 3, 1)


class AssignmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Assignment

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    staff = factory.SubFactory(StaffFactory)
    started_on = factory.SelfAttribute("enrolment.started_on")


class ConsentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Consent

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    kind = "SUS"
    given_on = factory.SelfAttribute("enrolment.started_on")


class ContactDetailsFactory(factory.django.DjangoModelFactory):
    """Each with words of its own, in the series that is kept for films and books."""

    class Meta:
        model = ContactDetails

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    telephone = factory.Sequence(lambda n: f"070-174 06 {n % 95 + 5:02d}")
    email = factory.Sequence(lambda n: f"deltagare{n}@prov.example")
    address = factory.Sequence(lambda n: f"Provgatan {n:05d}\n123 45 Provstad")
    preferred_way = "SMS"


class RelatedPersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RelatedPerson

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    role = "ANHORIG"
    name = factory.Sequence(lambda n: f"Anhörig{n} Provsson")
    telephone = factory.Sequence(lambda n: f"08-465 004 {n % 100:02d}")
    registered_by = factory.SubFactory(StaffFactory)


class DisclosureFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Disclosure

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    consent = factory.SubFactory(
        ConsentFactory,
        enrolment=factory.SelfAttribute("..enrolment"),
        kind="SEKRETESS_SAMVERKAN",
        agencies=["FK"],
    )
    agency = "FK"
    content = "planeringen"
    disclosed_on = factory.SelfAttribute("enrolment.started_on")
    registered_by = factory.SubFactory(StaffFactory)


class UnknownNumberFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = UnknownNumber

    staff = factory.SubFactory(StaffFactory)
    birth = "19900517"


class WaitingEnrolmentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WaitingEnrolment
        django_get_or_create = ("participant", "delprojekt", "started_on")

    participant = factory.SubFactory(ParticipantFactory)
    delprojekt = factory.SubFactory(DelprojektFactory)
    started_on = date(2022, 5, 1)
    details = factory.LazyAttribute(
        lambda row: {
            "given_name": "Alva",
            "family_name": "Ekman",
            "facts": {
                "started_on": str(row.started_on),
                "project_id": EsfProject.objects.get(code="MIA_VIDARE").pk,
            },
        }
    )


class PersonMergeFactory(factory.django.DjangoModelFactory):
    """A merge of a person without rows, into one that it changed nothing of."""

    class Meta:
        model = PersonMerge

    kept = factory.SubFactory(ParticipantFactory)
    absorbed = factory.SubFactory(ParticipantFactory, number=False)
    details = factory.LazyAttribute(
        lambda row: {
            "name": str(row.absorbed),
            "before": {},
            "after": {"protection": row.kept.protection},
            "protection": row.absorbed.protection,
            "moved": [],
        }
    )
    merged_at = factory.LazyFunction(timezone.now)
    merged_by = factory.SubFactory(StaffFactory)


class EmergencyOpeningFactory(factory.django.DjangoModelFactory):
    """Of a protected case: the trigger fills in its person, delprojekt and alias."""

    class Meta:
        model = EmergencyOpening

    enrolment = factory.SubFactory(EnrolmentFactory)
    participant = factory.SelfAttribute("enrolment.participant")
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    staff = factory.SubFactory(StaffFactory)
    reason = "Den ansvariga är sjuk."
    opened_at = factory.LazyFunction(timezone.now)
    ends_at = factory.LazyAttribute(lambda row: row.opened_at + timedelta(hours=3))


class LogReviewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LogReview

    reviewed_by = factory.SubFactory(StaffFactory)
    criteria = factory.LazyFunction(dict)
    rows = (1, 2)
    outcome = "utan_anmarkning"


class WatchedParticipantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WatchedParticipant

    participant = factory.LazyFunction(uuid7)
    reason = "kand"
    registered_by = factory.SubFactory(StaffFactory)


def case(delprojekt: Delprojekt, responsible: Staff | None, **facts) -> Enrolment:
    """The enrolment of a new participant in a delprojekt, assigned to `responsible` if any."""
    personal = {}
    for name in ("given_name", "family_name", "protection"):
        if name in facts:
            personal[name] = facts.pop(name)
    participant = ParticipantFactory(**personal)
    enrolment = EnrolmentFactory(participant=participant, delprojekt=delprojekt, **facts)
    if responsible:
        AssignmentFactory(enrolment=enrolment, staff=responsible)
    enrolment.refresh_from_db()
    return enrolment
