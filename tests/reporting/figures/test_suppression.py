"""No small number can be read or worked out (formats, Small numbers)."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reporting.figures.suppression import suppress

SMALL = 5


def by_sex(rows):
    """Cells and relations of a table with columns K, M and the total, and groups of rows that add
    up to others.
    """
    cells, relations = {}, []
    for name, (women, men) in rows.items():
        cells |= {(name, "K"): women, (name, "M"): men, (name, "T"): women + men}
        relations.append(((name, "T"), [(name, "K"), (name, "M")]))
    return cells, relations


def rank(rows):
    rows, found = [list(row) for row in rows], 0
    for column in range(len(rows[0]) if rows else 0):
        pivot = next((n for n in range(found, len(rows)) if rows[n][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for n in range(len(rows)):
            if n != found and rows[n][column]:
                factor = Fraction(rows[n][column]) / rows[found][column]
                rows[n] = [a - factor * b for a, b in zip(rows[n], rows[found], strict=True)]
        found += 1
    return found


def determined(cells, relations, shown):
    """Hidden cells that the relations and the shown cells leave one value for, by rank."""
    unknown = [key for key in cells if shown[key] is None]
    matrix = [[(key in parts) - (key == total) for key in unknown] for total, parts in relations]
    full = rank(matrix)
    return [key for key in unknown if rank([*matrix, [int(key == one) for one in unknown]]) == full]


@st.composite
def tables(draw):
    """A main row that is the sum of one or two groups of rows, each row by sex."""
    counts = st.one_of(st.integers(0, 9), st.integers(0, 300))
    first = draw(st.lists(st.tuples(counts, counts), min_size=1, max_size=5))
    women, men = (sum(column) for column in zip(*first, strict=True))
    rows = {"main": (women, men)} | {f"a{n}": row for n, row in enumerate(first)}
    groups = [[f"a{n}" for n in range(len(first))]]
    if draw(st.booleans()):
        cut_women, cut_men = draw(st.integers(0, women)), draw(st.integers(0, men))
        rows |= {"b0": (cut_women, cut_men), "b1": (women - cut_women, men - cut_men)}
        groups.append(["b0", "b1"])
    cells, relations = by_sex(rows)
    for group, sex in product(groups, "KMT"):
        relations.append((("main", sex), [(name, sex) for name in group]))
    return cells, relations


@given(tables())
@example((by_sex({"main": (6, 0), "a0": (6, 0)})[0], by_sex({"main": (6, 0), "a0": (6, 0)})[1]))
def test_nothing_hidden_can_be_worked_out(table):
    cells, relations = table
    shown = suppress(cells, relations, SMALL)
    assert shown.keys() == cells.keys()
    for key, value in cells.items():
        assert shown[key] in (value, None)
        assert shown[key] is None or not 0 < value < SMALL
    assert determined(cells, relations, shown) == []


@given(tables())
def test_what_is_left_of_a_total_is_no_small_number(table):
    cells, relations = table
    shown = suppress(cells, relations, SMALL)
    for total, parts in relations:
        hidden = [key for key in parts if shown[key] is None]
        if hidden and shown[total] is not None:
            assert cells[total] - sum(shown[key] or 0 for key in parts) >= SMALL


@given(tables())
def test_a_table_without_small_numbers_is_shown_whole(table):
    cells, relations = table
    big = {key: value * SMALL for key, value in cells.items()}
    assert suppress(big, relations, SMALL) == big


def test_zero_is_shown_and_the_smallest_other_part_goes_with_the_small_one():
    cells, relations = by_sex({"a": (3, 40), "b": (0, 7)})
    shown = suppress(cells, relations, SMALL)
    assert [shown["a", sex] for sex in "KMT"] == [None, None, 43]
    assert [shown["b", sex] for sex in "KMT"] == [0, 7, 7]


def test_two_hidden_parts_that_are_few_together_take_a_third_with_them():
    """7 − 5 = 2 in two parts that are not zero: one each."""
    assert suppress({"t": 7, "a": 5, "b": 1, "c": 1}, [("t", "abc")], SMALL)["a"] is None


def test_five_parts_of_one_are_not_told_by_their_number():
    cells = dict.fromkeys("abcde", 1) | {"f": 9, "t": 14}
    assert suppress(cells, [("t", "abcdef")], SMALL)["f"] is None


def test_relations_together_tell_nothing_though_each_alone_is_silent():
    """K and M hidden in both rows, but the columns' sums and one more relation would leave one
    solution.
    """
    cells = {"ak": 2, "am": 9, "bk": 9, "bm": 2, "k": 11, "m": 11, "a": 11, "b": 11, "d": 18}
    relations = [("a", ("ak", "am")), ("b", ("bk", "bm")), ("k", ("ak", "bk")), ("m", ("am", "bm"))]
    relations.append(("d", ("am", "bk")))
    shown = suppress(cells, relations, SMALL)
    assert determined(cells, relations, shown) == []


@pytest.mark.parametrize(("threshold", "hidden"), [(1, False), (3, False), (4, True)])
def test_the_threshold_is_a_setting(settings, threshold, hidden):
    settings.SMALL_NUMBER_THRESHOLD = threshold
    assert (suppress({"a": 3}, [])["a"] is None) is hidden


def test_a_large_table_is_quick():
    rows = {f"r{n}": (n % 7, n % 11) for n in range(150)}
    rows["main"] = tuple(sum(row[n] for row in rows.values()) for n in (0, 1))
    cells, relations = by_sex(rows)
    relations += [(("main", sex), [(f"r{n}", sex) for n in range(150)]) for sex in "KMT"]
    shown = suppress(cells, relations, SMALL)
    assert shown["main", "T"] == cells["main", "T"]
