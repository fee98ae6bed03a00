"""Characters that no field takes: they cannot be seen, and some cannot be stored."""

import re

# Control characters other than tab and line breaks, and half surrogate pairs.
REFUSED_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
REFUSED = (
    "Texten innehåller ett osynligt tecken som inte kan sparas. "
    "Skriv om den, eller klistra in den utan formatering."
)


def has_refused_characters(value: object) -> bool:
    """Tell whether a text, or a text of a list, holds a character that no field takes."""
    if isinstance(value, str):
        return REFUSED_CHARACTERS.search(value) is not None
    if isinstance(value, (list, tuple)):
        return any(has_refused_characters(part) for part in value)
    return False
