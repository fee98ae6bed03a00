"""Swedish identity numbers as one value object.

Personnummer, samordningsnummer and TF-nummer (also called reservnummer). Everything that stores,
encrypts, indexes or compares a number calls `parse` first, so that one person has one spelling.
Sources: docs/domain.md §6.5 and appendix A, docs/formats.md §1–4.1.

No error message holds any part of the number, and an `Identity` prints itself masked, so both may
be logged.
"""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

from personnummer import personnummer as library

from mia.core.personnummer_faults import Fault, InvalidIdentity

Kind = Literal["PNR", "SAMNR", "TF"]
Sex = Literal["K", "M", "X"]

KINDS: Final = ("PNR", "SAMNR", "TF")
# The oldest people alive when the numbers came (1947) were born after this year. The bound refuses
# 1076 written for 1976.
EARLIEST_BIRTH_YEAR: Final = 1840
FIRST_TEST_BIRTH: Final = date(1976, 1, 1)
LAST_TEST_BIRTH: Final = date(2006, 12, 31)

# The end of the number that SCB wants for a protected identity, by sex.
PROTECTED_ENDINGS: Final = {"K": "Tf29", "M": "Tf19", "X": "TfX9"}

DASHES = re.compile("[\u2010-\u2015\u2043\u2212]")
SCIENTIFIC_NOTATION = re.compile(
    r"[-+]?[0-9]+([.,][0-9]*)?E[-+][0-9]+|[0-9][.,][0-9]+E[0-9]+", re.IGNORECASE
)
DECIMAL_NUMBER = re.compile(r"[0-9]{6,}[.,]0+")
ORDINARY_FORM = re.compile(r"([0-9]{2})?([0-9]{6})([-+]?)([0-9]{4})")
TF_FORM = re.compile(r"([0-9]{8})-?([0-9A-Za-z]{4})")
TF_LIKE = re.compile(r"[0-9]{8}[-+]?[0-9A-Z]{4}", re.IGNORECASE | re.ASCII)
BIRTH_DATE_ALONE = re.compile(r"(18|19|20)[0-9]{6}")
# Ten digits that began with 0 or 00 (births 2000–2009), or a digit lost from twelve.
ZERO_LOST = re.compile(r"[0-9]{7}|1[0-2][0-9]{6}|[0-9]{9}|[0-9]{11}")


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """One valid number, made by `parse` only.

    `birth_date` is None for a samordningsnummer with unknown month (00) or day (60). `sex` is what
    the number says. Only `number` and `formatted` show the last four characters.
    """

    kind: Kind
    number: str
    birth_date: date | None
    birth_year: int
    sex: Sex

    @property
    def masked(self) -> str:
        return f"{self.number[:8]}-****"

    @property
    def formatted(self) -> str:
        return f"{self.number[:8]}-{self.number[8:]}"

    @property
    def protected_form(self) -> str:
        """The number SCB wants for a protected identity (docs/formats.md §4.1).

        The first eight digits are the number's own, also for a samordningsnummer (day + 60, or
        00/60): a partial one has no other. The contract knows women and men only. A TF-nummer
        without sex gives `TfX9`, which claims neither, reveals nothing, and is easily seen by the
        one who must ask SCB.
        """
        return self.number[:8] + PROTECTED_ENDINGS[self.sex]

    def age_on(self, day: date) -> int | None:
        """Whole years reached on `day`, as the ESF counts them at the date of entry.

        None before birth. Someone born on 29 February is a year older on 1 March in ordinary years,
        as PostgreSQL's age() counts. For a partial birth date it is the age certainly reached,
        counted from the latest date that the number allows.
        """
        earliest, latest = _possible_births(self.number)
        if day < earliest:
            return None
        years = day.year - latest.year
        has_had_birthday = (day.month, day.day) >= (latest.month, latest.day)
        if not has_had_birthday:
            years -= 1
        return max(0, years)

    def __str__(self) -> str:
        return self.masked

    def __repr__(self) -> str:
        return f"<Identity {self.kind} {self.masked}>"

    def __format__(self, spec: str) -> str:
        return format(self.masked, spec)


def parse(text: object, *, kind: str | None = None, today: date) -> Identity:
    """Read a number in any written form that people use. Raises InvalidIdentity.

    `text` may be a raw spreadsheet cell: anything but text is refused as a number cell, however
    whole it looks. Without `kind` it is a personnummer or a samordningsnummer, told apart by the
    day; TF must be stated. `today` decides the century of ten digits and what is a future birth.
    """
    if kind and kind not in KINDS:
        raise InvalidIdentity(Fault.KIND)
    cleaned = _clean(text)
    if kind == "TF":
        return _parse_tf(cleaned, today)
    identity = _parse_ordinary(_twelve_digits(cleaned, today), today)
    if kind == "PNR" and identity.kind != "PNR":
        raise InvalidIdentity(Fault.NOT_PNR)
    if kind == "SAMNR" and identity.kind != "SAMNR":
        raise InvalidIdentity(Fault.NOT_SAMNR)
    return identity


def test_number(birth: date, sex: str) -> Identity:
    """A number of Skatteverket's published test series for a birth date and a sex (K or M).

    It is ÅÅÅÅMMDD, then 238 (woman) or 239 (man), then the check digit. The series covers births
    1976–2006 only (docs/domain.md §6.5; all but 21 of its 22 646 numbers are on the list). Other
    numbers that pass the check may belong to living people, so anything else is a ValueError.
    A test file imports the module, not this name: pytest would collect it as a test.
    """
    if sex not in ("K", "M"):
        raise ValueError("sex must be K or M")
    if not FIRST_TEST_BIRTH <= birth <= LAST_TEST_BIRTH:
        raise ValueError(
            f"no test series for births outside {FIRST_TEST_BIRTH} – {LAST_TEST_BIRTH}"
        )
    birth_number = "238" if sex == "K" else "239"
    eleven = f"{birth:%Y%m%d}{birth_number}"
    return parse(eleven + luhn_digit(eleven[2:]), kind="PNR", today=birth)


def _clean(text: object) -> str:
    """One spelling of the characters; what a spreadsheet has damaged is refused, never repaired.

    NFKC because the library accepts full-width digits and hands them back unchanged. Invisible
    format characters (zero-width space, BOM, soft hyphen) follow a number pasted from a web page or
    a text document.
    """
    if text is None:
        raise InvalidIdentity(Fault.EMPTY)
    if not isinstance(text, str):
        raise InvalidIdentity(Fault.NUMBER_CELL)
    visible = [
        char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf"
    ]
    without_blanks = "".join("".join(visible).split())
    cleaned = DASHES.sub("-", without_blanks)
    if not cleaned:
        raise InvalidIdentity(Fault.EMPTY)
    if SCIENTIFIC_NOTATION.fullmatch(cleaned):
        raise InvalidIdentity(Fault.SCIENTIFIC)
    if DECIMAL_NUMBER.fullmatch(cleaned):
        raise InvalidIdentity(Fault.NUMBER_CELL)
    return cleaned


def _twelve_digits(cleaned: str, today: date) -> str:
    """The number with its century.

    `+` stands from the year in which a person turns 100 (folkbokföringslagen 18 §), `-` or nothing
    before it.
    """
    match = ORDINARY_FORM.fullmatch(cleaned)
    if not match:
        raise InvalidIdentity(_fault_of_form(cleaned))
    century, birth_date, sign, last_four = match.groups()
    if century is None:
        century = _century(int(birth_date[:2]), sign, today)
    elif sign == "+" and today.year - int(century + birth_date[:2]) < 100:
        raise InvalidIdentity(Fault.PLUS)
    return f"{century}{birth_date}{last_four}"


def _century(two_digit_year: int, sign: str, today: date) -> str:
    """The century of the latest year that ends so and has begun, one earlier with `+`."""
    year = today.year - (today.year - two_digit_year) % 100
    if sign == "+":
        year -= 100
    return f"{year // 100:02d}"


def _fault_of_form(cleaned: str) -> Fault:
    """Why the text has not the form of a number: the most helpful true answer."""
    if TF_LIKE.fullmatch(cleaned):
        return Fault.TF_WITHOUT_TYPE
    if any(char.isalpha() for char in cleaned):
        return Fault.LETTERS
    if not re.fullmatch(r"[0-9+-]+", cleaned):
        return Fault.CHARACTERS
    digits = re.sub(r"[+-]", "", cleaned)
    has_sign = digits != cleaned
    if has_sign and len(digits) in (10, 12):
        return Fault.SEPARATOR
    if has_sign:
        return Fault.LENGTH
    if BIRTH_DATE_ALONE.fullmatch(digits):
        return Fault.NO_LAST_FOUR
    if ZERO_LOST.fullmatch(digits):
        return Fault.LOST_ZERO
    return Fault.LENGTH


def _parse_ordinary(number: str, today: date) -> Identity:
    """Check the twelve digits of a personnummer or a samordningsnummer."""
    is_coordination = int(number[6:8]) >= 60
    birth = _birth_date(number, today)
    if birth is None and not is_coordination:
        raise InvalidIdentity(Fault.DATE)
    if number[8:11] == "000":
        raise InvalidIdentity(Fault.BIRTH_NUMBER)
    # The library refuses month 00 and day 60, which Skatteverket issues.
    if birth and not library.valid(number):
        raise InvalidIdentity(Fault.CHECK_DIGIT)
    if luhn_digit(number[2:11]) != number[11]:
        raise InvalidIdentity(Fault.CHECK_DIGIT)
    kind: Kind = "SAMNR" if is_coordination else "PNR"
    return Identity(kind, number, birth, int(number[:4]), _sex(number))


def _parse_tf(cleaned: str, today: date) -> Identity:
    """Check a TF-nummer: a whole birth date that exists, and four characters with a letter.

    It has no check digit.
    """
    match = TF_FORM.fullmatch(cleaned)
    if not match or match[2].isdigit():
        raise InvalidIdentity(Fault.TF_FORM)
    number = (match[1] + match[2]).upper()
    birth = _birth_date(number, today)
    if birth is None or int(number[6:8]) >= 60:
        raise InvalidIdentity(Fault.DATE)
    return Identity("TF", number, birth, birth.year, _sex(number))


def _sex(number: str) -> Sex:
    """By the third of the last four characters: odd for men, even for women.

    A letter there, which only a TF-nummer has, carries no sex.
    """
    third = number[10]
    if not third.isdigit():
        return "X"
    return "M" if int(third) % 2 else "K"


def _birth_date(number: str, today: date) -> date | None:
    """The birth date, or None when month or day is unknown.

    Raises InvalidIdentity for a date that does not exist, is too early, or has not been yet.
    """
    if int(number[:4]) < EARLIEST_BIRTH_YEAR:
        raise InvalidIdentity(Fault.TOO_EARLY)
    try:
        earliest, latest = _possible_births(number)
    except ValueError:
        raise InvalidIdentity(Fault.DATE) from None
    if earliest > today:
        raise InvalidIdentity(Fault.FUTURE)
    return earliest if earliest == latest else None


def _possible_births(number: str) -> tuple[date, date]:
    """First and last birth date that the eight digits allow.

    They differ only when month or day is unknown. Raises ValueError for a date that does not exist.
    """
    year, month, day = int(number[:4]), int(number[4:6]), int(number[6:8])
    if day >= 60:
        day -= 60
    last_month = month or 12
    last_day = day or monthrange(year, last_month)[1]
    return date(year, month or 1, day or 1), date(year, last_month, last_day)


def luhn_digit(nine: str) -> str:
    """The check digit over ÅÅMMDDNNN: weights 2, 1, 2 … and digit sums, up to the next ten."""
    total = 0
    for place, digit in enumerate(nine):
        weight = 1 if place % 2 else 2
        product = int(digit) * weight
        total += product // 10 + product % 10
    return str(-total % 10)
