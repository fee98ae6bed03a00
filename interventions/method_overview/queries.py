"""Participants by method, phase, worker, combination of methods and host, by sex.

Every number counts open enrolments that the user sees, and is the length of a list of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Count,
    DateField,
    DurationField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Coalesce

from interventions.methods.enums import Method
from interventions.methods.models import MethodWork, Phase, PhaseChange
from interventions.placements.models import Placement
from mia.organisation.delprojekt.models import active_on
from mia.organisation.staff.models import Staff
from participants.caseload.queries import BY_START, PAGE_SIZE, STAY_FIELDS, CaseloadRow, rows_of
from participants.enrolments.models import Enrolment
from participants.people.enums import Sex

# In an address: method work that has entered no phase, or has no worker.
NONE = "ingen"
SEPARATOR = "-"  # between the methods of a combination


@dataclass(frozen=True)
class OverviewSelection:
    """Which participants a number counts. An empty text leaves the condition out.

    `delprojekt` is a key. `phase` is a code and `staff` a key, or NONE. `combination` is the codes
    of all running methods in order, `host` a key.
    """

    delprojekt: int
    method: str = ""
    phase: str = ""
    staff: str = ""
    combination: str = ""
    host: UUID | None = None
    sex: str = ""

    def query(self, code: str) -> str:
        """Return the query of the list's address; `code` is that of the delprojekt."""
        values = {
            "delprojekt": code,
            "metod": self.method,
            "fas": self.phase,
            "handledare": self.staff,
            "kombination": self.combination,
            "vard": self.host or "",
            "kon": self.sex,
        }
        return urlencode({name: value for name, value in values.items() if value})


class CountLink(NamedTuple):
    """A number and the query of the list that it is the length of."""

    number: int
    query: str


@dataclass
class OverviewRow:
    """One line of a table: participants by sex. `days` is the sum over them, where it is asked."""

    label: str
    selection: OverviewSelection
    by_sex: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    days: int = 0

    @property
    def number(self) -> int:
        return sum(self.by_sex.values())

    @property
    def mean_days(self) -> int:
        return round(self.days / self.number) if self.number else 0


@dataclass(frozen=True)
class OverviewTable:
    """A table of the page. `with_days` when its rows say how long, on average."""

    title: str
    heading: str
    rows: list[OverviewRow]
    code: str
    with_days: bool = False

    def lines(self) -> Iterator[tuple[OverviewRow, list[CountLink]]]:
        """Yield each row with its numbers: all, women, men."""
        for row in self.rows:
            links = [CountLink(row.number, row.selection.query(self.code))]
            for sex in (Sex.WOMAN, Sex.MAN):
                selection = replace(row.selection, sex=sex.value)
                links.append(CountLink(row.by_sex[sex.value], selection.query(self.code)))
            yield row, links


def open_enrolments(user: Staff, delprojekt: int, today: date) -> QuerySet[Enrolment]:
    """Return the enrolments of the delprojekt that go on today and that the user sees."""
    enrolments: QuerySet[Enrolment] = Enrolment.objects.visible_to(user)
    return enrolments.filter(active_on(today), delprojekt=delprojekt)


def running_works(today: date) -> QuerySet[MethodWork]:
    """Return the methods that run today, with the phase that each entered last and when.

    The caller filters by what the user sees.
    """
    changes = PhaseChange.objects.filter(
        work=OuterRef("pk"), withdrawn_at=None, changed_on__lte=today
    ).order_by("-changed_on")
    works: QuerySet[MethodWork] = MethodWork.objects.active(today)
    return works.annotate(
        phase=Subquery(changes.values("phase")[:1]),
        phase_on=Coalesce(Subquery(changes.values("changed_on")[:1]), "started_on"),
    )


def selected_enrolments(
    user: Staff, selection: OverviewSelection, today: date
) -> QuerySet[Enrolment]:
    """Return the enrolments that a number counts."""
    enrolments = open_enrolments(user, selection.delprojekt, today)
    if selection.sex:
        enrolments = enrolments.filter(participant__sex=selection.sex)
    if selection.method or selection.staff:
        works = running_works(today).filter(*_of_work(selection), enrolment=OuterRef("pk"))
        enrolments = enrolments.filter(Exists(works))
    if selection.combination:
        enrolments = with_methods(enrolments, today).filter(
            method_codes=selection.combination.split(SEPARATOR)
        )
    if selection.host:
        placements = Placement.objects.active(today).filter(
            enrolment=OuterRef("pk"), host=selection.host
        )
        enrolments = enrolments.filter(Exists(placements))
    return enrolments


def _of_work(selection: OverviewSelection) -> Iterator[Q]:
    if selection.method:
        yield Q(method=selection.method)
    if selection.phase:
        yield Q(phase=None) if selection.phase == NONE else Q(phase=selection.phase)
    if selection.staff:
        yield Q(staff=None) if selection.staff == NONE else Q(staff=selection.staff)


def with_methods(enrolments: QuerySet[Any], today: date) -> QuerySet[Any]:
    """Annotate each enrolment with `method_codes`, those of its running methods in order."""
    works = MethodWork.objects.active(today).filter(enrolment=OuterRef("pk"))
    codes = ArraySubquery(works.order_by("method").values("method"))
    return enrolments.annotate(method_codes=codes)


def list_participants(
    user: Staff, selection: OverviewSelection, page: int, today: date
) -> tuple[list[CaseloadRow], bool]:
    """Return one page of the participants that a number counts, and whether there is a next."""
    enrolments = selected_enrolments(user, selection, today).order_by(*BY_START)
    first = (page - 1) * PAGE_SIZE
    stays = list(enrolments.values_list(*STAY_FIELDS)[first : first + PAGE_SIZE + 1])
    return rows_of(stays[:PAGE_SIZE], user, today), len(stays) > PAGE_SIZE


def list_tables(user: Staff, delprojekt: int, code: str, today: date) -> list[OverviewTable]:
    """Return the tables of a delprojekt, without the empty ones. Four statements."""
    base = OverviewSelection(delprojekt)
    groups = list(_count_works(user, delprojekt, today))
    tables = [
        *_phase_tables(groups, base, code),
        OverviewTable(
            "Kombinationer av metoder",
            "Metoder",
            _combination_rows(user, base, today),
            code,
        ),
        OverviewTable("Placeringar just nu", "Värd", _host_rows(user, base, today), code),
        OverviewTable("Metoder per handledare", "Handledare", _staff_rows(groups, base), code),
    ]
    return [table for table in tables if table.rows]


class WorkGroup(NamedTuple):
    """Participants of one sex with the same method, phase and worker. `days` since the phase."""

    method: str
    phase: str | None
    staff: int | None
    staff_name: str | None
    sex: str
    number: int
    days: int


def _count_works(user: Staff, delprojekt: int, today: date) -> Iterator[WorkGroup]:
    enrolments = open_enrolments(user, delprojekt, today)
    works = running_works(today).filter(enrolment__in=enrolments)
    names = ("method", "phase", "staff", "staff__name", "enrolment__participant__sex")
    groups = works.order_by().values_list(*names)
    since = Value(today, DateField()) - F("phase_on")
    days = Sum(since, output_field=DurationField())
    for row in groups.annotate(number=Count("pk"), days=days):
        method, phase, staff, name, sex, number, time = row
        yield WorkGroup(method, phase, staff, name, sex, number, time.days)


def _phase_tables(
    groups: Iterable[WorkGroup], base: OverviewSelection, code: str
) -> list[OverviewTable]:
    """One table a method, its phases in order."""
    labels = dict(Phase.objects.order_by("version", "position").values_list("code", "label"))
    order = list(labels)
    rows: dict[tuple[str, str | None], OverviewRow] = {}
    for group in groups:
        key = (group.method, group.phase)
        if key not in rows:
            label = labels[group.phase] if group.phase else "ingen fas angiven"
            selection = replace(base, method=group.method, phase=group.phase or NONE)
            rows[key] = OverviewRow(label, selection)
        rows[key].by_sex[group.sex] += group.number
        rows[key].days += group.days
    tables = []
    for method in Method:
        phases: list[str | None] = [*order, None]
        of_method = [rows[method, phase] for phase in phases if (method, phase) in rows]
        title = f"{method.label[0].upper()}{method.label[1:]}"
        tables.append(OverviewTable(title, "Fas", of_method, code, with_days=True))
    return tables


def _staff_rows(groups: Iterable[WorkGroup], base: OverviewSelection) -> list[OverviewRow]:
    rows: dict[tuple[str, int, str], OverviewRow] = {}
    for group in groups:
        name = group.staff_name or "ingen handledare"
        key = (name, group.staff or 0, group.method)
        if key not in rows:
            selection = replace(base, method=group.method, staff=str(group.staff or NONE))
            rows[key] = OverviewRow(f"{name}, {group.method}", selection)
        rows[key].by_sex[group.sex] += group.number
    return [rows[key] for key in sorted(rows)]


def _combination_rows(user: Staff, base: OverviewSelection, today: date) -> list[OverviewRow]:
    """Those with several methods first come by how many they are."""
    enrolments = with_methods(open_enrolments(user, base.delprojekt, today), today)
    groups = enrolments.order_by().values_list("method_codes", "participant__sex")
    rows: dict[str, OverviewRow] = {}
    for codes, sex, number in groups.annotate(number=Count("pk")):
        if not codes:
            continue
        key = SEPARATOR.join(codes)
        label = " + ".join(codes)
        row = rows.setdefault(key, OverviewRow(label, replace(base, combination=key)))
        row.by_sex[sex] += number
    return sorted(rows.values(), key=lambda row: (-row.number, row.label))


def _host_rows(user: Staff, base: OverviewSelection, today: date) -> list[OverviewRow]:
    enrolments = open_enrolments(user, base.delprojekt, today)
    placements = Placement.objects.active(today).filter(enrolment__in=enrolments)
    names = ("host", "host__name", "enrolment__participant__sex")
    groups = placements.order_by().values_list(*names)
    rows: dict[UUID, OverviewRow] = {}
    for host, name, sex, number in groups.annotate(number=Count("enrolment", distinct=True)):
        row = rows.setdefault(host, OverviewRow(name, replace(base, host=host)))
        row.by_sex[sex] += number
    return sorted(rows.values(), key=lambda row: (-row.number, row.label))
