"""One field for a name, a birth date or a number: which of them it is, is told by how it is
written.
"""

import re
import unicodedata
from datetime import date
from typing import Any

from django import forms

from mia.core import personnummer

HELP = "Skriv namn, födelsedatum (ÅÅÅÅ-MM-DD) eller hela personnumret. Stavningen behöver inte vara exakt."
SHORT = "Skriv minst två tecken."


class SearchForm(forms.Form):
    """After `is_valid`, `wanted` holds what doors.search asks for: `number`, `births` or `words`."""

    q = forms.CharField(
        label="Sök deltagare",
        max_length=100,
        help_text=HELP,
        error_messages={"required": "Skriv ett namn, ett födelsedatum eller ett personnummer."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.wanted: dict[str, Any] = {}

    def clean_q(self) -> str:
        text: str = self.cleaned_data["q"]
        self.wanted = wanted_by(text, self.today)
        return text


def wanted_by(text: str, today: date) -> dict[str, Any]:
    """Raises ValidationError for a number or date that cannot be, and for a single letter."""
    plain = "".join(
        char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char) != "Cf"
    ).strip()
    digits = re.sub(r"\D", "", plain)
    if len(digits) < 6 or sum(map(str.isalpha, plain)) > 4:  # a TF number has up to four letters
        if len(plain) < 2:
            raise forms.ValidationError(SHORT)
        return {"words": plain}
    compact = re.sub(r"[\s.\u2010-\u2015\u2212/-]", "", plain)
    if re.fullmatch(r"\d{8}|\d{6}", compact):
        return {"births": births_of(compact, today)}
    return {"number": _number(plain, today)}


def births_of(digits: str, today: date) -> list[date]:
    """ÅÅÅÅMMDD, or ÅÅMMDD in this century or the last. The day of a samordningsnummer (+60) is read
    as its date.
    """
    years = [digits[:4]] if len(digits) == 8 else [f"{century}{digits[:2]}" for century in (19, 20)]
    month, day = int(digits[-4:-2]), int(digits[-2:])
    found = []
    for year in years:
        try:
            found.append(date(int(year), month, day - 60 if day > 60 else day))
        except ValueError:
            continue
    found = [birth for birth in found if birth <= today]
    if not found:
        raise forms.ValidationError("Datumet finns inte. Skriv födelsedatumet så här: 1990-08-07.")
    return found


def _number(text: str, today: date) -> str:
    try:
        return personnummer.parse(text, today=today).number
    except personnummer.InvalidIdentity as error:
        if error.fault is not personnummer.Fault.TF_WITHOUT_TYPE:
            raise forms.ValidationError(error.message) from None
    try:
        return personnummer.parse(text, kind="TF", today=today).number
    except personnummer.InvalidIdentity as error:
        raise forms.ValidationError(error.message) from None
