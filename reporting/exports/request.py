"""From a person's request to what is counted: the same rules and sentences for page and command."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from mia.access.roles import Permission
from mia.core.period import Period
from mia.organisation.delprojekt.models import Delprojekt, EsfProject
from mia.organisation.staff.models import Staff
from reporting.exports.declaration import Export
from reporting.figures.scope import PROGRAMMES, ReportScope
from reporting.publications.queries import publications

ALL_TOGETHER = (
    "Den som är utanför delprojekten får siffror för alla delprojekt tillsammans. Välj inget"
    " delprojekt."
)
ALL_PROJECTS = (
    "Den som är utanför delprojekten får siffror för alla ESF-projekt tillsammans. Välj inget"
    " ESF-projekt."
)
NOT_EXACT = "Du får inte se små tal i de delprojekten: det kräver rätten att se små tal."
NONE_YET = (
    "Inga siffror är publicerade än. De publiceras av sig själva, natten efter att fyra veckor har"
    " gått sedan kvartalets slut."
)
QUARTERS = "Siffrorna publiceras en gång i kvartalet. Välj kvartalets sista månad."


class ReportError(Exception):
    """One Swedish sentence, and the name of the field that it is about."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class ReportRequest:
    """Codes and days as the person wrote them, not yet checked.

    No delprojekt named means all that the user may.
    """

    month: str = ""
    from_on: date | None = None
    to_on: date | None = None
    delprojekt: tuple[str, ...] = ()
    project: str = ""
    programme: str = ""
    exact: bool = False


def choose(
    user: Staff, export: Export, report_request: ReportRequest, *, today: date
) -> ReportScope:
    """What is counted for the user. Raises ReportError when the user may not have it."""
    allowed = allowed_delprojekt(user, export)
    if not allowed:
        raise ReportError(
            f"Du får inte ta ut {export.slug}: det kräver rätten att {export.permission.label}.",
            "export",
        )
    every = list(Delprojekt.objects.order_by("code"))
    permitted = [row for row in every if row.pk in allowed]
    delprojekt = _delprojekt(permitted, report_request.delprojekt)
    reads_published = is_outside(user, export)
    if report_request.exact and reads_published:
        raise ReportError(NOT_EXACT, "exact")
    if reads_published:
        return _published(export, report_request, delprojekt, every, today)
    period = _period(export, report_request, today)
    return ReportScope(
        period=period,
        delprojekt=delprojekt,
        projects=_projects(export, report_request.project, period),
        made_on=today,
        programme=_programme(export, report_request.programme),
        exact=report_request.exact,
        is_whole=not report_request.delprojekt and delprojekt == tuple(every),
    )


def is_outside(user: Staff, export: Export) -> bool:
    """Whether the user gets published figures of the report, and sees small numbers nowhere."""
    allowed = user.scope.delprojekt_with(export.permission)
    is_figures = export.permission == Permission.SEE_REPORTS
    return is_figures and not allowed & user.scope.delprojekt_with(Permission.SEE_EXACT)


def allowed_delprojekt(user: Staff, export: Export) -> frozenset[int]:
    """The delprojekt that the user may make the report of.

    Who sees small numbers in some of them only gets no others: with the exact figures of one, what
    is hidden in the others could be worked out.
    """
    allowed = user.scope.delprojekt_with(export.permission)
    exact = allowed & user.scope.delprojekt_with(Permission.SEE_EXACT)
    return exact or allowed


def _published(
    export: Export,
    report_request: ReportRequest,
    delprojekt: tuple[Delprojekt, ...],
    every: list[Delprojekt],
    today: date,
) -> ReportScope:
    """What is published, for who is outside: of all together, to the end of a quarter."""
    if delprojekt != tuple(every):
        raise ReportError(ALL_TOGETHER, "delprojekt")
    if report_request.project:
        raise ReportError(ALL_PROJECTS, "project")
    last_on = report_request.to_on
    try:
        if report_request.month:
            last_on = Period.month(report_request.month).last_on
    except ValueError as error:
        raise ReportError(str(error), "month") from None
    published = {row.last_on: row for row in publications()}
    if not published:
        raise ReportError(NONE_YET, "month")
    if last_on not in published:
        days = ", ".join(f"{day:%Y-%m}" for day in published)
        raise ReportError(f"{QUARTERS} De som finns: {days}.", "month")
    publication = published[last_on]
    return ReportScope(
        period=publication.period,
        delprojekt=delprojekt,
        projects=tuple(EsfProject.objects.order_by("started_on", "pk")),
        made_on=publication.made_on,
        programme=_programme(export, report_request.programme),
        is_outside=True,
        is_whole=True,
        published=publication.release,
    )


def _delprojekt(permitted: list[Delprojekt], codes: Iterable[str]) -> tuple[Delprojekt, ...]:
    """Those named, or all. What does not exist and what is outside the scope are told alike.

    `permitted` are in order of code, and so is what is returned.
    """
    remaining = {code.upper() for code in codes}
    if not remaining:
        return tuple(permitted)
    chosen = []
    for row in permitted:
        if row.code in remaining:
            chosen.append(row)
            remaining.remove(row.code)
    if remaining:
        unknown = ", ".join(sorted(remaining))
        raise ReportError(f"Du har inget delprojekt med koden {unknown}.", "delprojekt")
    return tuple(chosen)


def _projects(export: Export, code: str, period: Period) -> tuple[EsfProject, ...]:
    """The ESF project named, or all of them. A file of one project: the one that runs in the
    period, if there is only one.
    """
    projects = EsfProject.objects.order_by("started_on", "pk")
    if code:
        chosen = tuple(projects.filter(code=code.upper()))
        if not chosen:
            raise ReportError(f"Det finns inget ESF-projekt med koden {code}.", "project")
        return chosen
    if not export.is_per_project:
        return tuple(projects)
    candidates = tuple(_running_in(period)) or tuple(projects)
    if len(candidates) > 1:
        choices = " eller ".join(_name_with_code(row) for row in candidates)
        sentence = f"Rapporten tas ut för ett ESF-projekt i taget. Välj {choices}."
        raise ReportError(sentence, "project")
    return candidates


def _name_with_code(project: EsfProject) -> str:
    """The name that a page shows, with the code that the command takes where it is another."""
    if project.name == project.code:
        return project.name
    return f"{project.name} (kod {project.code})"


def _running_in(period: Period) -> "QuerySet[EsfProject]":
    has_begun = Q(started_on__lte=period.last_on)
    has_not_ended = Q(ended_on=None) | Q(ended_on__gte=period.first_on)
    return EsfProject.objects.filter(has_begun, has_not_ended).order_by("started_on", "pk")


def file_name(export: Export, period: Period, extension: str, project_code: str) -> str:
    """The name of the export's file: it tells the ESF project that was named, unless no other one
    runs in the period.

    So the files of two projects of a month never share a name.
    """
    if not (export.is_per_project and project_code):
        return export.file_name(period, extension)
    code = project_code.upper()
    running_codes = list(_running_in(period).values_list("code", flat=True))
    if running_codes == [code]:
        return export.file_name(period, extension)
    return export.file_name(period, extension, code)


def _programme(export: Export, code: str) -> str:
    if code and not export.has_programme:
        raise ReportError(f"{export.slug} har ingen programperiod att välja.", "programme")
    if code and code not in PROGRAMMES:
        raise ReportError("Programperioden är 2014 eller 2021.", "programme")
    return code or "2014"


def _period(export: Export, report_request: ReportRequest, today: date) -> Period:
    first_field, last_field = "month", "month"
    if report_request.from_on:
        first_field, last_field = "from_on", "to_on"
    try:
        period = _requested_period(report_request)
    except ValueError as error:
        raise ReportError(str(error), last_field) from None
    if export.is_monthly and not period.is_month:
        one_month = f"{export.slug} tas ut för en månad i taget. Välj en hel månad."
        raise ReportError(one_month, "month")
    if period.first_on > today:
        raise ReportError("Perioden har inte börjat än. Välj en tidigare.", first_field)
    return period


def _requested_period(report_request: ReportRequest) -> Period:
    """Raises ValueError with a Swedish sentence."""
    from_on, to_on = report_request.from_on, report_request.to_on
    if (from_on is None) != (to_on is None):
        raise ValueError("Ange både från och med och till och med.")
    if from_on and to_on:
        if report_request.month:
            raise ValueError("Ange antingen en månad eller från och med och till och med.")
        return Period(from_on, to_on)
    if not report_request.month:
        raise ValueError("Ange en månad, eller från och med och till och med.")
    return Period.month(report_request.month)
