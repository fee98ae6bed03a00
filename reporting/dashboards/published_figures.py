"""Every number that is published for readers outside the delprojekt, and which add up to which.

One release holds all of them, so that nothing hidden in one table can be worked out from another:
the dashboard of the whole and of each delprojekt, malbild, esf-indikatorer and sus-aggregat.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from participants.people.enums import Sex
from reporting.dashboards import queries
from reporting.dashboards.selection import METHODS, Selection
from reporting.dashboards.small_numbers import SUBSETS, SUMS
from reporting.exports import sus_aggregate
from reporting.figures import indicators, sus_counts
from reporting.figures.by_sex import SEXES, TOTAL
from reporting.figures.cohorts import COHORTS
from reporting.figures.release import FigureKey
from reporting.figures.scope import PROGRAMMES, ReportScope
from reporting.figures.suppression import Relation
from reporting.publications.tables import RESTS, SAME_AS, SUS, WHOLE, cohort_line, indicator_table

PUBLISHED_COHORTS = [slug for slug in COHORTS if slug not in SAME_AS]
SHRINKING = {"pagaende", "enbart-paborjat"}  # those in them leave

Line = tuple[str, str]  # table, line


@dataclass
class PublishedFigures:
    """The numbers as they are counted now. `growing` are those that do not become smaller."""

    counts: dict[FigureKey, int] = field(default_factory=dict)
    relations: list[Relation[FigureKey]] = field(default_factory=list)
    growing: set[FigureKey] = field(default_factory=set)
    months: dict[FigureKey, str] = field(default_factory=dict)

    def add(self, line: Line, numbers: Sequence[int], *, grows: bool = True) -> None:
        """A line by sex, in the order of SEXES, with its total."""
        keys = [(*line, sex) for sex in SEXES]
        total = (*line, TOTAL)
        self.counts |= dict(zip(keys, numbers, strict=True))
        self.counts[total] = sum(numbers)
        self.relations.append((total, keys))
        if grows:
            self.growing |= {*keys, total}

    def add_sum(self, total: Line, lines: Iterable[Line]) -> None:
        """The lines add up to the total, in the columns where they do."""
        lines = list(lines)
        for sex in (*SEXES, TOTAL):
            keys = [(*line, sex) for line in lines]
            if self.counts[*total, sex] == sum(self.counts[key] for key in keys):
                self.relations.append(((*total, sex), keys))

    def add_rest(self, whole: Line, part: Line) -> None:
        """Who is in the whole and not in the part: on no page, but easy to work out.

        Left out where the part holds somebody who is not in the whole.
        """
        numbers = []
        for of_whole, of_part in zip(self.numbers_of(whole), self.numbers_of(part), strict=True):
            numbers.append(of_whole - of_part)
        if min(numbers) >= 0:
            line = (RESTS, "/".join((*whole, *part)))
            self.add(line, numbers, grows=False)
            self.add_sum(whole, [part, line])

    def numbers_of(self, line: Line) -> list[int]:
        return [self.counts[*line, sex] for sex in SEXES]


def count(scope: ReportScope) -> PublishedFigures:
    """All of them, accumulated to the period's last day; `scope` is the whole programme."""
    figures = PublishedFigures()
    selection = Selection(
        scope.period,
        tuple(row.pk for row in scope.delprojekt),
        tuple(row.pk for row in scope.projects),
    )
    _add_dashboard(figures, WHOLE, selection, is_whole=True)
    for row in scope.delprojekt:
        own = Selection(scope.period, (row.pk,), selection.projects)
        _add_dashboard(figures, row.code, own, is_whole=False)
    for cohort in PUBLISHED_COHORTS:
        lines = [(row.code, cohort_line(cohort)) for row in scope.delprojekt]
        figures.add_sum((WHOLE, cohort_line(cohort)), lines)
    for programme in PROGRAMMES:
        _add_indicators(figures, programme, scope)
    _add_same_indicators(figures)
    _add_sus(figures, scope)
    return figures


def _add_dashboard(
    figures: PublishedFigures, table: str, selection: Selection, *, is_whole: bool
) -> None:
    """A delprojekt's own has cohorts only: its referrers and methods are few."""
    counts = queries.counts(selection, per_delprojekt=False)
    rows = [("kohort", slug) for slug in PUBLISHED_COHORTS]
    referrers = []
    if is_whole:
        referrers = [("remittent", code) for code in queries.referrers()]
        rows += referrers
        rows += [("metod", code) for code in METHODS]
    for part, key in rows:
        numbers = [counts.get((part, key, sex), 0) for sex in Sex.values]
        grows = key not in SHRINKING
        figures.add((table, f"{part}/{key}"), numbers, grows=grows)
    for cohort, parts in SUBSETS.items():
        for part in parts:
            figures.add_rest((table, cohort_line(cohort)), (table, cohort_line(part)))
    for whole, parts in SUMS.items():
        lines = [(table, cohort_line(part)) for part in parts]
        figures.add_sum((table, cohort_line(whole)), lines)
    if is_whole:
        lines = [(table, f"{part}/{key}") for part, key in referrers]
        figures.add_sum((table, cohort_line("borjade")), lines)
        for code in METHODS:
            figures.add_rest((table, cohort_line("inskrivna")), (table, f"metod/{code}"))


def _add_indicators(figures: PublishedFigures, programme: str, scope: ReportScope) -> None:
    table = indicator_table(programme)
    counts = indicators.counts(programme, scope.params)
    for code in dict.fromkeys(code for code, _ in counts):
        figures.add((table, code), [counts[code, sex] for sex in SEXES])
    for total, codes in indicators.SUMS[programme]:
        figures.add_sum((table, total), [(table, code) for code in codes])
    figures.add_sum((WHOLE, cohort_line("inskrivna")), [(table, "GRAND_TOTAL")])
    for whole, parts in indicators.subsets(programme).items():
        for part in parts:
            figures.add_rest((table, whole), (table, part))


def _add_same_indicators(figures: PublishedFigures) -> None:
    """What both programmes count, by other codes."""
    lines: dict[str, Line] = {}
    for programme in PROGRAMMES:
        for indicator in indicators.INDICATORS[programme]:
            if not indicator.column:
                continue
            line = (indicator_table(programme), indicator.code)
            first = lines.setdefault(indicator.count, line)
            if first != line:
                figures.add_sum(first, [line])


def _add_sus(figures: PublishedFigures, scope: ReportScope) -> None:
    counts = sus_counts.counts(scope.params)
    table = sus_aggregate.lines_and_sums(scope, counts)
    for line, numbers in table.numbers.items():
        figures.add((SUS, line), numbers)
    for total, lines in table.sums:
        figures.add_sum((SUS, total), [(SUS, line) for line in lines])
    for whole, part in table.subsets:
        figures.add_rest((SUS, whole), (SUS, part))
    for cell in (sus_counts.MEAN, sus_counts.MEDIAN):
        for sex in (*SEXES, TOTAL):
            if (cell, sex) in counts:
                figures.months[SUS, sus_aggregate.line_name(cell), sex] = str(counts[cell, sex])
