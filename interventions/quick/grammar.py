"""Read a quick contact: one line of words and what it means. Pure: the same line, the same meaning.

    ök tel 20 boende                      a telephone call of 20 minutes about housing
    ök, ab grupp 90 igår                  a group with two participants yesterday
    östen k uteblev mån kl 10             a meeting that did not take place
    ök tel 20 nästa fre 10                and a booking on Friday at ten
    ök tel 20: Vill byta dag.             with a note after the colon

A name comes first. Everything else may stand in any order.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date

from interventions.contacts.enums import WITHOUT_PARTICIPANT, Channel, Outcome
from interventions.quick import days
from interventions.quick.meaning import QuickContact, Topic
from interventions.quick.names import NamedPerson, Person, find_initials, find_person, normalise
from interventions.quick.vocabulary import (
    CHANNELS,
    FILLERS,
    LENGTH_PHRASES,
    NEXT_WORDS,
    NOT_INITIALS,
    OUTCOMES,
    SEPARATORS,
    WEEKDAYS,
)
from mia.core.typed import NotReadable, read_minutes

LONGEST_PHRASE = 4  # words
LONGEST_BARE = 600  # minutes that are written without a unit
DAY = 1440  # minutes
SHORTEST_TOPIC = 3  # letters
NOTE = re.compile(r":(?=\s|$)")
SEPARATOR = re.compile(r"[+&;]|,(?!\d)")

WHO = "Skriv vem, till exempel initialer: ök tel 20."
HOW = "Skriv hur: möte, tel, digitalt, hembesök, grupp, sms eller myndighet."
HOW_LONG = "Skriv hur många minuter, till exempel 20."
WHAT_TIME = "Skriv vilken tid nästa möte är, till exempel: nästa fre 10."


def read_contact(
    text: str, *, persons: Sequence[Person], topics: Sequence[Topic], today: date
) -> QuickContact:
    """What the line means, with the sentences about what is missing or not understood."""
    line, *rest = NOTE.split(text, maxsplit=1)
    reader = _Reader(line, persons, topics, today)
    reader.contact.note = "".join(rest).strip()
    reader.read()
    return reader.contact


class _Reader:
    """Goes through the words of a line once, from the left."""

    def __init__(
        self, line: str, persons: Sequence[Person], topics: Sequence[Topic], today: date
    ) -> None:
        spaced = SEPARATOR.sub(" , ", normalise(line))
        self.words = [word for word in spaced.split() if word != "."]
        self.persons = persons
        self.topics = topics
        self.today = today
        self.contact = QuickContact()
        self.position = 0
        self.may_name = True  # at the beginning and after a comma
        self.written: dict[str, str] = {}  # what stood in the line for each value so far

    @property
    def rest(self) -> list[str]:
        return self.words[self.position :]

    def read(self) -> None:
        steps: tuple[Callable[[], bool], ...] = (
            self._read_name,
            self._read_separator,
            self._read_next,
            self._read_outcome,
            self._read_channel,
            self._read_day,
            self._read_clock,
            self._read_length,
            self._read_topic,
            self._read_later_name,
            self._read_filler,
        )
        while self.position < len(self.words):
            if not any(step() for step in steps):
                self.contact.problems.append(f"”{self.rest[0]}” går inte att förstå.")
                self.position += 1
        self._complete()

    def _complete(self) -> None:
        """What a contact must have, and what it has without being said."""
        contact = self.contact
        is_held = contact.outcome == Outcome.HELD
        if contact.channel is None and not is_held:
            contact.channel = Channel.MEETING.value
        if not contact.people:
            contact.problems.append(WHO)
        if contact.channel is None:
            contact.problems.append(HOW)
        elif not contact.minutes and is_held and contact.channel not in WITHOUT_PARTICIPANT:
            contact.problems.append(HOW_LONG)
        if contact.next_on is not None and contact.next_at is None:
            contact.problems.append(WHAT_TIME)

    def _set(self, name: str, value: object, words: int) -> bool:
        """Keep a value and go past its words; another one than before is a problem. Always True."""
        written = " ".join(self.rest[:words])
        before = self.written.get(name)
        if before is not None and getattr(self.contact, name) != value:
            self.contact.problems.append(f"Både ”{before}” och ”{written}” står i raden.")
        else:
            self.written[name] = written
            setattr(self.contact, name, value)
        self.position += words
        return True

    def _name_words(self) -> list[str]:
        """The words that a name may consist of: until one that means something else."""
        words = self.rest[:1]
        for word in self.rest[1:]:
            if word in CHANNELS or word in OUTCOMES or word in WEEKDAYS or word in SEPARATORS:
                break
            if word in FILLERS or word in NEXT_WORDS or word[0].isdigit():
                break
            words.append(word)
        return words

    def _read_name(self) -> bool:
        """A name at the beginning or after a comma, or initials right after another name."""
        if self.may_name and self.rest[0] not in SEPARATORS:
            return self._add(self._find_name(self._name_words()))
        is_after_name = bool(self.contact.people) and not self.written
        if not is_after_name or self.rest[0] in CHANNELS or self.rest[0] in NOT_INITIALS:
            return False
        return self._add(find_initials(self.rest[0], self.persons))

    def _find_name(self, words: list[str]) -> NamedPerson | None:
        """At the beginning initials lead over a word; a word leads over the beginning of a name."""
        if words[0] in CHANNELS or words[0] in OUTCOMES or words[0] in NEXT_WORDS:
            return find_initials(words[0], self.persons)
        return find_person(words, self.persons)

    def _read_later_name(self) -> bool:
        """A name further on, when none has been written: "tel ök 20"."""
        if self.contact.people:
            return False
        return self._add(find_person(self._name_words(), self.persons))

    def _add(self, named: NamedPerson | None) -> bool:
        if named is None:
            return False
        self._doubt_two_names(named)
        self.position += named.words
        self.may_name = False
        keys = {person.key for other in self.contact.people for person in other.candidates}
        if len(named.candidates) > 1 or named.candidates[0].key not in keys:
            self.contact.people.append(named)
        return True

    def _doubt_two_names(self, named: NamedPerson) -> None:
        """ "bo an" may be Bo Andersson, or Bo and a person with the initials A.N."""
        for word in self.rest[1 : named.words]:
            others = find_initials(word, self.persons) if len(word) > 1 else None
            if others and not set(others.candidates) <= set(named.candidates):
                sentence = (
                    f"Menar du en person eller två med ”{named.text}”? Skriv komma mellan två."
                )
                self.contact.problems.append(sentence)

    def _read_separator(self) -> bool:
        if self.rest[0] not in SEPARATORS:
            return False
        self.may_name = bool(self.contact.people) and not self.written
        self.position += 1
        return True

    def _read_phrase(self, name: str, phrases: dict[str, str]) -> bool:
        for count in range(min(LONGEST_PHRASE, len(self.rest)), 0, -1):
            code = phrases.get(" ".join(self.rest[:count]))
            if code is not None:
                return self._set(name, code, count)
        return False

    def _read_outcome(self) -> bool:
        return self._read_phrase("outcome", OUTCOMES)

    def _read_channel(self) -> bool:
        return self._read_phrase("channel", CHANNELS)

    def _read_day(self) -> bool:
        try:
            day = days.read_day(self.rest, self.today)
        except days.NoSuchDay as error:
            self.contact.problems.append(f"”{error}” är ingen dag.")
            self.position += 1
            return True
        if day is None:
            return False
        if day.on > self.today:
            self.contact.problems.append(f"Den {day.on} har inte varit än.")
        return self._set("held_on", day.on, day.words)

    def _read_clock(self) -> bool:
        clock = days.read_clock(self.rest)
        if clock is None:
            return False
        if clock.minutes is None:
            return self._set("started_at", clock.at, clock.words)
        self._set("minutes", clock.minutes, 0)
        return self._set("started_at", clock.at, clock.words)

    def _read_length(self) -> bool:
        for count in range(min(LONGEST_PHRASE, len(self.rest)), 0, -1):
            text = " ".join(self.rest[:count])
            minutes = LENGTH_PHRASES.get(text)
            if minutes is None:
                minutes = _minutes(text)
            if minutes is None:
                continue
            longest = LONGEST_BARE if text.isdigit() else DAY
            if minutes > longest:
                self.contact.problems.append(
                    f"”{text}” är för många minuter. Skriv kl före en tid."
                )
            return self._set("minutes", minutes, count)
        return False

    def _read_topic(self) -> bool:
        word = self.rest[0]
        if len(word) < SHORTEST_TOPIC:
            return False
        meant = [topic for topic in self.topics if _begins_word(topic.label, word)]
        if not meant:
            return False
        if len(meant) > 1:
            labels = " eller ".join(topic.label for topic in meant)
            self.contact.problems.append(f"”{word}” kan vara {labels}. Skriv fler bokstäver.")
        elif meant[0] not in self.contact.topics:
            self.contact.topics.append(meant[0])
        self.written["topics"] = word
        self.position += 1
        return True

    def _read_filler(self) -> bool:
        if self.rest[0] not in FILLERS:
            return False
        self.position += 1
        return True

    def _read_next(self) -> bool:
        """ "nästa fre 10": the day, and the time when there is one."""
        if self.rest[0] not in NEXT_WORDS:
            return False
        self.position += 1
        day = self._next_day()
        while day is None and self.rest and self.rest[0] in FILLERS | {"möte", "tid", "gång"}:
            self.position += 1
            day = self._next_day()
        if day is None:
            self.contact.problems.append("Skriv när nästa möte är, till exempel: nästa fre 10.")
            return True
        self._set("next_on", day.on, day.words)
        clock = days.read_clock(self.rest, bare=True)
        if clock is not None:
            self._set("next_at", clock.at, clock.words)
        return True

    def _next_day(self) -> days.Day | None:
        try:
            return days.read_day(self.rest, self.today, ahead=True)
        except days.NoSuchDay:
            return None


def _minutes(text: str) -> int | None:
    """A length in minutes; a clock time is none."""
    if ":" in text or "/" in text:
        return None
    try:
        return read_minutes(text)
    except NotReadable:
        return None


def _begins_word(label: str, word: str) -> bool:
    return any(part.startswith(word) for part in normalise(label).split())
