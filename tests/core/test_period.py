"""Periods: both days inclusive for people, half-open inside."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mia.core.period import Period

days = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@given(days)
def test_a_day_lies_in_its_month(day):
    month = Period.month_of(day)
    assert month.first_on <= day <= month.last_on < month.stop
    assert (month.first_on.day, month.stop.day) == (1, 1)
    assert month.is_month
    assert Period.month(month.label) == month


@given(days, st.integers(0, 800))
def test_months_cover_the_period_without_gaps(first, length):
    last = min(first + timedelta(days=length), date(2099, 12, 31))
    period = Period(first, last)
    months = period.months()
    assert months[0].first_on <= period.first_on <= months[0].last_on
    assert months[-1].first_on <= period.last_on <= months[-1].last_on
    assert all(month.stop == after.first_on for month, after in pairwise(months))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2021",
        "2021-3",
        "2021-00",
        "2021-13",
        "21-03",
        "2021-03-01",
        "0000-01",
        "1899-12",
        "2100-01",
        "9999-12",
        "２０２１-03",
    ],
)
def test_what_is_no_month_is_told(text):
    with pytest.raises(ValueError, match="är ingen månad"):
        Period.month(text)


@pytest.mark.parametrize("day", [date.min, date(1899, 12, 31), date(2100, 1, 1), date.max])
def test_no_period_reaches_years_that_cannot_be_meant(day):
    """The day after 9999-12-31 does not exist: `stop` would be an error page."""
    with pytest.raises(ValueError, match="mellan 1900 och 2099"):
        Period(day, day)


def test_no_period_ends_before_it_begins():
    with pytest.raises(ValueError, match="inte sluta före"):
        Period(date(2021, 3, 2), date(2021, 3, 1))


@pytest.mark.parametrize(
    ("period", "label"),
    [
        (Period(date(2021, 2, 1), date(2021, 2, 28)), "2021-02"),
        (Period(date(2020, 2, 1), date(2020, 2, 28)), "2020-02-01–2020-02-28"),
    ],
)
def test_the_label_says_a_month_when_it_is_one(period, label):
    assert str(period) == period.label == label


@pytest.mark.parametrize(
    ("text", "monday"),
    [("2021-W10", date(2021, 3, 8)), ("2020-W53", date(2020, 12, 28)), ("1900-W02", None)],
)
def test_a_week_is_seven_days_from_monday(text, monday):
    week = Period.week(text)
    assert (week.last_on - week.first_on).days == 6
    assert week.first_on.isoweekday() == 1
    assert monday in (week.first_on, None)


@pytest.mark.parametrize(
    "text",
    [
        *("", "2021-10", "2021-W1", "2021-W54", "2021-W00", "2021-W53", "9999-W52", "0000-W01"),
        *("0001-W01", "1899-W52", "2099-W53", "2100-W01", "٢٠٢١-W10", "2021-W10 "),
    ],
)
def test_what_is_no_week_is_told(text):
    with pytest.raises(ValueError, match=r"vecka|Året"):
        Period.week(text)
