"""Nothing hidden can be worked out from all the releases together (docs/security.md §10)."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.figures.release import Release, release_after
from reporting.figures.suppression import suppress
from reporting.publications.models import content_of, release_of
from tests.reporting.publications.attack import recovered, small_growths

SMALL = 5
SEXES = "KMX"


def county(chance: random.Random, quarters: int):
    """Per quarter the counts and relations of two tables that add up to a third, each by sex and
    with an exclusive group of lines; everything grows, sometimes by nothing.
    """
    lines = ["a", "b", "c"]
    numbers = {
        (table, line, sex): chance.choice([0, 1, 3, 6, 12, 40])
        for table in ("OS", "HBS")
        for line in lines
        for sex in SEXES
    }
    for _ in range(quarters):
        for key in numbers:
            numbers[key] += chance.choice([0, 0, 0, 1, 2, 3, 7, 15])
        yield table_of(numbers, lines)


def table_of(numbers, lines):
    counts = dict(numbers)
    relations = []
    for line in lines:
        for sex in SEXES:
            counts["MIA", line, sex] = counts["OS", line, sex] + counts["HBS", line, sex]
    for table in ("OS", "HBS", "MIA"):
        for sex in SEXES:
            counts[table, "all", sex] = sum(counts[table, line, sex] for line in lines)
        for line in [*lines, "all"]:
            keys = [(table, line, sex) for sex in SEXES]
            counts[table, line, "T"] = sum(counts[key] for key in keys)
            relations.append(((table, line, "T"), keys))
        for sex in [*SEXES, "T"]:
            relations.append(((table, "all", sex), [(table, line, sex) for line in lines]))
    for line in [*lines, "all"]:
        for sex in [*SEXES, "T"]:
            parts = [("OS", line, sex), ("HBS", line, sex)]
            relations.append((("MIA", line, sex), parts))
    return counts, relations


def publish(quarters):
    """The releases that were made, and the relations of each."""
    releases, relations_of = [], []
    for counts, relations in quarters:
        release = release_after(counts, relations, set(counts), releases, SMALL)
        if release is not None:
            releases.append(release)
            relations_of.append(relations)
    return releases, relations_of


@given(st.integers(0, 10**6), st.integers(1, 5))
def test_nothing_hidden_can_be_worked_out_from_all_releases(seed, number):
    quarters = list(county(random.Random(seed), number))  # noqa: S311 - the same county again
    releases, relations = publish(quarters)
    assert recovered(releases, relations, set(quarters[0][0])) == []
    for release in releases:
        for key, value in release.counts.items():
            assert release.shown(key) in (value, None)
            assert release.shown(key) is None or not 0 < value < SMALL


@pytest.mark.parametrize("seed", range(12))
def test_no_numbers_are_told_to_have_grown_a_little_together(seed):
    """What is hidden by itself and shown in a sum: "women and men are two more"."""
    quarters = list(county(random.Random(seed), 3))  # noqa: S311
    releases, relations = publish(quarters)
    assert small_growths(releases, relations, set(quarters[0][0])) == []


def test_each_release_by_itself_would_be_worked_out():
    """What was done before: the reader of the test does find it."""
    told = 0
    for seed in range(10):
        quarters = list(county(random.Random(seed), 3))  # noqa: S311
        releases = []
        for counts, relations in quarters:
            shown = suppress(counts, relations, SMALL)
            hidden = frozenset(key for key, value in shown.items() if value is None)
            releases.append(Release(counts, hidden, []))
        told += len(recovered(releases, [rows for _, rows in quarters], set(quarters[0][0])))
    assert told > 50


def test_no_more_is_hidden_than_before():
    """Of the numbers that are not small; the search before integer programs hid 55 % of them."""
    large = hidden = 0
    for seed in range(20):
        for release in publish(list(county(random.Random(seed), 3)))[0]:  # noqa: S311
            keys = {key for key, number in release.counts.items() if number >= SMALL}
            large += len(keys)
            hidden += len(keys & release.hidden)
    assert hidden < 0.52 * large


def test_what_has_grown_by_two_is_hidden_and_not_given_away_by_the_others():
    first = table_of(dict.fromkeys([("OS", "a", "K"), ("HBS", "a", "K")], 20) | rest(), ["a"])
    grown = {**dict.fromkeys([("HBS", "a", "K")], 20), ("OS", "a", "K"): 22} | rest()
    releases, _ = publish([first, table_of(grown, ["a"])])
    assert releases[0].shown(("OS", "a", "K")) == 20
    assert releases[1].shown(("OS", "a", "K")) is None
    assert releases[1].shown(("MIA", "a", "K")) is None


def rest():
    return {(table, "a", sex): 30 for table in ("OS", "HBS") for sex in "MX"}


def test_what_has_grown_by_five_is_shown_again():
    key = ("OS", "a", "K")
    quarters = []
    for number in (20, 22, 27):
        numbers = {(table, "a", sex): 30 for table in ("OS", "HBS") for sex in SEXES}
        quarters.append(table_of(numbers | {key: number}, ["a"]))
    assert [release.shown(key) for release in publish(quarters)[0]] == [20, None, 27]


@pytest.mark.parametrize("seed", range(3))
def test_a_release_is_kept_whole_as_json(seed):
    quarters = county(random.Random(seed), 2)  # noqa: S311
    for release in publish(quarters)[0]:
        assert release_of(content_of(release)) == release
