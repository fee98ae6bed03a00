"""Identity numbers for tests, as data and as strategies, and helpers to parse them.

Valid numbers here are from Skatteverket's test data (docs/domain.md §6.5) or its test series.
"""

from datetime import date

import pytest
from hypothesis import strategies as st

from mia.core import personnummer
from mia.core.personnummer import Fault, Identity, InvalidIdentity, parse

TODAY = date(2026, 11, 22)

_WOMEN = """
195305122623 195506072882 195702182568 195911149820 196107102862 196312232587 196505092962
196705053723 196907109281 197102049280 197310199265 197501149285 197604252382 197811182380
198002022385 198210272384 198401262384 198601242384 198803092389 199008072382 199210032380
199410202387 199610132384 199804032382 200010242386 200211252382 200407092386 200610082380
197602292380 200002292381 200402292387 190308189802
"""
_MEN = """
195302062699 195502052656 195711212893 195903133279 196101242797 196308212817 196501022773
196710313195 196904262398 197101152390 197311239292 197502199255 197611182390 197810262399
198010232398 198207232391 198404232392 198610132394 198805282392 199003222396 199203012399
199406072398 199612152398 199802222399 200010192391 200204072391 200402192397 200612312397
197602292398 200002292399 200402292395
"""
WOMEN, MEN = _WOMEN.split(), _MEN.split()
COORDINATION = {
    "202601612381": (date(2026, 1, 1), "K"),
    "202601622380": (date(2026, 1, 2), "K"),
    "202601912393": (date(2026, 1, 31), "M"),
    "202201612393": (date(2022, 1, 1), "M"),
    "191401682396": (date(1914, 1, 8), "M"),
    "191406652386": (date(1914, 6, 5), "K"),
}
PARTIAL = ["191500722390", "191711602399"]
OFFICIAL = [*WOMEN, *MEN, *COORDINATION, *PARTIAL]

official = st.sampled_from(OFFICIAL)
series_births = st.dates(personnummer.FIRST_TEST_BIRTH, personnummer.LAST_TEST_BIRTH)
series = st.builds(personnummer.test_number, series_births, st.sampled_from("KM"))
valid_numbers = official | series.map(lambda identity: identity.number)
blanks = st.sampled_from(
    ["", " ", "\u00a0", "\u202f", "\u2009", "\t", "\n", "\u200b", "\ufeff", "\u00ad"]
)


def fault_of(text: object, *, kind: str | None = None, today: date = TODAY) -> Fault:
    with pytest.raises(InvalidIdentity) as caught:
        parse(text, kind=kind, today=today)
    return caught.value.fault


def attempt(text: object, kind: str | None = None) -> Identity | Fault:
    try:
        return parse(text, kind=kind, today=TODAY)
    except InvalidIdentity as error:
        return error.fault


def full_width(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) for char in text)
