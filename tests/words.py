"""Private words (docs/architecture.md §2), in files of every kind that people read."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests import source
from tests.style import Finding, Places

METAPHORS = re.compile(
    r"(?<![a-zåäö])(walls?|doors?|trails?|windows?|desks?|shelf|shelves|crews?|floors?|houses?)"
    r"(?![a-zåäö])",
    re.IGNORECASE,
)
PLAIN = re.compile(r"window functions?|(browser|time)[ -]windows?|math\.floor", re.IGNORECASE)
SYSTEM = re.compile(r"\bWindows\b")  # with its capital, a system's name
WORD_FILES = {".py", ".html", ".css", ".sql", ".md"}
# Decisions are kept as they were written; this module and its tests name the words.
WORDS_MAY_STAND = ("docs/adr/", "tests/words.py", "tests/test_style.py")


def metaphors(text: str, suffix: str = ".py") -> Places:
    """Private words, also inside names; a window of the browser, of time or of SQL is plain."""
    for number, line in enumerate(text.splitlines(), 1):
        words = re.sub(r"([a-zåäö])([A-ZÅÄÖ])", r"\1 \2", line)
        plain = PLAIN.sub("", SYSTEM.sub("", words))
        for match in METAPHORS.finditer(plain):
            if not (suffix == ".sql" and match[0] == "WINDOW"):
                yield number, match[0]


def word_files() -> Iterator[Path]:
    """The files in which a person reads words: ours in every folder, and those at the top."""
    for top in [*source.APPS, "tests", "bench", "templates", "static", "docs"]:
        yield from sorted((source.ROOT / top).rglob("*"))
    yield from sorted(source.ROOT.glob("*.md"))


def private_words() -> list[Finding]:
    rows = []
    for path in word_files():
        name = source.name(path)
        if path.suffix in WORD_FILES and not name.startswith(WORDS_MAY_STAND):
            rows += [Finding(name, *place) for place in metaphors(path.read_text(), path.suffix)]
    return rows
