"""Which of one's own participants a word of a quick contact means. Pure functions."""

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

LONGEST_NAME = 4  # words


class Person(NamedTuple):
    """A case that the user may log contacts of, by the name of its participant."""

    key: UUID
    given_name: str
    family_name: str

    def __str__(self) -> str:
        return f"{self.given_name} {self.family_name}"


class NamedPerson(NamedTuple):
    """What was written, and everyone whom it can mean: one, or a choice."""

    text: str
    candidates: tuple[Person, ...]
    words: int


def normalise(text: str) -> str:
    """Small letters without accents; å, ä and ö are letters of their own."""
    parts = []
    for letter in unicodedata.normalize("NFC", text.casefold()):
        if letter in "åäö":
            parts.append(letter)
        else:
            decomposed = unicodedata.normalize("NFD", letter)
            parts.append("".join(part for part in decomposed if not unicodedata.combining(part)))
    return "".join(parts)


def words_of(name: str) -> list[str]:
    """A name's words in small letters, a double name as two."""
    return normalise(name).replace("-", " ").split()


def initials_of(person: Person) -> set[str]:
    """The first letters: of the first given and family name, and of all given names."""
    given, family = words_of(person.given_name), words_of(person.family_name)
    firsts = "".join(word[0] for word in given)
    lasts = "".join(word[0] for word in family)
    return {
        firsts + lasts,
        firsts + lasts[0],
        firsts[0] + lasts,
        firsts[0] + lasts[0],
    }


def find_person(words: Sequence[str], persons: Sequence[Person]) -> NamedPerson | None:
    """Everyone whom the longest possible beginning of the words can mean; None for nobody."""
    for count in range(min(LONGEST_NAME, len(words)), 0, -1):
        chosen = words[:count]
        candidates = tuple(person for person in persons if _is_meant(chosen, person))
        if candidates:
            return NamedPerson(" ".join(chosen), candidates, count)
    return None


def find_initials(word: str, persons: Sequence[Person]) -> NamedPerson | None:
    """Everyone who has those initials; None for nobody."""
    letters = normalise(word).replace(".", "").replace("-", "")
    candidates = tuple(person for person in persons if letters in initials_of(person))
    return NamedPerson(word, candidates, 1) if candidates else None


def _is_meant(words: Sequence[str], person: Person) -> bool:
    """By initials or the beginning of a name; by several words when each begins one, in order."""
    given, family = words_of(person.given_name), words_of(person.family_name)
    if len(words) == 1:
        letters = words[0].replace(".", "").replace("-", "")
        if letters in initials_of(person):
            return True
    typed: list[str] = []
    for word in words:
        typed += words_of(word.rstrip("."))
    if len(typed) == 1:
        return len(typed[0]) > 1 and _begin(typed, given + family)
    return _begin(typed, given + family) or _begin(typed, family + given)


def _begin(typed: Sequence[str], name: Sequence[str]) -> bool:
    """Whether each typed word begins a word of the name, in order."""
    position = 0
    for word in typed:
        while position < len(name) and not name[position].startswith(word):
            position += 1
        if position == len(name):
            return False
        position += 1
    return True
