"""Lengths and times as people type them."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mia.core.typed import NotReadable, read_minutes, read_time


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("90", 90),
        (" 45 min ", 45),
        ("45min.", 45),
        ("20 m", 20),
        ("1 minut", 1),
        ("1,5 tim", 90),
        ("1.25 timme", 75),
        ("2 timmar", 120),
        ("1 h", 60),
        ("1h20", 80),
        ("1 tim 20 min", 80),
        ("1 tim och 5 minuter", 65),
        ("1:30", 90),
        ("0:05", 5),
        ("0", 0),
        ("２０", 20),
    ],
)
def test_lengths(text, minutes):
    assert read_minutes(text) == minutes


@pytest.mark.parametrize(
    "text",
    [
        "",
        "1,5",
        "1.5",
        "-5",
        "en timme",
        "1:60",
        "1,51 tim",
        "20 sek",
        "1 tim tim",
        "tim",
        "1e3",
        "9" * 6000,
    ],
)
def test_what_is_no_length(text):
    with pytest.raises(NotReadable):
        read_minutes(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("14.30", time(14, 30)),
        ("14:30", time(14, 30)),
        ("1430", time(14, 30)),
        ("kl 9", time(9)),
        ("kl. 9.05", time(9, 5)),
        (" 0:00 ", time(0)),
        ("9", time(9)),
    ],
)
def test_times(text, expected):
    assert read_time(text) == expected


@pytest.mark.parametrize("text", ["", "24:00", "14:3", "14:60", "930", "2560", "nio", "14.30.00"])
def test_what_is_no_time(text):
    with pytest.raises(NotReadable):
        read_time(text)


@given(st.integers(0, 1440))
def test_every_length_is_read_as_it_is_written(minutes):
    hours, rest = divmod(minutes, 60)
    assert read_minutes(str(minutes)) == minutes
    assert read_minutes(f"{hours} tim {rest} min") == minutes
    assert read_minutes(f"{hours}:{rest:02}") == minutes


@given(st.times())
def test_every_time_is_read_as_it_is_written(moment):
    whole = moment.replace(second=0, microsecond=0)
    assert read_time(f"{moment:%H.%M}") == whole
    assert read_time(f"{moment:%H%M}") == whole
