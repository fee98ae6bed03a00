"""Identity numbers: what holds for any valid number, any text, and the whole test series."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mia.core import personnummer
from mia.core.personnummer import Fault, Identity, parse
from tests.core.numbers import (
    MEN,
    TODAY,
    WOMEN,
    attempt,
    blanks,
    full_width,
    series,
    series_births,
    valid_numbers,
)


@given(valid_numbers)
def test_canonical_form_is_twelve_ascii_digits_and_stays(number):
    once = parse(number, today=TODAY).number
    assert re.fullmatch(r"[0-9]{12}", once, re.ASCII)
    assert parse(once, today=TODAY).number == once


@given(
    valid_numbers,
    st.sampled_from(["", "-", "–", "－"]),
    st.lists(blanks, min_size=14, max_size=14),
    st.booleans(),
)
def test_spelling_never_changes_the_person(number, dash, gaps, wide):
    characters = [*number[:8], dash, *number[8:], ""]
    spaced = "".join(gap + char for gap, char in zip(gaps, characters, strict=True))
    text = full_width(number) if wide else spaced
    assert parse(text, today=TODAY).number == number


@given(valid_numbers)
def test_ten_digits_with_the_right_sign_are_the_same_person(number):
    sign = "+" if TODAY.year - int(number[:4]) >= 100 else "-"
    assert parse(f"{number[2:8]}{sign}{number[8:]}", today=TODAY).number == number


@given(
    st.text() | st.text("0123456789+-.,E TFx\u00a0²①", max_size=16),
    st.sampled_from([None, "PNR", "SAMNR", "TF"]),
)
@example("\ud800", None)
@example("0" * 5000, None)
def test_random_text_is_an_identity_or_an_invalid_identity(text, kind):
    outcome = attempt(text, kind)
    if isinstance(outcome, Identity):
        assert attempt(outcome.number, outcome.kind) == outcome
    else:
        assert outcome in Fault


@given(st.from_regex(r"\A(19|20)[0-9][0-9](0[1-9]|1[0-2])[012][0-9]-?[0-9A-Za-z]{4}\Z"))
def test_tf_canonical_form(text):
    outcome = attempt(text, "TF")
    if isinstance(outcome, Identity):
        assert outcome.number == text.replace("-", "").upper()


@given(valid_numbers, st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_is_caught_unless_it_is_in_the_century(number, place, step):
    """The check digit covers ÅÅMMDDNNN: a wrong century is a person one or two centuries away."""
    digit = str((int(number[place]) + step) % 10)
    outcome = attempt(number[:place] + digit + number[place + 1 :])
    if isinstance(outcome, Identity):
        assert place < 2
        assert abs(outcome.birth_year - int(number[:4])) in (100, 200)


@given(series, st.integers(0, 40_000))
def test_age_grows_by_one_once_a_year(identity, days):
    day = identity.birth_date + timedelta(days=days)
    today, tomorrow = identity.age_on(day), identity.age_on(day + timedelta(days=1))
    assert tomorrow - today in (0, 1)
    assert identity.age_on(date(day.year, 12, 31)) == day.year - identity.birth_year


@given(series_births, st.sampled_from("KM"))
def test_series(birth, sex):
    identity = personnummer.test_number(birth, sex)
    assert (identity.birth_date, identity.sex, identity.kind) == (birth, sex, "PNR")
    assert identity.number[8:11] == {"K": "238", "M": "239"}[sex]


def test_series_holds_the_published_numbers():
    published = [parse(n, today=TODAY) for n in WOMEN + MEN if "1976" <= n[:4] <= "2006"]
    assert [personnummer.test_number(who.birth_date, who.sex) for who in published] == published


@pytest.mark.parametrize(
    ("birth", "sex"), [((1975, 12, 31), "K"), ((2007, 1, 1), "M"), ((1980, 1, 1), "X")]
)
def test_series_ends(birth, sex):
    with pytest.raises(ValueError, match=r"test series|sex must"):
        personnummer.test_number(date(*birth), sex)
