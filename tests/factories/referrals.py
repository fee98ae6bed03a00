"""Referrals, questions to other delprojekt, time limits and pauses, and saved views."""

from datetime import date, timedelta

import factory
from django.utils import timezone

from mia.core import personnummer
from mia.organisation.delprojekt.models import Delprojekt
from participants.caseload.models import SavedView
from participants.codes.models import (
    DeclineReason,
    PriorityRule,
    RetentionPeriod,
    TimeLimit,
    TimeLimitReason,
)
from participants.inquiries.models import Inquiry
from participants.people.aliases import new_alias
from participants.referrals.models import Referral, ReferralStep
from participants.time_limits.models import Extension, Pause
from tests.factories.organisation import DelprojektFactory, StaffFactory
from tests.factories.participants import ConsentFactory, EnrolmentFactory, ReferrerFactory


class SavedViewFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SavedView
        django_get_or_create = ("staff", "name")

    staff = factory.SubFactory(StaffFactory)
    name = "Mina"
    filters = factory.LazyFunction(lambda: {"visa": "mina"})
    position = 1


class DeclineReasonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = DeclineReason
        django_get_or_create = ("code",)

    code = "INGEN_PLATS"


class PriorityRuleFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = PriorityRule

    delprojekt = factory.SubFactory(DelprojektFactory)
    label = "unga"
    max_age = 25
    started_on = date(2021, 1, 1)


class ReferralFactory(factory.django.DjangoModelFactory):
    """Of a person whom nothing else in the test is about, with its first step."""

    class Meta:
        model = Referral
        exclude = ("identity",)
        skip_postgeneration_save = True

    identity = factory.Sequence(
        lambda n: personnummer.test_number(date(1985, 6, 1) + timedelta(days=n % 5_000), "K")
    )
    delprojekt = factory.SubFactory(DelprojektFactory)
    received_on = date(2022, 3, 1)
    state_on = factory.SelfAttribute("received_on")
    referrer = factory.SubFactory(ReferrerFactory)
    number_kind = factory.LazyAttribute(lambda row: row.identity.kind)
    number = factory.LazyAttribute(lambda row: row.identity.number)
    birth_date = factory.LazyAttribute(lambda row: row.identity.birth_date)
    sex = factory.LazyAttribute(lambda row: row.identity.sex)
    given_name = factory.Sequence(lambda n: f"Remi{n}")
    family_name = "Remissdotter"
    alias = factory.LazyFunction(new_alias)

    @factory.post_generation
    def first_step(self, create, extracted, **kwargs):
        if create:
            ReferralStepFactory(referral=self, state="INKOMMEN", started_on=self.received_on)


class ReferralStepFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ReferralStep

    referral = factory.SubFactory(ReferralFactory)
    delprojekt = factory.SelfAttribute("referral.delprojekt")
    state = factory.SelfAttribute("referral.state")
    started_on = factory.SelfAttribute("referral.state_on")


class TimeLimitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TimeLimit

    delprojekt = factory.SubFactory(DelprojektFactory)
    months = 12
    started_on = date(2016, 12, 1)


class TimeLimitReasonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = TimeLimitReason
        django_get_or_create = ("code",)

    code = "SJUKDOM"


class RetentionPeriodFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RetentionPeriod
        django_get_or_create = ("code",)

    code = "ANTECKNINGAR"


class ExtensionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Extension

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    decided_on = date(2021, 6, 1)
    months = 6
    reason = factory.SubFactory(TimeLimitReasonFactory, code="NARA_ARBETE")


class PauseFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Pause
        django_get_or_create = ("enrolment", "started_on")

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    started_on = date(2021, 6, 1)
    reason = factory.SubFactory(TimeLimitReasonFactory)


class InquiryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Inquiry

    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    participant = factory.SelfAttribute("enrolment.participant")
    asking = factory.LazyFunction(lambda: Delprojekt.objects.get(code="HBS"))
    registered_at = factory.LazyFunction(timezone.now)
    registered_by = factory.SubFactory(StaffFactory)

    class Params:
        is_told = factory.Trait(
            outcome="BESVARAD",
            text="Går till boendestödet.",
            ground="samverkan",
            consent=factory.SubFactory(
                ConsentFactory, enrolment=factory.SelfAttribute("..enrolment")
            ),
            answered_at=factory.LazyFunction(timezone.now),
            answered_by=factory.SubFactory(StaffFactory),
        )
