"""What a report counts: the period, the delprojekt and the ESF projects, within what the reader may
see.
"""

from dataclasses import dataclass
from typing import Any

from mia.core.period import Period
from mia.organisation.delprojekt.models import Delprojekt, EsfProject

PROGRAMMES = {"2014": "2014–2020", "2021": "2021–2027"}


@dataclass(frozen=True)
class ReportScope:
    """What a person asked for, within what that person may."""

    period: Period
    delprojekt: tuple[Delprojekt, ...]
    projects: tuple[EsfProject, ...]
    programme: str = "2014"
    exact: bool = False  # small numbers are shown; asked for, allowed and audited
    is_outside: bool = (
        False  # the reader is outside some of the delprojekt: every table hides small numbers
    )
    is_whole: bool = False  # every delprojekt there is, none named

    @property
    def parameters(self) -> dict[str, Any]:
        """Of the SQL of participations, cohorts and exports."""
        return {
            "first": self.period.first_on,
            "last": self.period.last_on,
            "delprojekt": [row.pk for row in self.delprojekt],
            "projects": [row.pk for row in self.projects],
        }

    @property
    def codes(self) -> list[str]:
        return sorted(row.code for row in self.delprojekt)

    @property
    def project_codes(self) -> list[str]:
        return sorted(row.code for row in self.projects)
