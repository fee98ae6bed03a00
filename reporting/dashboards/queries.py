"""The dashboard's numbers: counted in one statement, and the list behind each of them by the same
condition.

Unit: participations (reporting/figures/participations.py). Everything is as it stood on the
period's last day.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404

from interventions.methods.enums import Method
from mia.access import replica
from mia.access.roles import Permission
from mia.core.period import Period
from mia.organisation.delprojekt.models import Delprojekt, EsfProject
from mia.organisation.staff.models import Staff
from participants.codes.models import Referrer
from participants.enrolments.models import Enrolment
from participants.people.enums import Sex
from reporting.figures.cohorts import COHORTS
from reporting.figures.participations import COUNTABLE, COUNTABLE_BOTH

# Not codes of any list (those are upper case): who has no referrer noted, who had two or more
# methods.
MISSING, SEVERAL = "saknas", "flera"
# Months are counted by the day that makes the cohort.
MONTH_OF = {"borjade": "p.started_on", "slutade": "p.ended_on"}

SEX_WORDS = {"": "", Sex.WOMAN: "kvinnor", Sex.MAN: "män", Sex.UNKNOWN: "kön framgår inte"}

# Methods given in the period, no longer than their enrolment lasted.
GIVEN = """
given AS (
    SELECT DISTINCT c.participant_id, c.project_id, c.sex, m.method
    FROM reporting_method m JOIN chosen c USING (enrolment_id)
    WHERE m.started_on <= %(last)s
      AND greatest(m.started_on, %(first)s) <= coalesce(least(m.ended_on, c.ended_on), 'infinity')
)
"""
WITH_METHOD = "(p.participant_id, p.project_id) IN (SELECT g.participant_id, g.project_id FROM given g {which})"
WITH_SEVERAL = WITH_METHOD.format(which="GROUP BY 1, 2 HAVING count(*) > 1")
WITH_ONE = WITH_METHOD.format(which="WHERE g.method = %(method)s")


def _counts_of(slugs: Iterable[str], *, by: str = "", over: str = "participation") -> str:
    """Rows (by, slug, sex, count) for these cohorts, in one pass."""
    chosen = list(slugs)
    columns = ", ".join(
        f"count(*) FILTER (WHERE {COHORTS[slug].where}) AS c{n}" for n, slug in enumerate(chosen)
    )
    values = ", ".join(f"('{slug}', c{n})" for n, slug in enumerate(chosen))
    key = by or "'kohort'"
    return (
        f"SELECT s.key, v.slug, s.sex, v.n FROM (SELECT {key}::text AS key, p.sex, {columns} FROM {over} p"
        f" GROUP BY 1, 2) s CROSS JOIN LATERAL (VALUES {values}) v (slug, n)"
    )


def _months(slug: str) -> str:
    """By day first, which are few."""
    return (
        f"SELECT '{slug}', to_char(d.day, 'YYYY-MM'), d.sex, sum(d.n)::bigint FROM ("
        f"SELECT {MONTH_OF[slug]} AS day, p.sex, count(*) AS n FROM participation p WHERE {COHORTS[slug].where}"
        " GROUP BY 1, 2) d GROUP BY 2, 3"
    )


_COUNTS = f"""
{_counts_of(COHORTS)}
UNION ALL {_months("borjade")}
UNION ALL {_months("slutade")}
UNION ALL SELECT 'remittent', coalesce(p.referrer_id, '{MISSING}'), p.sex, count(*) FROM participation p
    WHERE {COHORTS["borjade"].where} GROUP BY 2, 3
UNION ALL SELECT 'projekt', p.project_id::text, p.sex, count(*) FROM participation p GROUP BY 2, 3
UNION ALL SELECT 'metod', g.method, g.sex, count(*) FROM given g GROUP BY 2, 3
UNION ALL SELECT 'metod', '{SEVERAL}', g.sex, count(*) FROM (
    SELECT sex FROM given GROUP BY participant_id, project_id, sex HAVING count(*) > 1) g GROUP BY 3
"""
PER_DELPROJEKT_COHORTS = ["inskrivna", "pagaende", "avslutade", "arbete-studier", "ordinarie"]
_APART = _counts_of(PER_DELPROJEKT_COHORTS, by="p.delprojekt_id", over="participation_apart")
COUNTS = f"WITH {COUNTABLE}, {GIVEN} {_COUNTS}"
COUNTS_WITH_DELPROJEKT = f"WITH {COUNTABLE_BOTH}, {GIVEN} {_COUNTS} UNION ALL {_APART}"


@dataclass(frozen=True)
class Place:
    """The whole, or one delprojekt, as one reader sees it."""

    name: str
    code: str  # empty: the whole
    delprojekt: tuple[Delprojekt, ...]
    whole_programme: bool  # every delprojekt there is
    may_list: bool  # may see the rows behind the numbers
    exact: bool  # may see small numbers

    @property
    def path(self) -> str:
        return f"/oversikt/{self.code}/" if self.code else "/oversikt/"

    @property
    def ids(self) -> list[int]:
        return [row.pk for row in self.delprojekt]

    def target(self, projects: list[EsfProject]) -> int | None:
        """Participants to reach: the delprojekt's own, or for everything the projects'. None when
        one has none.
        """
        rows: list[Any] = (
            projects if self.whole_programme and not self.code else list(self.delprojekt)
        )
        return sum(row.target for row in rows) if rows and all(row.target for row in rows) else None


def get_place(user: Staff, code: str = "") -> Place:
    """What `user` may see figures of. Raises PermissionDenied without the right, Http404 outside
    the scope.
    """
    allowed = user.scope.delprojekt_with(Permission.SEE_FIGURES)
    if not allowed:
        raise PermissionDenied
    every = list(Delprojekt.objects.order_by("name"))
    rows = tuple(row for row in every if row.pk in allowed and code in ("", row.code))
    if not rows:
        raise Http404
    ids = {row.pk for row in rows}
    one = rows[0] if code or len(rows) == 1 else None
    return Place(
        name=one.name
        if one
        else "Hela MIA"
        if len(rows) == len(every)
        else f"{len(rows)} delprojekt",
        code=one.code if one else "",
        delprojekt=rows,
        whole_programme=len(rows) == len(every),
        may_list=ids <= user.scope.delprojekt_with(Permission.SEE_DELPROJEKT),
        exact=ids <= user.scope.delprojekt_with(Permission.SEE_EXACT),
    )


def esf_projects() -> list[EsfProject]:
    return list(EsfProject.objects.order_by("started_on", "pk"))


def referrers() -> dict[str, str]:
    """Code → label, retired ones too, in the list's own order; last those without."""
    labels = dict(Referrer.objects.order_by("position", "code").values_list("code", "label"))
    return {**labels, MISSING: "Uppgift saknas"}


@dataclass(frozen=True)
class Selection:
    """What is counted: which period, which delprojekt, which of the ESF projects."""

    period: Period
    delprojekt: tuple[int, ...]
    projects: tuple[int, ...]

    @property
    def parameters(self) -> dict[str, Any]:
        return {
            "first": self.period.first_on,
            "last": self.period.last_on,
            "delprojekt": list(self.delprojekt),
            "projects": list(self.projects),
        }


@dataclass(frozen=True)
class FigureFilter:
    """One number on the page: a cohort, and what narrows it. Its query string opens the list behind
    it.
    """

    cohort: str
    sex: str = ""
    month: str = ""
    referrer: str = ""
    method: str = ""

    FIELDS = {
        "cohort": "kohort",
        "sex": "kon",
        "month": "manad",
        "referrer": "remittent",
        "method": "metod",
    }

    @classmethod
    def read(cls, words: dict[str, str]) -> "FigureFilter":
        """From a query string. Raises Http404 for anything that is no number of the page."""
        part = cls(**{field: words.get(name, "") for field, name in cls.FIELDS.items()})
        month_fits = not part.month or part.cohort in MONTH_OF
        known = part.cohort in COHORTS and part.sex in ("", *Sex.values)
        if not (known and month_fits and part.method in ("", SEVERAL, *Method.values)):
            raise Http404
        return part

    def of(self, sex: str) -> "FigureFilter":
        return replace(self, sex=sex)

    @property
    def query(self) -> dict[str, str]:
        return {
            name: getattr(self, field)
            for field, name in self.FIELDS.items()
            if getattr(self, field)
        }

    def words(self, referrers: dict[str, str]) -> list[str]:
        """What narrows the cohort, as a person reads it. Raises Http404 for an unknown referrer."""
        if self.referrer and self.referrer not in referrers:
            raise Http404
        methods = {"": "", SEVERAL: "två eller flera metoder", **dict(Method.choices)}
        found = [
            SEX_WORDS[self.sex],
            self.month and f"i {self.month}",
            methods[self.method],
            self.referrer and f"remittent: {referrers[self.referrer]}",
        ]
        return [text for text in found if text]

    def where(self) -> tuple[str, dict[str, Any]]:
        """The condition over `participation p`, and its parameters."""
        conditions = [COHORTS[self.cohort].where]
        parameters: dict[str, Any] = {}
        if self.sex:
            conditions.append("p.sex = %(sex)s")
            parameters["sex"] = self.sex
        if self.month:
            month = _month(self.month)
            conditions.append(f"{MONTH_OF[self.cohort]} BETWEEN %(month_first)s AND %(month_last)s")
            parameters |= {"month_first": month.first_on, "month_last": month.last_on}
        if self.referrer:
            conditions.append("p.referrer_id IS NOT DISTINCT FROM %(referrer)s::varchar")
            parameters["referrer"] = None if self.referrer == MISSING else self.referrer
        if self.method == SEVERAL:
            conditions.append(WITH_SEVERAL)
        elif self.method:
            conditions.append(WITH_ONE)
            parameters["method"] = self.method
        return " AND ".join(f"({condition})" for condition in conditions), parameters


def _month(text: str) -> Period:
    try:
        return Period.month(text)
    except ValueError:
        raise Http404 from None


Counts = dict[tuple[str, str, str], int]


def counts(selection: Selection, *, per_delprojekt: bool) -> Counts:
    """(part, key, sex) → participations; parts: kohort, borjade and slutade (by month), remittent,
    projekt, metod.

    With `per_delprojekt` also (delprojekt's id as text, cohort, sex), each delprojekt counted by
    itself.
    """
    sql = COUNTS_WITH_DELPROJEKT if per_delprojekt else COUNTS
    found = replica.fetch(sql, selection.parameters)
    return {(str(part), key, sex): number for part, key, sex, number in found}


@dataclass(frozen=True)
class Member:
    """One participation in a list; `enrolment` only when the reader may open it."""

    enrolment_id: UUID
    delprojekt_id: int
    started_on: date
    ended_on: date | None
    enrolment: Enrolment | None = None


def members(selection: Selection, part: FigureFilter) -> list[Member]:
    """Exactly those that the number counts, latest start first. Facts without identity: see
    `opened`.
    """
    where, parameters = part.where()
    found = replica.fetch(
        f"WITH {COUNTABLE}, {GIVEN} SELECT p.enrolment_id, p.delprojekt_id, p.started_on, p.ended_on"
        f" FROM participation p WHERE {where} ORDER BY p.started_on DESC, p.enrolment_id",
        selection.parameters | parameters,
    )
    return [Member(*row) for row in found]


def opened(user: Staff, rows: Iterable[Member]) -> list[Member]:
    """The same rows with the enrolments that `user` sees; the reads are noted in the trail."""
    rows = list(rows)
    seen = Enrolment.objects.visible_to(user).select_related(
        "participant", "delprojekt", "exit_reason"
    )
    enrolments = seen.in_bulk([row.enrolment_id for row in rows])
    return [replace(row, enrolment=enrolments.get(row.enrolment_id)) for row in rows]
