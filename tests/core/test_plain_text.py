"""Text that is neither a formula nor something else than it looks like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mia.core import plain_text

UNSAFE = [
    "",
    " ",
    "\u00a0",
    "=1+1",
    " =1+1",
    "+46",
    "-1",
    "@x",
    "\uff1d1",
    "a\tb",
    "a\rb",
    "a\n",
    "a\x00",
    "a\x7f",
    "Alva\u202egnir",
    "\u2066Alva\u2069",
]
SAFE = ["Alva", "Ek=man", "Åsa-Lena", "O'Hara", "Ek, Bo", "A", "1:a Norra", "'t Hooft", "陳"]


@pytest.mark.parametrize("text", UNSAFE)
def test_what_is_not_plain(text):
    assert not plain_text.is_plain(text)


@pytest.mark.parametrize("text", SAFE)
def test_what_is_plain(text):
    assert plain_text.is_plain(text)


@given(st.text())
def test_made_harmless_it_is_no_formula_and_comes_back(text):
    safe = plain_text.harmless(text)
    assert not plain_text.FORMULA.match(safe)
    if not plain_text.MADE_HARMLESS.match(text):
        assert plain_text.without_apostrophe(safe) == text
