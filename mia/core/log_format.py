"""Logs for machines, with nothing of a person in them."""

import json
import logging
import re

# Twelve or ten digits, with or without a sign between: an identity number in any of its written
# forms, also when it stands against a letter. Takes an odd number too many rather than one too few.
IDENTITY_NUMBER = re.compile(r"(?<!\d)(?:\d{2})?\d{6}[-+– ]?(?:\d{4}(?!\d)|[Tt][Ff]\w{2})")


def without_identity_numbers(text: str) -> str:
    return IDENTITY_NUMBER.sub("[personnummer]", text)


class NoIdentityNumbers(logging.Filter):
    """Takes identity numbers out of a record before it is written."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg = without_identity_numbers(record.getMessage())
        record.args = ()
        return True


class JSONFormatter(logging.Formatter):
    """One JSON object a line; a newline in a message cannot make a line of its own. Traces only
    name places.
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
