"""Identity numbers: published test numbers, written forms, refusals, and nothing that leaks.

A number that had to be made up fails the check digit, has the birth number 000, which is never
issued, or a birth before 1900.
"""

import pickle
import pprint
import traceback
from datetime import date

import pytest

from mia.core import personnummer
from mia.core.personnummer import Fault, Identity, InvalidIdentity, parse
from tests.core.numbers import (
    COORDINATION,
    MEN,
    OFFICIAL,
    TODAY,
    WOMEN,
    attempt,
    fault_of,
)


@pytest.mark.parametrize(("number", "sex"), [(n, "K") for n in WOMEN] + [(n, "M") for n in MEN])
def test_official_personnummer(number, sex):
    identity = parse(number, today=TODAY)
    born = date(int(number[:4]), int(number[4:6]), int(number[6:8]))
    assert identity == Identity("PNR", number, born, born.year, sex)
    assert parse(number, kind="PNR", today=TODAY) == parse(number, kind="", today=TODAY) == identity


@pytest.mark.parametrize(("number", "expected"), COORDINATION.items())
def test_official_samordningsnummer(number, expected):
    born, sex = expected
    identity = parse(number, kind="SAMNR", today=TODAY)
    assert identity == Identity("SAMNR", number, born, born.year, sex)
    assert identity.formatted == f"{number[:8]}-{number[8:]}"


@pytest.mark.parametrize(("number", "year"), [("191500722390", 1915), ("191711602399", 1917)])
def test_official_partial_samordningsnummer(number, year):
    assert parse(number, today=TODAY) == Identity("SAMNR", number, None, year, "M")


def test_partial_number_with_neither_month_nor_day_still_has_its_check_digit_checked():
    found = [attempt(f"18450060238{digit}") for digit in range(10)]
    assert found.count(Fault.CHECK_DIGIT) == 9
    assert [who.birth_date for who in found if isinstance(who, Identity)] == [None]


@pytest.mark.parametrize(
    "text",
    [
        "197604252382",
        "19760425-2382",
        "7604252382",
        "760425-2382",
        " 19760425 2382\n",
        "19760425\u00a02382",
        "1976 04 25 - 23 82",
        "19760425–2382",
        "760425−2382",
        "760425‐2382",
        "19760425‑2382",
        "19760425—2382",
        "１９７６０４２５２３８２",
        "７６０４２５－２３８２",
        "\ufeff197604252382",
        "19760425\u00ad2382",
    ],
)
def test_every_written_form_of_one_person_is_one_value(text):
    assert parse(text, today=TODAY) == personnummer.test_number(date(1976, 4, 25), "K")


@pytest.mark.parametrize(
    "text", ["030818+9802", "19030818-9802", "19030818+9802", "190308189802", "030818＋9802"]
)
def test_a_hundred_years_or_more(text):
    assert parse(text, today=TODAY).number == "190308189802"


def test_today_decides_the_century():
    assert parse("061008-2380", today=date(2006, 10, 8)).birth_year == 2006
    assert fault_of("061008-2380", today=date(2006, 10, 7)) is Fault.FUTURE
    assert parse("760425-2382", today=date(2075, 12, 31)).birth_year == 1976
    for text in ("760425+2382", "19760425+2382"):
        assert parse(text, today=date(2076, 1, 1)).birth_year == 1976, (
            "the sign changes at new year"
        )
    assert parse("191500722390", today=date(1915, 1, 12)).birth_year == 1915, "may be born by then"
    assert parse("140168+2396", today=TODAY) == parse("191401682396", today=TODAY)
    assert parse("150072+2390", today=TODAY) == parse("191500722390", today=TODAY)


REFUSED: dict[Fault, list[object]] = {
    Fault.EMPTY: [None, "", " \u00a0\n\u200b"],
    Fault.CHECK_DIGIT: ["199001012386", "191500722391", "191711602398", "19900101-2386"],
    Fault.DATE: [
        "199013012385",
        "190002292385",
        "202201922380",
        "191713602399",
        "191502902399",
        "197604002382",
    ],
    Fault.BIRTH_NUMBER: ["197604250000", "191711600007"],
    Fault.FUTURE: ["297604252382", "202612242380", "202612602380"],
    Fault.TOO_EARLY: ["107604252382", "000000000000", "183912312382"],
    Fault.PLUS: ["19760425+2382"],
    Fault.SCIENTIFIC: [
        "1,97604E+11",
        "1.97604252382E+11",
        "1,97604e11",
        "2E+11",
        "7.604252382e+9",
        "1,97604E＋11",
    ],
    Fault.NUMBER_CELL: [
        197604252382,
        197604252382.0,
        "197604252382.0",
        "197604252382,00",
        date(1976, 4, 25),
        True,
    ],
    Fault.LOST_ZERO: ["610082380", "2292381", "10242386", "97604252382"],
    Fault.NO_LAST_FOUR: ["19760425"],
    Fault.LENGTH: ["1976", "1976042523822", "1976042-2382", "19760425-", "99999999"],
    Fault.SEPARATOR: ["1976-04252382", "1976-04-25-2382", "19760425--2382", "-197604252382"],
    Fault.LETTERS: ["Anna", "I97604252382", "pnr 197604252382"],
    Fault.CHARACTERS: [
        "19760425.2382",
        "'197604252382",
        "####",
        "١٩٧٦٠٤٢٥٢٣٨٢",
        "19760425\x002382",
        "=197604252382",
    ],
    Fault.TF_WITHOUT_TYPE: ["19760425TF12", "19760425-Tf29", "19760425238O"],
}


@pytest.mark.parametrize(
    ("text", "fault"), [(text, fault) for fault, texts in REFUSED.items() for text in texts]
)
def test_everything_else_is_refused_by_its_own_name(text, fault):
    assert fault_of(text) is fault


@pytest.mark.parametrize(
    ("text", "number", "sex"),
    [
        ("19760425TF12", "19760425TF12", "M"),
        ("19760425-tf29", "19760425TF29", "K"),
        (" 19760425 Tf1A", "19760425TF1A", "M"),
        ("19760425TFAB", "19760425TFAB", "X"),
        ("１９７６０４２５ＴＦ１２", "19760425TF12", "M"),
    ],
)
def test_tf_number(text, number, sex):
    identity = parse(text, kind="TF", today=TODAY)
    assert identity == Identity("TF", number, date(1976, 4, 25), 1976, sex)
    assert parse(identity.number, kind="TF", today=TODAY) == identity


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("197604252382", Fault.TF_FORM),
        ("760425TF12", Fault.TF_FORM),
        ("19760425TÅ12", Fault.TF_FORM),
        ("19760425+TF12", Fault.TF_FORM),
        ("19760431TF12", Fault.DATE),
        ("19760485TF12", Fault.DATE),
        ("19760060TF12", Fault.DATE),
        ("20761231TF12", Fault.FUTURE),
        ("1,97604E+11", Fault.SCIENTIFIC),
        ("", Fault.EMPTY),
    ],
)
def test_tf_number_refused(text, fault):
    assert fault_of(text, kind="TF") is fault


def test_the_stated_type_must_be_that_of_the_number():
    assert fault_of("202601612381", kind="PNR") is Fault.NOT_PNR
    assert fault_of("197604252382", kind="SAMNR") is Fault.NOT_SAMNR
    assert fault_of("197604252382", kind="SKYDDAD") is Fault.KIND


@pytest.mark.parametrize(
    ("number", "kind"), [*((n, None) for n in OFFICIAL), ("19760425TF12", "TF")]
)
def test_an_identity_shows_itself_masked(number, kind):
    identity = parse(number, kind=kind, today=TODAY)
    assert identity.masked == f"{number[:8]}-****"
    shown = [
        str(identity),
        repr(identity),
        f"{identity}",
        f"{identity:>20}",
        f"{identity!r}",
        "%s" % identity,  # noqa: UP031 - the old form must not show it either
    ]
    for text in [
        *shown,
        pprint.pformat({"who": [identity]}),
        str({identity}),
        "{}".format(identity),  # noqa: UP032 - as above
    ]:
        assert number[:8] in text
        assert number[8:] not in text


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("197604252383", None),
        ("19760425-0000", None),
        ("299001012386", None),
        ("19760431-2382", None),
        ("197604252382", "SAMNR"),
        ("197604252382", "TF"),
        ("197604252382", "1976"),
        ("19760425TF12", None),
        ("19760431TF12", "TF"),
        ("197604252382.0", None),
        ("1.97604252382E+11", None),
        ("97604252382", None),
        ("19760425x2382x", None),
        (197604252382, None),
        ("19760425+2382", None),
        ("191711602398", None),
    ],
)
def test_no_error_shows_the_number(text, kind):
    with pytest.raises(InvalidIdentity) as caught:
        parse(text, kind=kind, today=TODAY)
    error = caught.value
    shown = (
        "".join(traceback.format_exception_only(error))
        + f"{error} {error!r} {error.args} {error.message}"
    )
    for part in ("2382", "2383", "2386", "2398", "0425", "0431", "602398"):
        assert part not in shown
    assert error.__cause__ is None


def test_errors_survive_a_worker_process():
    error = pickle.loads(pickle.dumps(InvalidIdentity(Fault.DATE)))  # noqa: S301 - our own bytes
    assert (error.fault, str(error)) == (Fault.DATE, Fault.DATE.value)


@pytest.mark.parametrize(
    ("number", "kind", "protected"),
    [
        ("197604252382", None, "19760425Tf29"),
        ("197611182390", None, "19761118Tf19"),
        ("202601612381", None, "20260161Tf29"),
        ("191500722390", None, "19150072Tf19"),
        ("19760425TF2A", "TF", "19760425Tf29"),
        ("19760425TFAB", "TF", "19760425TfX9"),
    ],
)
def test_protected_form(number, kind, protected):
    assert parse(number, kind=kind, today=TODAY).protected_form == protected


AGES = """
197604252382 1976-04-24 None
197604252382 1976-04-25 0
197604252382 2017-04-24 40
197604252382 2017-04-25 41
197602292380 2017-02-27 40
197602292380 2017-02-28 40
197602292380 2017-03-01 41
197602292380 2020-02-29 44
202201612393 2026-01-01 4
191500722390 1950-12-11 34
191500722390 1950-12-12 35
191711602399 1950-11-29 32
191711602399 1950-11-30 33
191711602399 1917-11-01 0
191711602399 1917-10-31 None
"""


@pytest.mark.parametrize("case", AGES.strip().splitlines())
def test_age(case):
    number, day, age = case.split()
    assert str(parse(number, today=TODAY).age_on(date.fromisoformat(day))) == age
