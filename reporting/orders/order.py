"""What was ordered, as an export's job keeps it in its parameters."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from mia.core.period import Period
from mia.jobs.models import Job
from reporting.exports.declaration import Export
from reporting.exports.registry import EXPORTS
from reporting.exports.request import ReportRequest
from reporting.figures.scope import ReportScope

KIND = "exports"


@dataclass(frozen=True)
class ExportOrder:
    """A file that somebody has ordered: the job, and its parameters with their types.

    `delprojekt` are codes. `is_named`: whether the delprojekt were named, or all that the user may
    were meant. `is_outside`: whether the reader was outside some of them, so that small numbers
    are hidden.
    """

    job: Job
    slug: str
    period: Period
    delprojekt: list[str]
    format: str
    project: str
    programme: str
    exact: bool
    is_named: bool
    is_outside: bool

    @property
    def pk(self) -> UUID:
        return self.job.pk

    @property
    def export(self) -> Export:
        return EXPORTS[self.slug]

    @property
    def file_name(self) -> str:
        """The name of the stored file."""
        return f"export.{self.format}"

    @property
    def request(self) -> ReportRequest:
        """The same request, to be asked again with the rights of another day."""
        return ReportRequest(
            from_on=self.period.first_on,
            to_on=self.period.last_on,
            delprojekt=tuple(self.delprojekt) if self.is_named else (),
            project=self.project,
            programme=self.programme,
            exact=self.exact,
        )


def parameters_of(
    export: Export, request: ReportRequest, scope: ReportScope, extension: str
) -> dict[str, Any]:
    """What the job keeps."""
    return {
        "slug": export.slug,
        "first_on": str(scope.period.first_on),
        "last_on": str(scope.period.last_on),
        "delprojekt": list(scope.codes),
        "format": extension,
        "project": request.project,
        "programme": request.programme,
        "exact": request.exact,
        "is_named": bool(request.delprojekt),
        "is_outside": scope.is_outside,
    }


def order_of(job: Job) -> ExportOrder:
    """The order that the job carries out."""
    values = dict(job.parameters)
    first_on = date.fromisoformat(values.pop("first_on"))
    last_on = date.fromisoformat(values.pop("last_on"))
    return ExportOrder(job=job, period=Period(first_on, last_on), **values)
