"""What can be wrong with an identity number, in the words that the user reads."""

from enum import Enum
from typing import Final

_AS_TEXT: Final = "Gör om kolumnen till text och skriv hela numret igen."
_ONLY_DIGITS: Final = "Skriv bara siffror, och bindestreck eller plustecken om det behövs."


class Fault(Enum):
    """What is wrong with a number; the value is what the user reads."""

    EMPTY = "Personnumret saknas. Skriv det med 12 siffror: ÅÅÅÅMMDD-NNNN."
    LENGTH = (
        "Numret har fel antal siffror. Skriv 12 siffror (ÅÅÅÅMMDD-NNNN) eller 10 siffror "
        "(ÅÅMMDD-NNNN)."
    )
    NO_LAST_FOUR = "De fyra sista siffrorna saknas. Skriv hela numret: ÅÅÅÅMMDD-NNNN."
    SEPARATOR = (
        "Bindestrecket eller plustecknet står fel. Det ska stå en gång, före de fyra sista "
        "siffrorna."
    )
    PLUS = (
        "Plustecken används bara för den som fyller minst 100 år i år. Kontrollera årtalet "
        "och tecknet."
    )
    LETTERS = f"Numret innehåller bokstäver. {_ONLY_DIGITS}"
    CHARACTERS = f"Numret innehåller otillåtna tecken. {_ONLY_DIGITS}"
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
        f"{_AS_TEXT}"
    )
    LOST_ZERO = (
        f"Det saknas siffror. I ett kalkylprogram kan inledande nollor ha försvunnit. {_AS_TEXT}"
    )
    NUMBER_CELL = f"Numret står som ett tal eller datum i kalkylbladet, inte som text. {_AS_TEXT}"
    TF_WITHOUT_TYPE = (
        "Numret ser ut som ett TF-nummer eller reservnummer. Ange i så fall identitetstypen TF, "
        "annars rätta numret."
    )
    TF_FORM = (
        "Ett TF-nummer eller reservnummer ska ha åtta siffror för födelsedatumet och sedan fyra "
        "tecken, minst ett av dem en bokstav mellan A och Z: ÅÅÅÅMMDD-TF12."
    )
    NOT_PNR = (
        "Numret är ett samordningsnummer, men identitetstypen är PNR. Ändra typen till SAMNR "
        "eller rätta numret."
    )
    NOT_SAMNR = (
        "Numret är ett personnummer, men identitetstypen är SAMNR. Ändra typen till PNR eller "
        "rätta numret."
    )
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
