"""Logs hold nothing of a person, and one event is one line."""

import io
import json
import logging
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mia.core import personnummer
from mia.core.log_format import JSONFormatter, NoIdentityNumbers, without_identity_numbers


@pytest.fixture
def log():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(NoIdentityNumbers())
    handler.setFormatter(JSONFormatter())
    logger = logging.Logger("prov")
    logger.addHandler(handler)
    return logger, stream


FORMS = [
    "{0}",
    "{1}-{2}",
    "{1}+{2}",
    "{3}{2}",
    "{3}-{2}",
    "{3}+{2}",
    "nr {0}.",
    '"{0}"',
    "pnr={0},",
    "({3}-{2})",
    "/x/{0}/",
]


@given(
    day=st.integers(0, 11_000),
    sex=st.sampled_from("KM"),
    form=st.sampled_from(FORMS),
    around=st.sampled_from(["{}", "före {} efter", "{}\n", "a\t{}\tb"]),
)
def test_every_written_form_of_a_number_is_taken_out(day, sex, form, around):
    number = personnummer.test_number(date(1976, 1, 1) + timedelta(day % 11_000), sex).number
    text = around.format(form.format(number, number[:8], number[8:], number[2:8]))
    clean = without_identity_numbers(text)
    assert number[8:] not in clean
    assert "[personnummer]" in clean


@pytest.mark.parametrize(
    "text", ["19850709-TF12", "850709TFAB", "850769-1239", "19850769tf01", "8507091239"]
)
def test_temporary_and_coordination_numbers_are_taken_out(text):
    assert without_identity_numbers(f"fel för {text} här") == "fel för [personnummer] här"


@pytest.mark.parametrize(
    "text",
    [
        "2024-05-12",
        "1 704 deltagare",
        "5432",
        "019342ab-7c1e-7000-8000-00000000000f",
        "127.0.0.1:8000",
    ],
)
def test_what_is_no_number_stays(text):
    assert without_identity_numbers(text) == text


def test_arguments_and_traces_are_cleaned_too(log):
    logger, stream = log
    number = personnummer.test_number(date(1985, 7, 9), "K").number
    logger.warning("kunde inte spara %s", number)
    try:
        raise ValueError(f"dublett {number}")
    except ValueError:
        logger.exception("fel vid %s-%s", number[:8], number[8:])
    text = stream.getvalue()
    assert number[8:] not in text
    first, second = (json.loads(line) for line in text.splitlines())
    assert first["message"] == "kunde inte spara [personnummer]"
    assert second["message"] == "fel vid [personnummer]"
    assert "ValueError" in second["trace"]


def test_a_trace_says_where_and_what_kind_and_quotes_nothing(log):
    logger, stream = log
    row = "Hemlig, Hemmansson"
    try:
        try:
            raise ValueError(f"Failing row contains ({row}).")
        except ValueError as error:
            raise KeyError(row) from error
    except KeyError:
        logger.exception("sidan gick inte")
    assert "Hem" not in stream.getvalue()
    trace = json.loads(stream.getvalue())["trace"]
    assert trace.index("builtins.ValueError") < trace.index("builtins.KeyError")
    assert "test_log_format.py" in trace


@given(st.text(max_size=200))
def test_a_message_is_one_line_whatever_it_holds(text):
    record = logging.LogRecord("prov", logging.WARNING, __file__, 1, "%s", (text,), None)
    NoIdentityNumbers().filter(record)
    line = JSONFormatter().format(record)
    assert len(line.split("\n")) == 1
    assert "\r" not in line
    assert json.loads(line)["message"] == without_identity_numbers(text)


def test_a_line_cannot_be_forged(log):
    logger, stream = log
    logger.warning('fel\n{"level": "INFO", "message": "allt är bra"}\r\u2028x')
    assert len(stream.getvalue().split("\n")) == 2
    assert json.loads(stream.getvalue())["level"] == "WARNING"


def test_a_cleaned_record_has_no_arguments_left():
    record = logging.LogRecord("prov", logging.WARNING, __file__, 1, "fel %s", ("a",), None)
    assert NoIdentityNumbers().filter(record)
    assert record.getMessage() == "fel a"
