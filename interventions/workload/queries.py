"""How many open cases each worker of a delprojekt has, against the ceiling of each method."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import connection

from interventions.methods.enums import Method
from interventions.workload.models import MethodCeiling
from mia.access.roles import Permission
from mia.core import sql
from mia.organisation.absences.models import Absence
from mia.organisation.absences.queries import absences_on, workers_of
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff


@dataclass(frozen=True)
class MethodLoad:
    """Participants of one worker with one method. `ceiling` is None when the method has none."""

    method: Method
    cases: int
    ceiling: int | None

    @property
    def over(self) -> int:
        """How many above the ceiling."""
        return max(self.cases - self.ceiling, 0) if self.ceiling is not None else 0

    @property
    def over_text(self) -> str:
        return f"{self.over} över taket"

    @property
    def room(self) -> int | None:
        """How many more before the ceiling, None without one."""
        return max(self.ceiling - self.cases, 0) if self.ceiling is not None else None


@dataclass
class Workload:
    """The open cases of one worker in every delprojekt."""

    staff: Staff
    cases: int = 0
    protected: int = 0
    methods: list[MethodLoad] = field(default_factory=list)
    absence: Absence | None = None

    @property
    def is_over(self) -> bool:
        return any(load.over for load in self.methods)


@dataclass
class Numbers:
    """Cases of one person, all of them, the protected, and by method; and their municipalities."""

    cases: int = 0
    protected: int = 0
    by_method: dict[str, int] = field(default_factory=dict)
    municipalities: frozenset[str] = frozenset()


def ceilings_on(today: date) -> dict[str, int]:
    """The ceiling of each method that has one."""
    return dict(MethodCeiling.objects.in_force(today).values_list("method", "cases"))


def read_numbers() -> dict[int, Numbers]:
    """Return the numbers by the key of the staff, of those whom the user may count; zeros for
    others, whom the dictionary adds when it is asked. One statement.
    """
    numbers: dict[int, Numbers] = defaultdict(Numbers)
    with connection.cursor() as cursor:
        cursor.execute(sql.load("interventions.workload", "caseloads.sql"))
        for staff, method, cases, protected, municipalities in cursor.fetchall():
            own = numbers[staff]
            if method is None:
                own.cases, own.protected = cases, protected
                own.municipalities = frozenset(municipalities or ())
            else:
                own.by_method[method] = cases
    return numbers


def workloads_of(user: Staff, delprojekt: Delprojekt, today: date) -> list[Workload]:
    """Return the workload of each worker of the delprojekt, by name.

    For a user who does not lead the delprojekt: the user's own alone.
    """
    workers = workers_of(delprojekt, today)
    if delprojekt.pk not in user.scope.whole_delprojekt_with(Permission.ASSIGN_STAFF):
        workers = workers.filter(pk=user.pk)
    numbers, ceilings = read_numbers(), ceilings_on(today)
    absences = {row.staff_id: row for row in absences_on(delprojekt, today)}
    rows = []
    for staff in workers:
        own = numbers[staff.pk]
        loads = loads_of(own, ceilings)
        rows.append(Workload(staff, own.cases, own.protected, loads, absences.get(staff.pk)))
    return rows


def loads_of(numbers: Numbers, ceilings: Mapping[str, int]) -> list[MethodLoad]:
    """Return the methods that a worker gives, against their ceilings, in the order of methods."""
    loads = []
    for method in Method:
        if method in numbers.by_method:
            loads.append(MethodLoad(method, numbers.by_method[method], ceilings.get(method)))
    return loads


def ceilings_in_words(today: date) -> list[tuple[str, int]]:
    """Name and ceiling of each method that has one."""
    ceilings = ceilings_on(today)
    return [(method.label, ceilings[method]) for method in Method if method in ceilings]
