"""Rows of the organisation: delprojekt, ESF projects, staff and memberships."""

from datetime import date, timedelta
from functools import cache

import factory
from django.contrib.auth.hashers import make_password
from django.utils import timezone

from mia.access.roles import Role
from mia.organisation.absences.models import Absence
from mia.organisation.delprojekt.models import (
    Delprojekt,
    EsfProject,
    Forbund,
    Municipality,
    Target,
    Team,
)
from mia.organisation.drafts.models import Draft
from mia.organisation.memberships.models import Membership
from mia.organisation.periods.models import MunicipalityPeriod, Staffing
from mia.organisation.resets.models import FactorReset
from mia.organisation.sessions.models import StaffSession
from mia.organisation.staff.models import Staff

PASSWORD = "en-lang-mening-for-prov"


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


class MunicipalityPeriodFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = MunicipalityPeriod

    delprojekt = factory.SubFactory(DelprojektFactory)
    municipality = factory.LazyFunction(lambda: Municipality.objects.get(code="0136"))
    started_on = date(2017, 1, 1)


class StaffingFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Staffing

    delprojekt = factory.SubFactory(DelprojektFactory)
    persons = 4
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


class AbsenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Absence
        django_get_or_create = ("staff", "delprojekt", "started_on")

    staff = factory.SubFactory(StaffFactory)
    substitute = factory.SubFactory(StaffFactory)
    delprojekt = factory.SubFactory(DelprojektFactory)
    started_on = factory.LazyFunction(timezone.localdate)
    ended_on = factory.LazyAttribute(lambda row: row.started_on + timedelta(days=7))
    registered_by = factory.SelfAttribute("staff")


class StaffSessionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = StaffSession

    staff = factory.SubFactory(StaffFactory)
    browser, system, address = "Firefox", "Windows", "192.0.2.…"
    started_at = last_used_at = factory.LazyFunction(timezone.now)


class DraftFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Draft

    staff = factory.SubFactory(StaffFactory)
    path, content = "/deltagare/ny/", '{"family_name": ["Provsson"]}'
    saved_at = factory.LazyFunction(timezone.now)


class FactorResetFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = FactorReset

    staff = factory.SubFactory(StaffFactory)
    requested_by = factory.SubFactory(StaffFactory)
    requested_at = factory.LazyFunction(timezone.now)


def staff(
    username: str, role: Role, delprojekt: Delprojekt | None = None, team: Team | None = None
) -> Staff:
    """A member of staff with one membership; without a delprojekt it is for the whole programme."""
    person = StaffFactory(username=username, name=f"{username.capitalize()} Provsson")
    MembershipFactory(staff=person, role=role, delprojekt=delprojekt, team=team)
    return person
