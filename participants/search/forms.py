"""One field for a name, a birth date or a number: the way it is written tells which."""

import re
import unicodedata
from datetime import date
from typing import Any

from django import forms

from mia.core import personnummer
from mia.forms.base import PlainForm

HELP = (
    "Skriv namn, födelsedatum (ÅÅÅÅ-MM-DD) eller hela personnumret. "
    "Stavningen behöver inte vara exakt."
)
TOO_SHORT = "Skriv minst två tecken."
NO_SUCH_DATE = "Datumet finns inte. Skriv födelsedatumet så här: 1990-08-07."

FEWEST_DIGITS = 6  # of a birth date
MOST_LETTERS = 4  # in a TF number
SEPARATORS = re.compile(r"[\s.\u2010-\u2015\u2212/-]")


class SearchForm(PlainForm):
    """After `is_valid`, `criteria` holds what queries.search takes: number, births or words."""

    q = forms.CharField(
        label="Sök deltagare",
        max_length=100,
        help_text=HELP,
        error_messages={"required": "Skriv ett namn, ett födelsedatum eller ett personnummer."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.criteria: dict[str, Any] = {}

    def action_data(self) -> dict[str, object]:
        return dict(self.criteria)

    def clean_q(self) -> str:
        text: str = self.cleaned_data["q"]
        self.criteria = criteria_of(text, self.today)
        return text


def criteria_of(text: str, today: date) -> dict[str, Any]:
    """Return one of `number`, `births` and `words`, as queries.search takes them.

    Raises ValidationError for a number or date that cannot be, and for a single character.
    """
    plain = without_invisible(text)
    digits = sum(character.isdecimal() for character in plain)
    letters = sum(character.isalpha() for character in plain)
    if digits < FEWEST_DIGITS or letters > MOST_LETTERS:
        if len(plain) < 2:
            raise forms.ValidationError(TOO_SHORT)
        return {"words": plain}
    compact = SEPARATORS.sub("", plain)
    if re.fullmatch(r"\d{8}|\d{6}", compact):
        return {"births": births_of(compact, today)}
    return {"number": number_of(plain, today)}


def is_name_of(text: str, name: str) -> bool:
    """Tell whether every typed word begins a word of the name, as it is spelled."""
    words = without_invisible(text).casefold().split()
    parts = name.casefold().replace("-", " ").split()
    for word in words:
        if not any(part.startswith(word) for part in parts):
            return False
    return bool(words)


def without_invisible(text: str) -> str:
    """Return the text in its plain form (NFKC), without invisible characters and outer spaces."""
    normalised = unicodedata.normalize("NFKC", text)
    visible = [char for char in normalised if unicodedata.category(char) != "Cf"]
    return "".join(visible).strip()


def births_of(digits: str, today: date) -> list[date]:
    """Return the dates that ÅÅÅÅMMDD, or ÅÅMMDD in this century or the last, may mean.

    The day of a samordningsnummer (+60) is read as its date. Raises ValidationError for none.
    """
    years = [digits[:4]]
    if len(digits) == 6:
        years = [f"19{digits[:2]}", f"20{digits[:2]}"]
    month, day = int(digits[-4:-2]), int(digits[-2:])
    if day > 60:
        day -= 60
    births = []
    for year in years:
        try:
            birth = date(int(year), month, day)
        except ValueError:
            continue
        if birth <= today:
            births.append(birth)
    if not births:
        raise forms.ValidationError(NO_SUCH_DATE)
    return births


def number_of(text: str, today: date) -> str:
    """Return the number in its stored form. Raises ValidationError for what is no number."""
    try:
        return personnummer.parse(text, today=today).number
    except personnummer.InvalidIdentity as error:
        if error.fault is not personnummer.Fault.TF_WITHOUT_TYPE:
            raise forms.ValidationError(error.message) from None
    try:
        return personnummer.parse(text, kind="TF", today=today).number
    except personnummer.InvalidIdentity as error:
        raise forms.ValidationError(error.message) from None
