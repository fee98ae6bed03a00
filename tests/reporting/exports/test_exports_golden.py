"""Every export against a file that a person has read, byte for byte (docs/formats.md §4). Made anew
with MIA_GOLDEN=write.
"""

import csv
import io
import os
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from django.db import connection

from mia.core import plain_text
from mia.organisation.delprojekt.models import Delprojekt, EsfProject
from reporting.exports import files, rows
from reporting.exports.declaration import ColumnKind
from tests.reporting import county
from tests.reporting.county import MADE

GOLDEN = Path(__file__).parent / "golden"
CASES = {
    "esf-deltagare": {},
    "sus-poster": {},
    "esf-indikatorer": {"exact": True},
    "esf-indikatorer-2021": {"exact": True, "programme": "2021"},
    "esf-indikatorer-dold": {},
    "sus-aggregat": {"exact": True},
    "sus-aggregat-dold": {},
    "malbild": {},
}
NUMBERED = {ColumnKind.WHOLE, ColumnKind.TENTH}


@pytest.fixture
def here(db):
    return county.county()


def made(here, as_user, case, extension):
    slug = next(
        slug
        for slug in ("esf-deltagare", "sus-poster", "esf-indikatorer", "sus-aggregat", "malbild")
        if case.startswith(slug)
    )
    export = county.export(slug)
    scope = county.report_scope(**CASES[case])
    file = io.BytesIO()
    with as_user(here.coordinator):
        files.write(export, scope, extension, file, MADE)
    return export, scope, file.getvalue()


@pytest.mark.parametrize("case", CASES)
def test_csv_is_the_golden_file(here, as_user, case):
    _, _, content = made(here, as_user, case, "csv")
    path = GOLDEN / f"{case}.csv"
    if os.environ.get("MIA_GOLDEN") == "write":
        path.write_bytes(content)
    assert content == path.read_bytes()


@pytest.mark.parametrize("case", CASES)
def test_xlsx_says_the_same_in_typed_cells(here, as_user, case):
    """Read back cell by cell: the golden file's values, each of its column's type."""
    export, scope, content = made(here, as_user, case, "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book[export.slug]
    golden = list(
        csv.reader((GOLDEN / f"{case}.csv").read_text("utf-8-sig").splitlines(), delimiter=";")
    )
    found = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert book.sheetnames == [export.slug, "Om"]
    assert sheet.freeze_panes == "A2"
    assert found[0] == golden[0]
    columns = export.columns_for(scope)
    for line, wanted in zip(found[1:], golden[1:], strict=True):
        for column, value, text in zip(columns, line, wanted, strict=True):
            assert as_text(value) == text
            assert value is None or isinstance(value, types_of(column, text)), (
                column.heading,
                value,
            )
    for row in sheet.iter_rows(min_row=2):
        for column, cell in zip(columns, row, strict=True):
            assert cell.data_type != "f"
            if column.heading == "Personnummer" and cell.value:
                assert (cell.data_type, cell.number_format) == ("s", "@")


def types_of(column, text):
    if text == "..":
        return str
    if column.kind in NUMBERED:
        return (int, float)
    return datetime if column.kind is ColumnKind.DATE else str


def as_text(value):
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}"
    return f"{value:.1f}".replace(".", ",") if isinstance(value, float) else str(value)


@pytest.mark.parametrize("extension", ["csv", "xlsx"])
@pytest.mark.parametrize("case", CASES)
def test_the_same_data_gives_the_same_bytes(here, as_user, case, extension):
    assert made(here, as_user, case, extension)[2] == made(here, as_user, case, extension)[2]


def test_the_workbook_says_what_it_is(here, as_user, settings):
    _, _, content = made(here, as_user, "esf-indikatorer", "xlsx")
    about = dict(
        openpyxl.load_workbook(io.BytesIO(content))["Om"].iter_rows(max_col=2, values_only=True)
    )
    assert about["Rapport"] == "ESF: gemensamma indikatorer"
    assert about["Period"] == "2021-03"
    assert about["Programperiod"] == "2014–2020"
    assert about["Skapad"] == "2021-04-01 08:30:00"
    assert about["Skapad av"] == "Karin Koordinator"
    assert settings.VERSION in about["Version"]
    assert "MIA HBS" in about["Delprojekt"]


def test_a_csv_is_written_as_the_contract_says(here, as_user):
    _, _, content = made(here, as_user, "esf-deltagare", "csv")
    assert content.startswith("\ufeffDiarienummer;".encode())
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n")


@pytest.fixture
def former_text(here):
    """Names as they may have been before the database refused them."""
    for table, name in (("delprojekt", "name"), ("esfproject", "reference")):
        with connection.cursor() as cursor:
            cursor.execute(
                f"ALTER TABLE organisation_{table} DROP CONSTRAINT {table}_{name}_is_plain"
            )


@pytest.mark.usefixtures("former_text")
def test_one_message_from_the_database_is_one_row(here, as_user):
    """The line ending is put on by us: a message with two rows, or half of one, would break the
    file.
    """
    here.hbs.name = 'MIA "HBS";\nandra raden'
    here.hbs.save()
    with as_user(here.coordinator):
        export = county.export("sus-poster")
        texts = [row.line for row in rows.read(export, county.report_scope())]
    lines = rows.values_of_lines(list(export.columns), texts)
    assert [line[1] for line in lines].count('MIA "HBS";\nandra raden') == 3


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("+46", "'+46"),
        ("-1", "'-1"),
        ("@x", "'@x"),
        ("\tx", "'\tx"),
        ("\rx", "'\rx"),
        ("\uff1d1", "'\uff1d1"),
        ("a=1", "a=1"),
    ],
)
def test_formulas_are_made_harmless_for_people(text, safe):
    assert plain_text.harmless(text) == safe
    assert plain_text.without_apostrophe(safe) == text


@pytest.mark.usefixtures("former_text")
def test_an_authoritys_file_is_never_altered(here, as_user):
    here.hbs.name = "=HBS"
    here.hbs.save()
    for extension in ("csv", "xlsx"):
        content = made(here, as_user, "sus-poster", extension)[2]
        if extension == "csv":
            assert b";=HBS;" in content
        else:
            cell = openpyxl.load_workbook(io.BytesIO(content))["sus-poster"]["B2"]
            assert (cell.value, cell.data_type) == ("=HBS", "s")


@pytest.mark.usefixtures("former_text")
def test_what_begins_as_a_formula_in_an_authoritys_file_is_told(here, as_user, login):
    """In the sheet Om and on the page; a file without such a text says nothing."""
    page = "/rapporter/{}/?month=2021-03&project=MIA_VIDARE"
    for case, model, facts, count in (
        ("sus-poster", Delprojekt, {"name": "=HBS"}, 3),
        ("esf-deltagare", EsfProject, {"reference": "-2020/1"}, 5),
    ):
        before = notes_of(made(here, as_user, case, "xlsx")[2])
        assert not before
        rows_of_model = model.objects.filter(code__in=("HBS", "MIA_VIDARE"))
        client = login(here.coordinator)
        assert "börjar med" not in client.get(page.format(case)).content.decode()
        rows_of_model.update(**facts)
        (note,) = notes_of(made(here, as_user, case, "xlsx")[2])
        assert note.startswith(f"{count} rader har en text som börjar med"), note
        assert "börjar med = + - eller @" in client.get(page.format(case)).content.decode()


def notes_of(content):
    about = openpyxl.load_workbook(io.BytesIO(content))["Om"]
    rows_of_sheet = about.iter_rows(max_col=2, values_only=True)
    return [text for label, text in rows_of_sheet if label == "Att veta"]
