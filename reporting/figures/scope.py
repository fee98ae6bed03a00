"""What a report counts: the period, the delprojekt and the ESF projects, within what the reader may
see.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from mia.core.period import Period
from mia.organisation.delprojekt.models import Delprojekt, EsfProject
from reporting.figures.release import Release

PROGRAMMES = {"2014": "2014–2020", "2021": "2021–2027"}


@dataclass(frozen=True)
class ReportScope:
    """What a person asked for, within what that person may.

    `made_on` is the day the report is made: consents are those that stand on it. With `exact` small
    numbers are shown, which is asked for, allowed and audited. A reader who is outside some of the
    delprojekt (`is_outside`) gets what is `published`, and nothing is counted. `is_whole`: every
    delprojekt there is, none named.
    """

    period: Period
    delprojekt: tuple[Delprojekt, ...]
    projects: tuple[EsfProject, ...]
    made_on: date
    programme: str = "2014"
    exact: bool = False
    is_outside: bool = False
    is_whole: bool = False
    published: Release | None = None

    @property
    def params(self) -> dict[str, Any]:
        """Of the SQL of participations, cohorts and exports."""
        return {
            "first": self.period.first_on,
            "last": self.period.last_on,
            "made_on": self.made_on,
            "delprojekt": [row.pk for row in self.delprojekt],
            "projects": [row.pk for row in self.projects],
        }

    @property
    def codes(self) -> list[str]:
        return sorted(row.code for row in self.delprojekt)

    @property
    def project_codes(self) -> list[str]:
        return sorted(row.code for row in self.projects)
