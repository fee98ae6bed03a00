"""Cells of imported files: what each reader takes, and what it answers to everything else."""

from datetime import date, datetime, time

import pytest

from mia.core import cells
from mia.core.cells import CellError


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (" a ", "a"),
        (True, "ja"),
        (False, "nej"),
        (60, "60"),
        (60.0, "60"),
        (60.5, "60.5"),
        (date(2021, 3, 1), "2021-03-01"),
        (datetime(2021, 3, 1), "2021-03-01"),
        (datetime(2021, 3, 1, 9, 30), "2021-03-01 09:30"),
        (time(9, 30, 15), "09:30"),
    ],
)
def test_a_cell_as_a_person_would_have_written_it(cell, text):
    assert cells.as_text(cell) == text


@pytest.mark.parametrize(
    ("reader", "cell", "value"),
    [
        (cells.text(5), " abcde ", "abcde"),
        (cells.day, "2021-02-28", date(2021, 2, 28)),
        (cells.day, datetime(2021, 3, 1), date(2021, 3, 1)),
        (cells.day, date(2021, 3, 1), date(2021, 3, 1)),
        (cells.clock, "09:30", time(9, 30)),
        (cells.clock, time(9, 30, 15), time(9, 30)),
        (cells.whole(0, 60), "60,0", 60),
        (cells.whole(-5, 60), -5, -5),
        (cells.yes_no, "J", True),
        (cells.yes_no, "nej", False),
        (cells.code(["A", "B"]), "b", "B"),
        (cells.code({"A": 1}), "a", 1),
        (cells.codes(["A", "B"]), "b| a |B", ["B", "A"]),
    ],
)
def test_a_reader_gives_its_value_and_none_for_an_empty_cell(reader, cell, value):
    assert reader(cell) == value
    assert reader("") is reader(None) is reader(" ") is None


@pytest.mark.parametrize(
    ("reader", "cell", "right"),
    [
        (cells.text(5), "abcdef", "6 tecken lång. Den får vara högst 5"),
        (cells.text(5), "a\0b", "inte kan sparas"),
        (cells.text(5), "a\ud800", "inte kan sparas"),
        (cells.day, "2021-02-29", "ÅÅÅÅ-MM-DD"),
        (cells.day, "1899-12-31", "ÅÅÅÅ-MM-DD"),
        (cells.day, "20210301", "ÅÅÅÅ-MM-DD"),
        (cells.day, datetime(2021, 3, 1, 9, 30), "ÅÅÅÅ-MM-DD"),
        (cells.clock, "24:00", "TT:MM"),
        (cells.whole(0, 60), "61", "heltal från 0 till 60"),
        (cells.whole(0, 60), "1,5", "heltal från 0 till 60"),
        (cells.yes_no, "kanske", "ja eller nej"),
        (cells.code(["B", "A"]), "c", "Giltiga koder: A, B."),
        (cells.codes(["A"]), "A|C", "skiljs åt med |"),
    ],
)
def test_everything_else_is_refused_with_what_would_be_right(reader, cell, right):
    with pytest.raises(CellError) as refused:
        reader(cell)
    assert right in refused.value.right
