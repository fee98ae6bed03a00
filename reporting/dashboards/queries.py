"""The dashboard's numbers, counted in one statement, and the list behind each of them.

Unit: participations (reporting/figures/participations.py). Everything is as it stood on the
period's last day.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from mia.access import replica
from mia.core import sql
from mia.organisation.delprojekt.models import EsfProject
from mia.organisation.staff.models import Staff
from participants.caseload.queries import read_names
from participants.codes.models import Referrer
from participants.enrolments.models import Enrolment
from reporting.dashboards.selection import DAY_OF, MISSING, FigureFilter, Selection
from reporting.figures.cohorts import COHORTS, cohort_rows
from reporting.figures.participations import (
    COUNTABLE,
    COUNTABLE_WITH_DELPROJEKT,
    PER_DELPROJEKT,
)

PACKAGE = "reporting.dashboards"
# What the dashboard of several delprojekt shows for each of them (sql/counts_by_delprojekt.sql).
PER_DELPROJEKT_COHORTS = ["inskrivna", "pagaende", "avslutade", "arbete-studier", "ordinarie"]

# How the list behind a number can be ordered; the first unless another is asked for.
ORDERS = {"": "senast började", "start": "först började", "slut": "först slutade"}

Counts = dict[tuple[str, str, str], int]


def counts(selection: Selection, *, per_delprojekt: bool) -> Counts:
    """(part, key, sex) → participations; what is nobody's is left out.

    Parts: kohort, borjade and slutade (by month), remittent, projekt, metod. With `per_delprojekt`
    also (delprojekt's id as text, cohort, sex), each delprojekt counted by itself.
    """
    statement = _statement("counts.sql", COUNTABLE_WITH_DELPROJEKT if per_delprojekt else COUNTABLE)
    if per_delprojekt:
        template = sql.load(PACKAGE, "counts_by_delprojekt.sql")
        more = template.format(cohorts=cohort_rows(PER_DELPROJEKT))
        statement = f"{statement}\nUNION ALL\n{more}"
    rows = replica.fetch(statement, selection.params)
    return {(part, key, sex): number for part, key, sex, number in rows}


def _statement(name: str, participations: str, **columns: str) -> str:
    """The file with what it inserts."""
    return sql.load(PACKAGE, name).format(
        participations=participations,
        cohorts=cohort_rows(),
        methods=sql.load(PACKAGE, "participation_methods.sql"),
        **columns,
    )


def esf_projects() -> list[EsfProject]:
    return list(EsfProject.objects.order_by("started_on", "pk"))


def referrers() -> dict[str, str]:
    """Code → label, retired ones too, in the list's own order; last those without."""
    labels = dict(Referrer.objects.order_by("position", "code").values_list("code", "label"))
    return {**labels, MISSING: "Uppgift saknas"}


@dataclass(frozen=True)
class CohortMember:
    """One participation in a list; `enrolment` only when the reader may open it, and then also
    who is `responsible` for it today.
    """

    enrolment_id: UUID
    delprojekt_id: int
    started_on: date
    ended_on: date | None
    enrolment: Enrolment | None = None
    responsible: str = ""


def members(selection: Selection, figure: FigureFilter) -> list[CohortMember]:
    """Exactly those that the number counts, latest start first, without identity."""
    statement = _statement(
        "members.sql",
        COUNTABLE,
        cohort=COHORTS[figure.cohort].column,
        day=DAY_OF.get(figure.cohort, "started_on"),
    )
    rows = replica.fetch(statement, selection.params | figure.params)
    return [CohortMember(*row) for row in rows]


def in_order(members: list[CohortMember], order: str) -> list[CohortMember]:
    """By one of ORDERS; those that do not differ in it stand with the latest start first."""
    if order == "start":
        return members[::-1]
    if order == "slut":
        return sorted(members, key=_exited_last)
    return members


def _exited_last(member: CohortMember) -> date:
    return member.ended_on or date.max


def with_enrolments(user: Staff, listed: Iterable[CohortMember], today: date) -> list[CohortMember]:
    """The same members with the enrolments that `user` sees; the views are recorded."""
    rows = list(listed)
    visible = Enrolment.objects.visible_to(user).select_related(
        "participant", "delprojekt", "exit_reason"
    )
    enrolments = visible.in_bulk([row.enrolment_id for row in rows])
    _, responsible = read_names(enrolments.keys(), today)
    members = []
    for row in rows:
        enrolment = enrolments.get(row.enrolment_id)
        names = ", ".join(responsible.get(row.enrolment_id, []))
        members.append(replace(row, enrolment=enrolment, responsible=names))
    return members
