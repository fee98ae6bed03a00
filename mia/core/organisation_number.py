"""Swedish organisation numbers: ten digits, the last of which follows from the others."""

from mia.core.personnummer import luhn_digit

WRONG_NUMBER = "Kontrollera numret: tio siffror, och den sista siffran ska stämma."
IS_PERSONAL = "Det ser ut som ett personnummer. Lämna fältet tomt för en enskild firma."


class OrganisationNumberError(ValueError):
    """What would be right, in Swedish; the number itself is not repeated."""


def parse(text: str) -> str:
    """Return the ten digits without hyphen and spaces. Raises OrganisationNumberError, also for the
    personal number of a sole trader.
    """
    number = text.replace("-", "").replace(" ", "")
    is_number = len(number) == 10 and number.isascii() and number.isdigit()
    if not is_number or luhn_digit(number[:9]) != number[9]:
        raise OrganisationNumberError(WRONG_NUMBER)
    if number[2] in "01":
        raise OrganisationNumberError(IS_PERSONAL)
    return number
