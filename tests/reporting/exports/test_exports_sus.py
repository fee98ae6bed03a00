"""The rules of SUS's export that the golden files do not reach (docs/formats.md §4.3)."""

from datetime import date

import pytest

from reporting.figures import sus
from tests.factories import ConsentFactory
from tests.reporting.county import enrol, person


@pytest.mark.parametrize(
    ("given_on", "withdrawn_on", "kinds"),
    [
        (date(2021, 3, 1), None, ["INREG", "UTREG"]),
        (date(2021, 4, 1), None, ["INREG", "UTREG"]),  # also on the day the file is made
        (date(2021, 4, 2), None, ["ANONYM"]),
        (date(2021, 3, 1), date(2021, 4, 2), ["INREG", "UTREG"]),
        (date(2021, 3, 1), date(2021, 4, 1), ["ANONYM"]),  # on the day of withdrawal none stands
        (date(2021, 3, 1), date(2021, 3, 10), ["ANONYM"]),
        (None, None, ["ANONYM"]),
    ],
)
def test_a_consent_counts_when_it_stands_on_the_day_the_file_is_made(
    os, read, given_on, withdrawn_on, kinds
):
    """Start and end are identified or anonymous together."""
    row = enrol(
        os,
        person(date(1990, 1, 1), "K"),
        date(2021, 3, 1),
        ended_on=date(2021, 3, 20),
        exit_reason="FLYTT",
    )
    if given_on:
        ConsentFactory(enrolment=row, given_on=given_on, withdrawn_on=withdrawn_on)
    lines = read("sus-poster", made_on=date(2021, 4, 1))
    assert [line["Registreringstyp"] for line in lines] == kinds
    assert {line["Samtycke"] for line in lines} == {given_on if kinds != ["ANONYM"] else None}


def test_a_consent_given_again_counts(os, read):
    row = enrol(
        os,
        person(date(1990, 1, 1), "K"),
        date(2021, 1, 1),
        ended_on=date(2021, 3, 20),
        exit_reason="FLYTT",
    )
    ConsentFactory(enrolment=row, given_on=date(2021, 1, 1), withdrawn_on=date(2021, 2, 1))
    ConsentFactory(enrolment=row, given_on=date(2021, 4, 1))
    (line,) = read("sus-poster", made_on=date(2021, 4, 5))
    assert (line["Registreringstyp"], line["Samtycke"]) == ("UTREG", date(2021, 4, 1))


def test_another_kind_of_consent_is_no_consent(os, read):
    row = enrol(os, person(date(1990, 1, 1), "K"), date(2021, 3, 1))
    ConsentFactory(enrolment=row, kind="ENKAT")
    assert [line["Registreringstyp"] for line in read("sus-poster")] == ["ANONYM"]


def test_an_anonymous_row_says_nothing_but_sex_and_year(os, read):
    row = enrol(
        os,
        person(date(1990, 1, 1), "K", protection="SEKRETESSMARKERING"),
        date(2021, 3, 1),
        consent=date(2021, 3, 1),
        referrer="FK",
        municipality="0136",
        district="Norr",
        education="GYMNASIUM",
        income_before=["AKASSA"],
        income_months=3,
        ended_on=date(2021, 3, 5),
        exit_reason="FLYTT",
    )
    (line,) = read("sus-poster")
    assert {heading: value for heading, value in line.items() if value is not None} == {
        "Samverkansorganisation": row.delprojekt.forbund.name,
        "Insats": row.delprojekt.name,
        "Registreringstyp": "ANONYM",
        "Kön": "K",
        "Startår": 2021,
    }


def test_a_wrong_registration_is_an_ordinary_end(os, read):
    enrol(
        os,
        person(date(1990, 1, 1), "K"),
        date(2021, 3, 1),
        consent=date(2021, 3, 1),
        ended_on=date(2021, 3, 2),
        exit_reason="FELREGISTRERING",
    )
    found = read("sus-poster")
    assert [(row["Registreringstyp"], row["Avslutsanledning"]) for row in found] == [
        ("INREG", None),
        ("UTREG", "FELREGISTRERING"),
    ]
    assert read() == []


@pytest.mark.parametrize(
    ("months", "band"),
    [
        (None, "okänt"),
        (0, "0 ingen"),
        (1, "<1 år"),
        (11, "<1 år"),
        (12, "1–<2"),
        (71, "5–<6"),
        (72, "≥6 år"),
    ],
)
def test_time_on_public_support_in_bands(os, read, months, band):
    enrol(
        os,
        person(date(1990, 1, 1), "K"),
        date(2021, 3, 1),
        consent=date(2021, 3, 1),
        income_months=months,
    )
    assert [row["Tid i försörjning"] for row in read("sus-poster")] == [band]
    assert band in sus.TIME_BANDS
