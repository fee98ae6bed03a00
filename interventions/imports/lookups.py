"""What rows are compared with, loaded once: a statement per table. Read under the identity of the
import.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from mia.access.roles import Permission, roles_with
from mia.organisation.delprojekt.models import Delprojekt, EsfProject, Municipality
from mia.organisation.delprojekt.queries import esf_projects_by_start
from mia.organisation.memberships.models import Membership
from mia.organisation.staff.models import Staff
from participants.codes.models import ExitReason, IncomeSource, Referrer
from participants.enrolments.models import Enrolment
from participants.people.enums import Protection
from participants.people.models import Participant, PersonalNumber
from participants.visibility import assigned_enrolments

if TYPE_CHECKING:
    from mia.organisation.staff.models import Staff as User

NOT_HERE = "Raden kan inte läsas in på den här sidan. Kontakta den som sköter systemet."


@dataclass(slots=True)
class Person:
    """A person already registered. `closed`: see Lookups."""

    pk: UUID
    given_name: str
    family_name: str
    protection: str
    closed: bool


@dataclass(frozen=True)
class Codes:
    """Every code that was ever valid: a retired one is right for history."""

    referrers: list[str]
    incomes: dict[str, bool]  # code → is it public support?
    exits: list[str]
    municipalities: list[str]
    projects: dict[str, int]
    projects_by_start: list[EsfProject]  # for esf_project_on


@dataclass(frozen=True)
class Lookups:
    """`persons` by every number they have had. A person is `closed` to a user who may not see who
    it is: protected, and not one the user answers for. Commands see everyone.
    """

    delprojekt: dict[str, int]
    staff: dict[str, int]
    works_in: set[tuple[int, int]]
    persons: dict[str, Person]
    aliases: set[str]
    codes: Codes


def delprojekt_for(user: "User | None") -> dict[str, int]:
    """Those that the user may import to; all for the system."""
    allowed = user.scope.delprojekt_with(Permission.IMPORT) if user else None
    rows = Delprojekt.objects.values_list("code", "pk")
    return {code: pk for code, pk in rows if allowed is None or pk in allowed}


def load(user: "User | None") -> Lookups:
    delprojekt = delprojekt_for(user)
    roles = roles_with(Permission.SEE_ASSIGNED)
    works_in = Membership.objects.filter(role__in=roles, delprojekt__isnull=False)
    return Lookups(
        delprojekt=delprojekt,
        staff=dict(Staff.objects.values_list("username", "pk")),
        works_in=set(works_in.values_list("staff_id", "delprojekt_id")),
        persons=_persons(user),
        aliases=set(Participant.objects.values_list("alias", flat=True)),
        codes=codes(),
    )


def codes() -> Codes:
    projects = esf_projects_by_start()
    return Codes(
        referrers=list(Referrer.objects.values_list("code", flat=True)),
        incomes={source.code: source.is_public for source in IncomeSource.objects.all()},
        exits=list(ExitReason.objects.values_list("code", flat=True)),
        municipalities=list(Municipality.objects.values_list("code", flat=True)),
        projects={project.code: project.pk for project in projects},
        projects_by_start=projects,
    )


def _persons(user: "User | None") -> dict[str, Person]:
    answered = assigned_enrolments(user) if user else []
    mine = set(Enrolment.objects.filter(pk__in=answered).values_list("participant_id", flat=True))
    people: dict[UUID, Person] = {}
    fields = ("pk", "given_name", "family_name", "protection")
    for pk, given, family, protection in Participant.objects.values_list(*fields).iterator():
        closed = user is not None and protection != Protection.NONE and pk not in mine
        people[pk] = Person(pk, given, family, protection, closed)
    numbers = PersonalNumber.objects.values_list("number", "participant_id").iterator()
    return {number: people[pk] for number, pk in numbers}
