"""Free text about a person without what points out somebody else."""

import re
from collections.abc import Collection

from mia.core.log_format import IDENTITY_NUMBER

# An address with @, and nine digits or more that begin as a Swedish telephone number does.
EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
TELEPHONE = re.compile(r"(?<![\d-])(?:\+46|0)(?:[ -]?\d){7,11}(?!\d)")
HIDDEN_NUMBER = "[någon annans personnummer]"
HIDDEN_CONTACT = "[kontaktuppgift]"
LAST_DIGITS = 10  # the same in all written forms of a number


def mask_others(text: str, own: Collection[str]) -> str:
    """The text without personal numbers, telephone numbers and e-mail addresses, but for the
    numbers in `own`.

    A name cannot be told from another word: who hands the text out reads it first.
    """
    kept = {number[-LAST_DIGITS:] for number in own}

    def mask(match: re.Match[str]) -> str:
        written = match.group()
        digits = re.sub(r"\W", "", written)
        if digits[-LAST_DIGITS:] in kept:
            return written
        return HIDDEN_NUMBER

    parts = []
    end = 0
    for match in IDENTITY_NUMBER.finditer(text):
        parts += [_mask_contacts(text[end : match.start()]), mask(match)]
        end = match.end()
    parts.append(_mask_contacts(text[end:]))
    return "".join(parts)


def _mask_contacts(text: str) -> str:
    return TELEPHONE.sub(HIDDEN_CONTACT, EMAIL.sub(HIDDEN_CONTACT, text))
