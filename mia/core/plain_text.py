"""Text that is safe to show and to hand to a spreadsheet: names, districts, cells of files.

A spreadsheet takes a cell that begins with one of FORMULA_STARTS for a formula (docs/formats.md
§1). Control characters and those that turn the direction of writing make a text look like another.
"""

import re

FORMULA_STARTS = "=+@\t\r＝＋－＠-"
UNSEEN = "\x01-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
# The same text in Python and in PostgreSQL's CHECK constraints: not blank, no formula, nothing
# unseen.
PLAIN = rf"(?!\s*[{FORMULA_STARTS}])[^{UNSEEN}]*[^{UNSEEN}\s][^{UNSEEN}]*"
NOT_PLAIN = (
    "Texten får inte börja med = + - eller @, innehålla osynliga tecken eller bestå av bara"
    " mellanslag."
)
BEGINS_AS_FORMULA = (
    "{number} har en text som börjar med = + - eller @. Den lämnas som den är: öppna inte filen i"
    " ett kalkylprogram."
)
FORMULA = re.compile(f"[{FORMULA_STARTS}]")
MADE_HARMLESS = re.compile(f"'[{FORMULA_STARTS}]")
# What a spreadsheet shows in a cell whose formula cannot be worked out.
ERROR_CELLS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}


def is_plain(text: str) -> bool:
    """Tell whether the text may be stored; NUL, which PostgreSQL cannot hold, may not either."""
    return "\0" not in text and re.fullmatch(PLAIN, text) is not None


def harmless(text: str) -> str:
    """The text of a cell for people, with a leading apostrophe where it would be a formula."""
    if FORMULA.match(text):
        return f"'{text}"
    return text


def without_apostrophe(text: str) -> str:
    """The text as it was before `harmless`."""
    if MADE_HARMLESS.match(text):
        return text[1:]
    return text
