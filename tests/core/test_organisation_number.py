"""Organisation numbers: what page and file read alike."""

import pytest

from mia.core.organisation_number import OrganisationNumberError, parse


@pytest.mark.parametrize("text", ["559999-0008", "5599990008", " 559999 0008"])
def test_ten_digits_are_read(text):
    assert parse(text) == "5599990008"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("559999-0009", "sista siffran"),
        ("55999900", "tio siffror"),
        ("19850709-9805", "tio siffror"),
        ("٥٥٩٩٩٩٠٠٠٨", "tio siffror"),
        ("-", "tio siffror"),
        ("850709-9805", "personnummer"),
    ],
)
def test_anything_else_says_what_is_right_and_not_the_number(text, right):
    with pytest.raises(OrganisationNumberError, match=right) as error:
        parse(text)
    assert text not in str(error.value) or text == "-"
