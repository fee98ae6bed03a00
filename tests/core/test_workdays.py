"""Working days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from mia.core.workdays import is_workday, workday

DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@given(DAYS)
def test_it_is_the_first_day_from_the_given_one_on_that_is_no_weekend(day):
    found = workday(day)
    assert found.strftime("%a") not in ("Sat", "Sun")
    passed = [day + timedelta(days=number) for number in range((found - day).days)]
    assert all(one.strftime("%a") in ("Sat", "Sun") for one in passed)


def test_a_week_has_five_of_them():
    week = [date(2026, 11, 23) + timedelta(days=number) for number in range(7)]
    assert [is_workday(day) for day in week] == [True] * 5 + [False] * 2
