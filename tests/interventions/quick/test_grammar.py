"""The grammar of the quick contact: every sentence of the corpus means what stands beside it."""

from datetime import date
from pathlib import Path

import pytest

from interventions.quick.grammar import read_contact
from interventions.quick.meaning import Topic
from interventions.quick.names import Person

TODAY = date(2021, 5, 12)  # a Wednesday
NAMES = (
    "Anna Berg",
    "Östen Karlsson",
    "Örjan Kvist",
    "Åsa Ek",
    "Ärla Dahl",
    "Bo Norén",
    "Boel Ek",
    "Anna-Karin Sjö",
    "René Möller",
    "Ali Falk",
    "Tove Hansen",
)
PERSONS = [Person(name, *name.split()) for name in NAMES]
TOPICS = [
    Topic("ARBETE", "arbete och praktik"),
    Topic("EKONOMI", "ekonomi och försörjning"),
    Topic("BOENDE", "boende"),
    Topic("HALSA", "hälsa och vårdkontakter"),
    Topic("VARDAG", "vardag och struktur"),
    Topic("SPRAK", "språk"),
]
LINES = Path(__file__).with_name("corpus.tsv").read_text().splitlines()
CORPUS = [line.split("\t") for line in LINES]


def read(sentence, persons=PERSONS):
    return read_contact(sentence, persons=persons, topics=TOPICS, today=TODAY)


def in_words(contact):
    """A meaning as the corpus writes it, without its problems."""
    people = ["|".join(map(str, named.candidates)) for named in contact.people]
    parts = ["+".join(f"[{name}]" for name in people), contact.channel or ""]
    parts.append("" if contact.outcome == "GENOMFORD" else contact.outcome)
    parts.append(f"{contact.minutes}m" if contact.minutes else "")
    parts.append(f"{contact.held_on}" if contact.held_on else "")
    parts.append(f"kl{contact.started_at:%H:%M}" if contact.started_at else "")
    parts.append("+".join(topic.code for topic in contact.topics))
    parts.append(f"note={contact.note}" if contact.note else "")
    if contact.next_on:
        at = f"T{contact.next_at:%H:%M}" if contact.next_at else ""
        parts.append(f"next={contact.next_on}{at}")
    return " ".join(part for part in parts if part)


def test_the_corpus_is_large_enough():
    assert len({sentence for sentence, _ in CORPUS}) == len(CORPUS) >= 500


def test_every_sentence_means_what_the_corpus_says():
    wrong = []
    for sentence, expected in CORPUS:
        contact = read(sentence)
        meaning, *problems = expected.split("FEL ")
        told = contact.problems
        is_right = in_words(contact) == meaning.strip() and len(told) == len(problems)
        for problem in problems:
            is_right &= any(sentence.startswith(problem.strip()) for sentence in told)
        if not is_right:
            wrong.append(f"{sentence!r}: {in_words(contact)} {told}, not {expected}")
    print(f"{len(CORPUS) - len(wrong)} of {len(CORPUS)} sentences")
    assert not wrong, "\n".join(wrong[:40])


def test_the_order_of_the_caseload_changes_nothing():
    """Deterministic: who may be meant does not hang on the order of the rows."""
    for sentence, _ in CORPUS:
        forwards, backwards = read(sentence), read(sentence, PERSONS[::-1])
        for one, other in zip(forwards.people, backwards.people, strict=True):
            assert set(one.candidates) == set(other.candidates), sentence
        assert forwards.problems == backwards.problems


@pytest.mark.parametrize(
    ("sentence", "ambiguous"),
    [("ök tel 20", True), ("bo tel 20", True), ("östen k tel 20", False), ("ab, ek grupp 9", True)],
)
def test_a_name_that_more_than_one_has_asks(sentence, ambiguous):
    assert read(sentence).is_ambiguous is ambiguous


@pytest.mark.parametrize("word", ["om", "kl", "en", "i", "på", "fk", "mö"])
def test_a_small_word_is_never_the_initials_of_a_second_person(word):
    """ "ab om boende" is about housing, also when somebody is called O.M."""
    other = Person("other", f"{word[0]}xx", f"{word[-1]}yy")
    contact = read(f"ab {word} 10 tel 20", [*PERSONS, other])
    assert [named.candidates for named in contact.people] == [(PERSONS[0],)]


def test_two_first_names_or_a_whole_name_is_doubted():
    other = Person("other", "Kurt", "Nilsson")
    contact = read("bo n tel 20", [*PERSONS, other])
    assert not contact.problems, "one letter is the beginning of the name"
    contact = read("östen ka tel 20", [*PERSONS, Person("ka", "Kim", "Alm")])
    assert contact.problems[0].startswith("Menar du en person eller två")


@pytest.mark.parametrize("sentence", [":", "::", ",,,", "+", "- . /", "''", "1/", "kl", "å" * 500])
def test_nothing_that_can_be_typed_breaks_it(sentence):
    assert read(sentence).problems
