"""The dashboard as a page or a PDF shows it: every number once, by sex, with what may not be shown
taken out.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode

from interventions.methods.enums import Method
from mia.organisation.delprojekt.models import Delprojekt, EsfProject
from participants.people.enums import Sex
from reporting.dashboards import queries
from reporting.dashboards.charts import Month
from reporting.dashboards.queries import SEVERAL, FigureFilter, Place, Selection
from reporting.figures.cohorts import COHORTS
from reporting.figures.numbers import BySex, Number
from reporting.figures.suppression import suppress

Key = tuple[str, str, str]  # part, key, sex; empty sex = everyone
SEXES = ("", *Sex.values)
METHODS = {**dict(Method.choices), SEVERAL: "två eller flera metoder"}


@dataclass(frozen=True)
class Overview:
    """Numbers of one place and selection. `query` keeps the selection in links."""

    place: Place
    selection: Selection
    query: dict[str, str]
    target: int | None
    referrer_labels: dict[str, str]
    cells: dict[Key, int | None] = field(repr=False)
    linked: bool

    def numbers(self, part: str, key: str, link: FigureFilter, code: str | None = None) -> BySex:
        """A row of the cells; `link` is what its lists are narrowed by, `code` another
        delprojekt's.
        """
        return BySex(
            *(
                Number(self.cells[part, key, sex], self.url(link.of(sex), code))
                for sex in (*Sex.values, "")
            )
        )

    def url(self, part: FigureFilter, code: str | None = None) -> str:
        """The list behind a number, for those who may see it."""
        if not (self.linked and self.place.may_list):
            return ""
        path = self.place.path if code is None else f"/oversikt/{code}/"
        return f"{path}lista/?{urlencode(self.query | part.query)}"

    def home(self, code: str) -> str:
        """A delprojekt's own queries, for the same period."""
        return f"/oversikt/{code}/?{urlencode(self.query)}" if self.linked else ""

    def __getitem__(self, cohort: str) -> BySex:
        return self.numbers("kohort", cohort, FigureFilter(cohort))

    @cached_property
    def has_unknown(self) -> bool:
        """Is there anybody whose number does not tell the sex?"""
        return self.cells["kohort", "inskrivna", Sex.UNKNOWN] != 0

    @cached_property
    def months(self) -> list[Month]:
        return [
            Month(
                month,
                self._in_month("borjade", month.label),
                self._in_month("slutade", month.label),
            )
            for month in self.selection.period.months()
        ]

    def _in_month(self, cohort: str, month: str) -> BySex:
        return self.numbers(cohort, month, FigureFilter(cohort, month=month))

    @cached_property
    def inflow(self) -> list[tuple[str, BySex]]:
        """Per referrer, most first; a retired code only when it counts somebody."""
        rows = [
            (label, self.numbers("remittent", code, FigureFilter("borjade", referrer=code)))
            for code, label in self.referrer_labels.items()
        ]
        return sorted(
            (row for row in rows if row[1].total.value != 0),
            key=lambda row: -(row[1].total.value or 0),
        )

    @cached_property
    def methods(self) -> list[tuple[str, BySex]]:
        return [
            (
                label[:1].upper() + label[1:],
                self.numbers("metod", code, FigureFilter("deltog", method=code)),
            )
            for code, label in METHODS.items()
        ]

    def of(self, row: Delprojekt, cohort: str) -> BySex:
        """A cohort of one delprojekt, as its own dashboard counts it."""
        return self.numbers(str(row.pk), cohort, FigureFilter(cohort), row.code)


def read(
    place: Place,
    selection: Selection,
    query: dict[str, str],
    projects: list[EsfProject],
    *,
    linked: bool = True,
) -> Overview:
    """One statement of counts, one of labels."""
    labels = queries.referrers()
    counted = queries.counts(selection, per_delprojekt=not place.code)
    cells: dict[Key, int] = {}
    for part, key in _rows(place, selection, labels):
        by_sex = {sex: counted.get((part, key, sex), 0) for sex in Sex.values}
        cells |= {(part, key, sex): number for sex, number in by_sex.items()}
        cells[part, key, ""] = sum(by_sex.values())
    shown: dict[Key, int | None] = (
        {**cells}
        if place.exact
        else suppress(cells, list(_relations(place, selection, labels, cells)))
    )
    # As malbild: projects that nobody belongs to yet promise nothing yet
    # (reporting/figures/goals.py).
    begun = {key for part, key, _ in counted if part == "projekt"}
    target = place.target([row for row in projects if str(row.pk) in begun or len(projects) == 1])
    return Overview(place, selection, query, target, labels, shown, linked)


def _rows(place: Place, selection: Selection, labels: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Every row of the page, as part and key."""
    yield from (("kohort", slug) for slug in COHORTS)
    yield from (
        (slug, month.label) for slug in queries.MONTH_OF for month in selection.period.months()
    )
    yield from (("remittent", code) for code in labels)
    yield from (("metod", code) for code in METHODS)
    if not place.code:
        yield from (
            (str(row.pk), cohort)
            for row in place.delprojekt
            for cohort in queries.PER_DELPROJEKT_COHORTS
        )


# Totals that a reader could take apart: a cohort and the cohorts that make it up.
SUMS = {
    "avslutade": ["arbete-studier", "ordinarie", "annat"],
    "arbete-studier": ["arbete", "studier"],
    "utfall": ["arbete-studier", "ordinarie"],
}
# Cohorts of which one holds the other: what is left over is a number too, though it is not on the
# page. Left out: who ended on the very last day is both ongoing and exited, which tells a day and
# nothing of the person.
DIFFERENCES = [
    (("kohort", "inskrivna"), ("kohort", "borjade")),
    (("kohort", "avslutade"), ("kohort", "slutade")),
    (("kohort", "inskrivna"), ("kohort", "deltog")),
    (("kohort", "inskrivna"), ("kohort", "avslutade")),
]


def _relations(
    place: Place, selection: Selection, labels: dict[str, str], cells: dict[Key, int]
) -> Iterator[tuple[Key, list[Key]]]:
    """Every total on the page with its parts. Adds the differences to `cells`."""
    rows = {(part, key) for part, key, _ in cells}
    months = [month.label for month in selection.period.months()]
    sums = [
        (("kohort", whole), [("kohort", part) for part in parts]) for whole, parts in SUMS.items()
    ]
    sums += [(("kohort", slug), [(slug, month) for month in months]) for slug in queries.MONTH_OF]
    sums.append((("kohort", "borjade"), [("remittent", code) for code in labels]))
    if not place.code:
        for cohort in queries.PER_DELPROJEKT_COHORTS:
            sums.append((("kohort", cohort), [(str(row.pk), cohort) for row in place.delprojekt]))
    for whole, part in DIFFERENCES:
        rest = ("rest", f"{whole[1]}-{part[1]}")
        rows.add(rest)
        for sex in SEXES:
            cells[*rest, sex] = cells[*whole, sex] - cells[*part, sex]
        sums.append((whole, [part, rest]))
    yield from (((*row, ""), [(*row, sex) for sex in Sex.values]) for row in sorted(rows))
    for whole, parts in sums:
        for sex in SEXES:
            relation = (*whole, sex), [(*part, sex) for part in parts]
            # Delprojekt share the person who changed between them: then their sum tells nothing of
            # the whole.
            if cells[relation[0]] == sum(cells[key] for key in relation[1]):
                yield relation
