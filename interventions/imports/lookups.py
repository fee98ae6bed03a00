"""What rows are compared with. Read under the identity of the import."""

from collections.abc import Collection
from dataclasses import dataclass
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
from participants.visibility import assigned_enrolments, whole_delprojekt
from participants.waiting.models import WaitingEnrolment


@dataclass(slots=True)
class RegisteredPerson:
    """A person already registered.

    A person is closed to a user who may not see who it is: protected, and not assigned to the user;
    elsewhere when the user sees no enrolment. Commands see everyone.
    """

    pk: UUID
    given_name: str
    family_name: str
    protection: str
    is_closed: bool
    is_elsewhere: bool


@dataclass(frozen=True)
class ValidCodes:
    """Every code that was ever valid: a retired one is right for history. `incomes` says of each
    whether it is public support, `projects_by_start` is for `esf_project_on`.
    """

    referrers: list[str]
    incomes: dict[str, bool]
    exits: list[str]
    municipalities: list[str]
    projects: dict[str, int]
    projects_by_start: list[EsfProject]


@dataclass(frozen=True)
class ImportLookups:
    """What rows are compared with, whomever they are about.

    `works_in` is pairs of staff and delprojekt. `waiting` are the enrolments that the user has
    asked for and that waited for a decision, by key.
    """

    delprojekt: dict[str, int]
    staff: dict[str, int]
    works_in: set[tuple[int, int]]
    codes: ValidCodes
    waiting: dict[UUID, WaitingEnrolment]


def delprojekt_for(user: Staff | None) -> dict[str, int]:
    """Those that the user may import to; all for the system."""
    rows = dict(Delprojekt.objects.values_list("code", "pk"))
    if user is None:
        return rows
    allowed = user.scope.delprojekt_with(Permission.IMPORT)
    delprojekt = {}
    for code, pk in rows.items():
        if pk in allowed:
            delprojekt[code] = pk
    return delprojekt


def load_lookups(user: Staff | None) -> ImportLookups:
    """One statement for each table; `user` None is a command."""
    roles = roles_with(Permission.EDIT_ENROLMENT)
    works_in = Membership.objects.filter(role__in=roles, delprojekt__isnull=False)
    return ImportLookups(
        delprojekt=delprojekt_for(user),
        staff=dict(Staff.objects.values_list("username", "pk")),
        works_in=set(works_in.values_list("staff_id", "delprojekt_id")),
        codes=valid_codes(),
        waiting=_waiting(user),
    )


def _waiting(user: Staff | None) -> dict[UUID, WaitingEnrolment]:
    if user is None:
        return {}
    rows = WaitingEnrolment.objects.filter(registered_by=user).order_by("started_on", "pk")
    return {row.pk: row for row in rows}


def valid_codes() -> ValidCodes:
    projects = esf_projects_by_start()
    return ValidCodes(
        referrers=list(Referrer.objects.values_list("code", flat=True)),
        incomes={source.code: source.is_public for source in IncomeSource.objects.all()},
        exits=list(ExitReason.objects.values_list("code", flat=True)),
        municipalities=list(Municipality.objects.values_list("code", flat=True)),
        projects={project.code: project.pk for project in projects},
        projects_by_start=projects,
    )


def registered_persons(numbers: Collection[str], user: Staff | None) -> dict[str, RegisteredPerson]:
    """Those who have or have had one of the numbers, by number; `user` None is a command."""
    rows = PersonalNumber.objects.filter(number__in=numbers)
    holders = dict(rows.values_list("number", "participant_id"))
    keys = set(holders.values())
    assigned = _assigned_participants(user, keys) if user else keys
    visible = _visible_participants(user, keys) if user else keys
    people: dict[UUID, RegisteredPerson] = {}
    participants = Participant.objects.filter(pk__in=keys)
    names = ("pk", "given_name", "family_name", "protection")
    for pk, given_name, family_name, protection in participants.values_list(*names):
        is_protected = protection != Protection.NONE
        people[pk] = RegisteredPerson(
            pk,
            given_name,
            family_name,
            protection,
            is_closed=is_protected and pk not in assigned,
            is_elsewhere=pk not in visible and pk not in assigned,
        )
    return {number: people[pk] for number, pk in holders.items()}


def _assigned_participants(user: Staff, participants: Collection[UUID]) -> set[UUID]:
    enrolments = Enrolment.objects.filter(
        pk__in=assigned_enrolments(user), participant__in=participants
    )
    return set(enrolments.values_list("participant_id", flat=True))


def _visible_participants(user: Staff, participants: Collection[UUID]) -> set[UUID]:
    """Persons with an enrolment in a delprojekt that the user sees as a whole."""
    enrolments = Enrolment.objects.filter(
        delprojekt__in=whole_delprojekt(user), participant__in=participants
    )
    return set(enrolments.values_list("participant_id", flat=True))
