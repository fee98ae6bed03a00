"""Logs for machines, with nothing of a person in them."""

import json
import logging
import re

# An identity number in any of its written forms: twelve or ten digits, with or without a sign
# between, also right after a letter. It takes some other numbers too, rather than miss one.
IDENTITY_NUMBER = re.compile(r"(?<!\d)(?:\d{2})?\d{6}[-+– ]?(?:\d{4}(?!\d)|[Tt][Ff]\w{2})")


def without_identity_numbers(text: str) -> str:
    """The text with every identity number replaced by a placeholder."""
    return IDENTITY_NUMBER.sub("[personnummer]", text)


class NoIdentityNumbers(logging.Filter):
    """Removes identity numbers from a record before it is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = without_identity_numbers(record.getMessage())
        record.args = ()
        return True


class JSONFormatter(logging.Formatter):
    """One JSON object a line, so that a newline in a message cannot look like an entry of its own.

    Tracebacks name places in the code and hold no values.
    """

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            entry["trace"] = without_identity_numbers(self.formatException(record.exc_info))
        return json.dumps(entry, ensure_ascii=False)
