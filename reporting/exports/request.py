"""From what a person asked for to what is counted: the same rules for page and command, in the same
words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from mia.access.roles import Permission
from mia.core.period import Period
from mia.organisation.delprojekt.models import Delprojekt, EsfProject
from mia.organisation.staff.models import Staff
from reporting.exports.declaration import Export
from reporting.figures.scope import PROGRAMMES, ReportScope


class ReportError(Exception):
    """One Swedish sentence, and the name of what was wrong."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class ReportRequest:
    """As asked: codes and days, not yet checked. No delprojekt named = all that the user may."""

    month: str = ""
    from_on: date | None = None
    to_on: date | None = None
    delprojekt: tuple[str, ...] = ()
    project: str = ""
    programme: str = ""
    exact: bool = False


def choose(user: Staff, export: Export, wanted: ReportRequest, *, today: date) -> ReportScope:
    """What the user may of what was wanted. Raises ReportError."""
    allowed = user.scope.delprojekt_with(export.permission)
    if not allowed:
        raise ReportError(
            f"Du får inte ta ut {export.slug}: det kräver rätten att {export.permission}.", "export"
        )
    every = list(Delprojekt.objects.order_by("code"))
    rows = _delprojekt([row for row in every if row.pk in allowed], wanted.delprojekt)
    sees_small = {row.pk for row in rows} <= user.scope.delprojekt_with(Permission.SEE_EXACT)
    if wanted.exact and not sees_small:
        raise ReportError(
            "Du får inte se små tal i de delprojekten: det kräver rätten att se små tal.", "exact"
        )
    return ReportScope(
        period=_period(export, wanted, today, is_outside=not sees_small),
        delprojekt=rows,
        projects=_projects(wanted.project),
        programme=_programme(export, wanted.programme),
        exact=wanted.exact,
        is_outside=not sees_small,
        is_whole=not wanted.delprojekt and len(rows) == len(every),
    )


def _delprojekt(allowed: list[Delprojekt], codes: Iterable[str]) -> tuple[Delprojekt, ...]:
    """In order of code. What does not exist and what is outside the scope are told alike."""
    wanted = {code.upper() for code in codes}
    unknown = wanted - {row.code for row in allowed}
    if unknown:
        raise ReportError(
            f"Du har inget delprojekt med koden {', '.join(sorted(unknown))}.", "delprojekt"
        )
    return tuple(row for row in allowed if not wanted or row.code in wanted)


def _projects(code: str) -> tuple[EsfProject, ...]:
    every = tuple(EsfProject.objects.order_by("started_on", "pk"))
    chosen = tuple(row for row in every if code.upper() in ("", row.code))
    if not chosen:
        raise ReportError(f"Det finns inget ESF-projekt med koden {code}.", "project")
    return chosen


def _programme(export: Export, code: str) -> str:
    if code and not export.has_programme:
        raise ReportError(f"{export.slug} har ingen programperiod att välja.", "programme")
    if code and code not in PROGRAMMES:
        raise ReportError("Programperioden är 2014 eller 2021.", "programme")
    return code or "2014"


def _period(export: Export, wanted: ReportRequest, today: date, *, is_outside: bool) -> Period:
    try:
        period = _wanted_period(wanted)
    except ValueError as error:
        raise ReportError(str(error), "to_on" if wanted.from_on else "month") from None
    if export.is_monthly and not period.is_month:
        raise ReportError(f"{export.slug} tas ut för en månad i taget. Välj en hel månad.", "month")
    if is_outside and period != Period(
        period.first_on.replace(day=1), Period.month_of(period.last_on).last_on
    ):
        raise ReportError(
            "Välj hela månader.", "from_on"
        )  # days apart, two tables would tell of one person
    if period.first_on > today:
        raise ReportError(
            "Perioden har inte börjat än. Välj en tidigare.",
            "from_on" if wanted.from_on else "month",
        )
    return period


def _wanted_period(wanted: ReportRequest) -> Period:
    if (wanted.from_on is None) != (wanted.to_on is None):
        raise ValueError("Ange både från och med och till och med.")
    if wanted.from_on and wanted.to_on:
        if wanted.month:
            raise ValueError("Ange antingen en månad eller från och med och till och med.")
        return Period(wanted.from_on, wanted.to_on)
    if not wanted.month:
        raise ValueError("Ange en månad, eller från och med och till och med.")
    return Period.month(wanted.month)
