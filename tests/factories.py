"""Rows for tests: Skatteverket's test numbers only, invented names."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import factory
from django.contrib.auth.hashers import make_password

from interventions.contacts.models import Contact, Note
from interventions.methods.models import MethodWork
from mia import audit
from mia.access.roles import Role
from mia.audit.models import AccessLog, Seal
from mia.core import personnummer
from mia.core.uuid7 import uuid7
from mia.jobs.models import Job
from mia.organisation.delprojekt.models import (
    Delprojekt,
    EsfProject,
    Forbund,
    Municipality,
    Target,
    Team,
)
from mia.organisation.memberships.models import Membership
from mia.organisation.staff.models import Staff
from participants.assignments.models import Assignment
from participants.codes.models import ExitReason, IncomeSource, Referrer
from participants.consents.models import Consent
from participants.enrolments.models import Enrolment
from participants.people.actions import new_alias
from participants.people.models import Participant, PersonalNumber
from reporting.exports.models import ReportRun
from reporting.months.models import SentRow

PASSWORD = "en-lang-mening-for-prov"
FIRST_BIRTH = date(1976, 1, 1)


@cache
def password_hash() -> str:
    """The hash of PASSWORD, made once: Argon2 is slow on purpose."""
    return make_password(PASSWORD)


class StaffFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Staff
        skip_postgeneration_save = True

    username = factory.Sequence(lambda n: f"person{n}")
    name = factory.Sequence(lambda n: f"Person Nummer{n}")
    password = factory.LazyFunction(password_hash)


class ForbundFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Forbund

    code = factory.Sequence(lambda n: f"F{n}")
    name = factory.Sequence(lambda n: f"Samordningsförbundet Prov {n}")


class MunicipalityFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Municipality
        django_get_or_create = ("code",)

    code = "0136"
    name = "Haninge"


class EsfProjectFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = EsfProject
        django_get_or_create = ("code",)

    code = "MIA_VIDARE"


class DelprojektFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Delprojekt
        django_get_or_create = ("code",)

    code = "OS"
    name = "MIA Prov"
    forbund = factory.SubFactory(ForbundFactory)
    started_on = date(2017, 1, 1)


class TargetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Target

    delprojekt = factory.SubFactory(DelprojektFactory)
    project = factory.SubFactory(EsfProjectFactory)
    persons = 300
    started_on = date(2017, 1, 1)


class TeamFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Team

    delprojekt = factory.SubFactory(DelprojektFactory)
    name = factory.Sequence(lambda n: f"Team {n}")


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    staff = factory.SubFactory(StaffFactory)
    role = Role.CASE_WORKER
    delprojekt = factory.SubFactory(DelprojektFactory)
    started_on = date(2017, 1, 1)


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


class ExitReasonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ExitReason
        django_get_or_create = ("code",)

    code = "ARBETE"


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


def order_parameters() -> dict[str, Any]:
    """An order of ESF's list for a month, of every delprojekt."""
    return {
        "slug": "esf-deltagare",
        "first_on": "2021-03-01",
        "last_on": "2021-03-31",
        "delprojekt": list(Delprojekt.objects.order_by("code").values_list("code", flat=True)),
        "format": "csv",
        "project": "",
        "programme": "",
        "exact": False,
        "is_named": False,
        "is_outside": False,
    }


class JobFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Job

    kind = "exports"
    parameters = factory.LazyFunction(order_parameters)
    owner = factory.SubFactory(StaffFactory)
    created_at = datetime(2021, 4, 1, 8, 30, tzinfo=UTC)


class SentRowFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SentRow

    run = factory.SubFactory(ReportRunFactory)
    enrolment = factory.SubFactory(EnrolmentFactory)
    delprojekt = factory.SelfAttribute("enrolment.delprojekt")
    first_on = date(2021, 3, 1)
    fingerprint = b"0"


class AccessLogFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AccessLog

    action = audit.Action.READ
    event = "prov"
    route = "GET prov"
    request_id = factory.LazyFunction(uuid7)


class SealFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Seal

    number = factory.Sequence(lambda n: n + 1)
    cluster = first_xid = end_xid = rows = 0
    previous = head = signature = b""


def staff(
    username: str, role: Role, delprojekt: Delprojekt | None = None, team: Team | None = None
) -> Staff:
    """A member of staff with one membership; without a delprojekt it is for the whole programme."""
    person = StaffFactory(username=username, name=f"{username.capitalize()} Provsson")
    MembershipFactory(staff=person, role=role, delprojekt=delprojekt, team=team)
    return person


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
