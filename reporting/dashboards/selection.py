"""What a dashboard counts, and what one of its numbers is narrowed by."""

from dataclasses import dataclass, replace
from typing import Any

from django.http import Http404

from interventions.methods.enums import Method
from mia.core.period import Period
from participants.people.enums import Sex
from reporting.figures.cohorts import COHORTS

# Not codes of any list (those are upper case): no referrer is noted; two or more methods.
MISSING, SEVERAL = "saknas", "flera"
METHODS = {**dict(Method.choices), SEVERAL: "två eller flera metoder"}
# The cohorts that are also shown by month, and the day that decides which month.
DAY_OF = {"borjade": "started_on", "slutade": "ended_on"}
SEX_LABELS = {Sex.WOMAN: "kvinnor", Sex.MAN: "män", Sex.UNKNOWN: "kön framgår inte"}


@dataclass(frozen=True)
class Selection:
    """What is counted: which period, which delprojekt and which of the ESF projects, by id."""

    period: Period
    delprojekt: tuple[int, ...]
    projects: tuple[int, ...]

    @property
    def month_labels(self) -> list[str]:
        return [month.label for month in self.period.months()]

    @property
    def params(self) -> dict[str, Any]:
        """Of the statements in reporting/dashboards/sql."""
        return {
            "first": self.period.first_on,
            "last": self.period.last_on,
            "delprojekt": list(self.delprojekt),
            "projects": list(self.projects),
            "missing": MISSING,
            "several": SEVERAL,
        }


@dataclass(frozen=True)
class FigureFilter:
    """One number on the page: a cohort, and what narrows it; empty texts narrow nothing."""

    cohort: str
    sex: str = ""
    month: str = ""
    referrer: str = ""
    method: str = ""

    # Fields by their names in a query string.
    QUERY_NAMES = {
        "kohort": "cohort",
        "kon": "sex",
        "manad": "month",
        "remittent": "referrer",
        "metod": "method",
    }

    @classmethod
    def from_query(cls, query: dict[str, str]) -> "FigureFilter":
        """The number that a query string names. Raises Http404 when the page has no such number."""
        values = {field: query.get(name, "") for name, field in cls.QUERY_NAMES.items()}
        figure = cls(**values)
        if not figure.is_valid:
            raise Http404
        return figure

    @property
    def is_valid(self) -> bool:
        """Whether the page has such a number; the referrer is not looked at."""
        return (
            self.cohort in COHORTS
            and self.sex in ("", *Sex.values)
            and self.method in ("", *METHODS)
            and self._has_valid_month
        )

    @property
    def _has_valid_month(self) -> bool:
        if not self.month:
            return True
        try:
            Period.month(self.month)
        except ValueError:
            return False
        return self.cohort in DAY_OF

    def for_sex(self, sex: str) -> "FigureFilter":
        return replace(self, sex=sex)

    @property
    def query(self) -> dict[str, str]:
        """The query string that opens the list behind the number."""
        values = {name: getattr(self, field) for name, field in self.QUERY_NAMES.items()}
        return {name: value for name, value in values.items() if value}

    @property
    def params(self) -> dict[str, str]:
        """Of members.sql."""
        return {
            "sex": self.sex,
            "month": self.month,
            "referrer": self.referrer,
            "method": self.method,
        }

    def labels(self, referrers: dict[str, str]) -> list[str]:
        """What narrows the cohort, in words. Raises Http404 for an unknown referrer."""
        labels = []
        if self.sex:
            labels.append(SEX_LABELS[Sex(self.sex)])
        if self.month:
            labels.append(f"i {self.month}")
        if self.method:
            labels.append(METHODS[self.method])
        if self.referrer:
            if self.referrer not in referrers:
                raise Http404
            labels.append(f"remittent: {referrers[self.referrer]}")
        return labels
