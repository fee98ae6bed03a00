"""Swedish identity numbers as one value object: personnummer, samordningsnummer and
TF-nummer/reservnummer.

Everything that stores, encrypts, indexes or compares a number goes through `parse` first, so that
one person has one spelling. No Django here. Sources: docs/domain.md §6.5 and Appendix A,
docs/security.md §5, docs/formats.md §1–4.1.

No error message holds any part of the number, and an `Identity` shows itself masked, so both may be
logged.
"""

import re
import unicodedata
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Final, Literal

from personnummer import personnummer as library

Kind = Literal["PNR", "SAMNR", "TF"]
Sex = Literal["K", "M", "X"]

KINDS: Final = ("PNR", "SAMNR", "TF")
# The oldest people alive when the numbers came (1947) were born after this; it stops 1076 written
# for 1976.
EARLIEST_BIRTH_YEAR: Final = 1840
FIRST_TEST_BIRTH: Final = date(1976, 1, 1)
LAST_TEST_BIRTH: Final = date(2006, 12, 31)

_AS_TEXT = "Gör om kolumnen till text och skriv hela numret igen."
_ONLY_DIGITS = "Skriv bara siffror, och bindestreck eller plustecken om det behövs."


class Fault(Enum):
    """What is wrong with a number; the value is what the user reads."""

    EMPTY = "Personnumret saknas. Skriv det med 12 siffror: ÅÅÅÅMMDD-NNNN."
    LENGTH = "Numret har fel antal siffror. Skriv 12 siffror (ÅÅÅÅMMDD-NNNN) eller 10 siffror (ÅÅMMDD-NNNN)."
    NO_LAST_FOUR = "De fyra sista siffrorna saknas. Skriv hela numret: ÅÅÅÅMMDD-NNNN."
    SEPARATOR = "Bindestrecket eller plustecknet står fel. Det ska stå en gång, före de fyra sista siffrorna."
    PLUS = "Plustecken används bara för den som fyller minst 100 år i år. Kontrollera årtalet och tecknet."
    LETTERS = "Numret innehåller bokstäver. " + _ONLY_DIGITS
    CHARACTERS = "Numret innehåller otillåtna tecken. " + _ONLY_DIGITS
    DATE = "Födelsedatumet i numret finns inte. Kontrollera år, månad och dag."
    FUTURE = "Födelsedatumet i numret ligger i framtiden. Kontrollera år, månad och dag."
    TOO_EARLY = "Födelseåret i numret är orimligt tidigt. Kontrollera årtalet."
    BIRTH_NUMBER = (
        "Siffrorna 000 efter födelsedatumet förekommer inte. Kontrollera de fyra sista siffrorna."
    )
    CHECK_DIGIT = (
        "Kontrollsiffran stämmer inte. Någon siffra är fel, eller så har två siffror bytt plats."
    )
    SCIENTIFIC = (
        "Numret har skadats i ett kalkylprogram och står i potensform, till exempel 1,97604E+11. "
        + _AS_TEXT
    )
    LOST_ZERO = (
        "Det saknas siffror. I ett kalkylprogram kan inledande nollor ha försvunnit. " + _AS_TEXT
    )
    NUMBER_CELL = "Numret står som ett tal eller datum i kalkylbladet, inte som text. " + _AS_TEXT
    TF_WITHOUT_TYPE = "Numret ser ut som ett TF-nummer eller reservnummer. Ange i så fall identitetstypen TF, annars rätta numret."
    TF_FORM = (
        "Ett TF-nummer eller reservnummer ska ha åtta siffror för födelsedatumet och sedan fyra tecken, "
        "minst ett av dem en bokstav mellan A och Z: ÅÅÅÅMMDD-TF12."
    )
    NOT_PNR = "Numret är ett samordningsnummer, men identitetstypen är PNR. Ändra typen till SAMNR eller rätta numret."
    NOT_SAMNR = "Numret är ett personnummer, men identitetstypen är SAMNR. Ändra typen till PNR eller rätta numret."
    KIND = "Identitetstypen finns inte. Välj PNR, SAMNR eller TF."


class InvalidIdentity(ValueError):
    """The text is no identity number; `fault` is for the program, `message` for the user."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault

    @property
    def message(self) -> str:
        return self.fault.value

    def __str__(self) -> str:
        return self.message


@dataclass(frozen=True, slots=True, repr=False)
class Identity:
    """One valid number; made by `parse`, never by hand.

    `birth_date` is None for a samordningsnummer with unknown month (00) or day (60). `sex` is that
    of the number. Only `number`, `formatted` and the fields behind them show the last four
    characters.
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

        The eight first digits are the number's own, also for a samordningsnummer (day + 60, or
        00/60): a partial one has no other. The contract knows women and men only; a TF number
        without sex gives `TfX9`: it says neither, reveals nothing and is easily seen by the one who
        must ask SCB.
        """
        return self.number[:8] + {"K": "Tf29", "M": "Tf19", "X": "TfX9"}[self.sex]

    def age_on(self, day: date) -> int | None:
        """Whole years reached on `day`, as the ESF counts them at the date of entry; None before
        birth.

        * Born 29 February: a year older on 1 March in ordinary years, as PostgreSQL's age() and the library count.
        * Partial birth date: the age certainly reached, counted from the latest date the number allows.
        """
        earliest, latest = _possible_births(self.number)
        if day < earliest:
            return None
        return max(0, day.year - latest.year - ((day.month, day.day) < (latest.month, latest.day)))

    def __str__(self) -> str:
        return self.masked

    def __repr__(self) -> str:
        return f"<Identity {self.kind} {self.masked}>"

    def __format__(self, spec: str) -> str:
        return format(self.masked, spec)


def parse(text: object, *, kind: str | None = None, today: date) -> Identity:
    """Read a number in any written form a person uses, or raise `InvalidIdentity`.

    `text` may be a raw spreadsheet cell: anything but text is refused as a number cell, however
    whole it looks. `kind` None or "" = not said: personnummer or samordningsnummer, told apart by
    the day; TF must be said. `today` decides the century of ten digits and what is a future birth.
    """
    if kind and kind not in KINDS:
        raise InvalidIdentity(Fault.KIND)
    cleaned = _clean(text)
    if kind == "TF":
        return _tf(cleaned, today)
    identity = _ordinary(_twelve_digits(cleaned, today), today)
    if kind and kind != identity.kind:
        raise InvalidIdentity(Fault.NOT_PNR if kind == "PNR" else Fault.NOT_SAMNR)
    return identity


def test_number(birth: date, sex: str) -> Identity:
    """A number of Skatteverket's published test series: ÅÅÅÅMMDD + 238 (woman) or 239 (man) + check
    digit.

    Only births 1976–2006 have the series (docs/domain.md §6.5; all but 21 of its 22 646 numbers are
    on the list); other Luhn-valid numbers may belong to living people, so everything else is a
    ValueError. In a test file import the module, not this name: pytest would collect it as a test.
    """
    if sex not in ("K", "M"):
        raise ValueError("sex must be K or M")
    if not FIRST_TEST_BIRTH <= birth <= LAST_TEST_BIRTH:
        raise ValueError(
            f"no test series for births outside {FIRST_TEST_BIRTH} – {LAST_TEST_BIRTH}"
        )
    eleven = f"{birth:%Y%m%d}" + ("238" if sex == "K" else "239")
    return parse(eleven + _luhn_digit(eleven[2:]), kind="PNR", today=birth)


def _clean(text: object) -> str:
    """One spelling of the characters; what a spreadsheet has damaged is named here, never repaired.

    NFKC because the library accepts full-width digits and hands them back unchanged (docs/security.md
    §5). Invisible format characters (zero-width space, BOM, soft hyphen) follow a number pasted
    from a page or from Word.
    """
    if text is None:
        raise InvalidIdentity(Fault.EMPTY)
    if not isinstance(text, str):
        raise InvalidIdentity(Fault.NUMBER_CELL)
    shown = "".join(
        char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf"
    )
    cleaned = re.sub("[\u2010-\u2015\u2043\u2212]", "-", "".join(shown.split()))
    if not cleaned:
        raise InvalidIdentity(Fault.EMPTY)
    if re.fullmatch(
        r"[-+]?[0-9]+([.,][0-9]*)?E[-+][0-9]+|[0-9][.,][0-9]+E[0-9]+", cleaned, re.IGNORECASE
    ):
        raise InvalidIdentity(Fault.SCIENTIFIC)
    if re.fullmatch(r"[0-9]{6,}[.,]0+", cleaned):
        raise InvalidIdentity(Fault.NUMBER_CELL)
    return cleaned


def _twelve_digits(cleaned: str, today: date) -> str:
    """Add the century: `+` from the year a person turns 100 (folkbokföringslagen 18 §), `-` or
    nothing before it.
    """
    match = re.fullmatch(r"([0-9]{2})?([0-9]{6})([-+]?)([0-9]{4})", cleaned)
    if not match:
        raise InvalidIdentity(_shape_fault(cleaned))
    century, day, sign, last_four = match.groups()
    if century is None:
        year = today.year - (today.year - int(day[:2])) % 100 - (100 if sign == "+" else 0)
        century = f"{year // 100:02d}"
    elif sign == "+" and today.year - int(century + day[:2]) < 100:
        raise InvalidIdentity(Fault.PLUS)
    return f"{century}{day}{last_four}"


def _shape_fault(cleaned: str) -> Fault:
    """Why the text has not the form of a number: the most helpful true answer."""
    if re.fullmatch(r"[0-9]{8}[-+]?[0-9A-Z]{4}", cleaned, re.IGNORECASE | re.ASCII):
        return Fault.TF_WITHOUT_TYPE
    if any(char.isalpha() for char in cleaned):
        return Fault.LETTERS
    if not re.fullmatch(r"[0-9+-]+", cleaned):
        return Fault.CHARACTERS
    digits = re.sub(r"[+-]", "", cleaned)
    if digits != cleaned:
        return Fault.SEPARATOR if len(digits) in (10, 12) else Fault.LENGTH
    if re.fullmatch(r"(18|19|20)[0-9]{6}", digits):
        return Fault.NO_LAST_FOUR
    # Ten digits that began with 0 or 00 (births 2000–2009), or a digit lost from twelve.
    return (
        Fault.LOST_ZERO
        if re.fullmatch(r"[0-9]{7}|1[0-2][0-9]{6}|[0-9]{9}|[0-9]{11}", digits)
        else Fault.LENGTH
    )


def _ordinary(number: str, today: date) -> Identity:
    """Check twelve digits. The library refuses month 00 and day 60, which Skatteverket issues:
    there we run Luhn.
    """
    coordination = int(number[6:8]) >= 60
    birth = _birth_date(number, today)
    if birth is None and not coordination:
        raise InvalidIdentity(Fault.DATE)
    if number[8:11] == "000":
        raise InvalidIdentity(Fault.BIRTH_NUMBER)
    if not (library.valid(number) if birth else _luhn_digit(number[2:11]) == number[11]):
        raise InvalidIdentity(Fault.CHECK_DIGIT)
    return Identity(
        "SAMNR" if coordination else "PNR", number, birth, int(number[:4]), _sex(number)
    )


def _tf(cleaned: str, today: date) -> Identity:
    """Check a TF number or reservnummer: a real, whole birth date and four characters with a
    letter; no Luhn.
    """
    match = re.fullmatch(r"([0-9]{8})-?([0-9A-Za-z]{4})", cleaned)
    if not match or match[2].isdigit():
        raise InvalidIdentity(Fault.TF_FORM)
    number = (match[1] + match[2]).upper()
    birth = _birth_date(number, today)
    if birth is None or int(number[6:8]) >= 60:
        raise InvalidIdentity(Fault.DATE)
    return Identity("TF", number, birth, birth.year, _sex(number))


def _sex(number: str) -> Sex:
    """Third character of the last four: odd = man, even = woman; a letter there (TF only) carries
    none.
    """
    third = number[10]
    if not third.isdigit():
        return "X"
    return "M" if int(third) % 2 else "K"


def _birth_date(number: str, today: date) -> date | None:
    """The birth date, None when month or day is unknown; refuses what cannot be, or cannot have
    been yet.
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
    """First and last birth date the eight digits allow; they differ only when month or day is
    unknown.
    """
    year, month, day = int(number[:4]), int(number[4:6]), int(number[6:8])
    day -= 60 if day >= 60 else 0
    last_month = month or 12
    return date(year, month or 1, day or 1), date(
        year, last_month, day or monthrange(year, last_month)[1]
    )


def _luhn_digit(nine: str) -> str:
    """Check digit over ÅÅMMDDNNN: weights 2, 1, 2 … from the left, digit sums, up to the next ten."""
    products = (int(digit) * (2 - place % 2) for place, digit in enumerate(nine))
    return str(-sum(product // 10 + product % 10 for product in products) % 10)
