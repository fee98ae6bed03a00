"""Differences between groups: what a reader outside takes from what, by own lists of what is within
what, over everything that is published. None of them is a small number.
"""

import re

import pytest

from reporting.dashboards import published_figures
from reporting.figures.release import Release
from reporting.publications.queries import publications
from reporting.publications.tables import SUS, WHOLE
from tests.reporting.county import report_scope
from tests.reporting.publications.attack import Reader, determined
from tests.reporting.publications.test_published_pages import REPORTS, named_lines, taken

SMALL = range(1, 5)
EXITED = r"kohort/(arbete|studier|ordinarie|enbart|utfall|annat)"
# Table, line, and the lines within it: a delprojekt less those of one method, all less a sex …
WITHIN = [
    (r"MIA|[A-Z]+", "kohort/inskrivna", r"(kohort|metod|remittent)/(?!inskrivna).*"),
    (r"MIA|[A-Z]+", "kohort/avslutade", EXITED + ".*"),
    (r"MIA|[A-Z]+", "kohort/utfall", r"kohort/(arbete|studier|ordinarie|enbart).*"),
    (r"esf-indikatorer/.*", "GRAND_TOTAL", r"(?!GRAND_TOTAL).*"),
    (r"esf-indikatorer/.*", "TOTAL", r"(CO|CR|EECO0[2-9]|EECO1|EECR).*"),
    (r"esf-indikatorer/2014", "CO01", "CO02"),
    (r"esf-indikatorer/2014", "CO03", "CO04"),
    (r"esf-indikatorer/2021", "EECO02", "EECO03"),
    (SUS, "bas/BAKGRUND/", r"BAKGRUND/.*"),
    (SUS, "bas/AVSLUTADE/", r"(SYSSELSATTNING|FORSORJNING|RESULTAT|AVSLUT)/.*"),
    (SUS, "RESULTAT/ARBETAR ELLER STUDERAR EFTER/JA", r"RESULTAT/NY ELLER ÖKAD OMFATTNING/JA"),
]


def pairs(keys) -> list[tuple]:
    """(whole, part), the same sex or everyone and a sex, of the lines that are there."""
    found = []
    lines = sorted({key[:2] for key in keys})
    for table, line in lines:
        for pattern, whole, part in WITHIN:
            if (
                re.fullmatch(pattern, table)
                and re.fullmatch(part, line)
                and (table, whole) in lines
            ):
                found += [((table, whole, sex), (table, line, sex)) for sex in "KMXT"]
        found += [((table, line, "T"), (table, line, sex)) for sex in "KMX"]
        if table != WHOLE and (WHOLE, line) in lines:
            found += [((WHOLE, line, sex), (table, line, sex)) for sex in "KMXT"]
    return found


def with_differences(release: Release, relations: list) -> tuple[Release, list, set]:
    """The release and its sums with a number, which stands nowhere, for each difference."""
    counts, more = dict(release.counts), list(relations)
    differences = set()
    for whole, part in pairs(release.counts):
        rest = ("difference", f"{whole}", f"{part}")
        if counts[whole] < counts[part]:
            assert part[0] not in (SUS, WHOLE), (whole, part)  # who is in two delprojekt
            continue
        counts[rest] = counts[whole] - counts[part]
        differences.add(rest)
        more.append((whole, [part, rest]))
    return Release(counts, release.hidden | differences, []), more, differences


@pytest.fixture
def everything(published, as_user):
    """The releases with their differences, their sums, what grows, and what stands nowhere."""
    releases, relations = [], []
    growing: set = set()
    differences: set = set()
    with as_user(published.investigator):
        for publication in publications():
            figures = published_figures.count(report_scope(publication.period))
            release, more, unseen = with_differences(publication.release, figures.relations)
            releases.append(release)
            relations.append(more)
            growing |= figures.growing
            differences |= unseen
    return releases, relations, growing, frozenset(differences)


def test_no_difference_between_groups_gives_a_small_number(everything):
    releases, relations, growing, differences = everything
    assert len(releases) >= 2
    assert len(differences) > 1000
    reader = Reader(releases, relations, growing, differences)
    told = []
    for number, release in enumerate(releases):
        secret = {key for key in release.hidden - differences if release.counts[key]}
        secret |= {key for key in differences if release.counts.get(key) in SMALL}
        worked_out = {*determined(relations[number], release.hidden)}
        for key in secret:
            if key in worked_out or reader.low[number][key] == reader.high[number][key]:
                told.append((number, key, release.counts[key]))
    assert told == []


@pytest.mark.parametrize(("slug", "programme"), REPORTS)
def test_every_file_has_no_small_difference_between_its_lines(slug, programme, published, login):
    """As it is fetched: between the columns of a line and between a line and its base."""
    client = login(published.investigator)
    more = {"programme": programme} if programme else {}
    for publication in publications():
        for extension in ("csv", "xlsx"):
            rows = taken(client, slug, f"{publication.last_on:%Y-%m}", extension, **more)
            shown = {
                (slug, line, sex): int(text)
                for line, texts in named_lines(slug, rows).items()
                for sex, text in zip("KMT", texts, strict=True)
                if text.isdecimal()
            }
            for key, number in shown.items():
                everyone = shown.get((*key[:2], "T"), number)
                assert everyone - number not in SMALL, key
            if slug == "sus-aggregat":
                assert_no_small_rest_of_base(rows)


def assert_no_small_rest_of_base(rows: list[list[str]]) -> None:
    for row in rows:
        for text, base in zip(row[3:6], row[6:9], strict=True):
            number = text.removesuffix(",0")
            if row[0] != "TID" and number.isdecimal() and base.isdecimal():
                assert int(base) - int(number) not in SMALL, row
