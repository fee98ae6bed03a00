"""Logs for machines, with nothing of a person in them."""

import json
import logging
import re
import traceback

# An identity number in any of its written forms: twelve or ten digits, with or without a sign
# between, also right after a letter. It takes some other numbers too, rather than miss one.
IDENTITY_NUMBER = re.compile(r"(?<!\d)(?:\d{2})?\d{6}[-+– ]?(?:\d{4}(?!\d)|[Tt][Ff]\w{2})")

# The secret in the address of a calendar (interventions/calendars): who has it reads the calendar.
CALENDAR_ADDRESS = re.compile(r"(/kalender/flode/)[^\s\"']+")


def without_identity_numbers(text: str) -> str:
    """The text with every identity number replaced by a placeholder."""
    return IDENTITY_NUMBER.sub("[personnummer]", text)


def without_secret_addresses(text: str) -> str:
    """The text with the secret of every calendar's address replaced by a placeholder."""
    return CALENDAR_ADDRESS.sub(r"\1[hemlig]", text)


class NoIdentityNumbers(logging.Filter):
    """Removes identity numbers and secret addresses from a record before it is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        text = without_identity_numbers(record.getMessage())
        record.msg = without_secret_addresses(text)
        record.args = ()
        return True


def trace_without_values(error: BaseException) -> str:
    """The places in the code and the kind of each error of the chain, the last one last.

    What an error says is left out: a database's error quotes the row that it refused, with names.
    """
    parts = []
    for one in _chain(error):
        frames = traceback.extract_tb(one.__traceback__)
        parts += traceback.format_list(frames)
        parts.append(f"{type(one).__module__}.{type(one).__qualname__}\n")
    return "".join(parts)


def _chain(error: BaseException) -> list[BaseException]:
    """The error and what it came from, the first cause first."""
    errors: list[BaseException] = []
    one: BaseException | None = error
    while one is not None and one not in errors:
        errors.insert(0, one)
        one = one.__cause__ or one.__context__
    return errors


class JSONFormatter(logging.Formatter):
    """One JSON object a line, so that a newline in a message cannot look like an entry of its own.

    Tracebacks name places in the code and kinds of errors, and hold no values.
    """

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[1]:
            entry["trace"] = trace_without_values(record.exc_info[1])
        return json.dumps(entry, ensure_ascii=False)
