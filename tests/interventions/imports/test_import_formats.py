"""Every format, both kinds of file, by both entrances; and workbooks that are too large to read."""

import io
import os
import resource
import time
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from interventions.contacts.models import Contact
from interventions.imports import engine
from mia.core import tabular, workbook_limits
from participants.enrolments.models import Enrolment
from participants.people.models import PersonalNumber
from tests.interventions.imports.files import (
    CONTACT,
    OTHER,
    PERSON,
    ROW,
    as_csv,
    as_xlsx,
    line,
    with_part,
    workbook,
)

FORMATS = {
    "csv": ("fil.csv", lambda row: as_csv(row, encoding="utf-8")),
    "csv with a byte order mark": ("fil.csv", lambda row: as_csv(row, encoding="utf-8-sig")),
    "csv with tabs": ("fil.txt", lambda row: as_csv(row, delimiter="\t")),
    "xlsx": ("fil.xlsx", as_xlsx),
    "xlsx in capitals": ("FIL.XLSX", as_xlsx),
}
SHEET = "xl/worksheets/sheet1.xml"
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SECOND = 1.0


def contact_of(enrolment):
    number = PersonalNumber.objects.get(participant=enrolment.participant).number
    return (
        CONTACT
        | {"personnummer": number, "starttid": "11:00"}
        | {
            "datum": str(enrolment.started_on),
            "minuter": "17",
        }
    )


@pytest.mark.parametrize("kind", ["participants", "contacts"])
@pytest.mark.parametrize("entrance", ["page", "command"])
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_goes_in_by_page_and_by_command(send, files, world, name, entrance, kind):
    file_name, write = FORMATS[name]
    row = ROW | {"efternamn": "Åkesson"} if kind == "participants" else contact_of(world.own)
    if entrance == "page":
        _, page = send(write(row), name=file_name, kind=kind, confirm=True)
        assert "Alla rader är inlästa" in page.content.decode()
    else:
        assert getattr(files, kind)(write(row), name=file_name).last == line(rows=1, new=1)
    if kind == "participants":
        enrolment = Enrolment.objects.get(participant__personal_numbers__number=PERSON.number)
        assert enrolment.participant.family_name == "Åkesson"
    else:
        assert Contact.objects.get(minutes=17).enrolment == world.own


def test_a_workbook_with_errors_is_handed_back_as_csv_by_page(send):
    content = as_xlsx(ROW, ROW | {"personnummer": OTHER.number, "startdatum": "i går"})
    client, page = send(content, name="fil.xlsx", confirm=True)
    assert "Filen är inläst" in page.content.decode()
    answer = client.get(page.request["PATH_INFO"] + "felaktiga-rader/")
    assert OTHER.number in answer.content.decode("utf-8-sig")


def large_workbook(unpacked):
    """About 39 MB that unpack to so many bytes: a picture that cannot be packed, and a sheet."""
    out = io.BytesIO()
    picture = os.urandom(38 * 1024 * 1024)
    with zipfile.ZipFile(io.BytesIO(as_xlsx(ROW))) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part))
        new.writestr("xl/media/bild.png", picture)
        rows = b"<row r='1'><c r='A1'><v>1</v></c></row>" * 20_000
        with new.open(deflated("xl/worksheets/sheet2.xml"), "w", force_zip64=True) as sheet:
            for _ in range((unpacked - len(picture)) // len(rows) + 1):
                sheet.write(rows)
    return out.getvalue()


def deflated(name):
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    info._compresslevel = 1
    return info


def test_39_megabytes_that_unpack_to_350_are_refused_at_once_with_flat_memory(tmp_path):
    path = tmp_path / "upload"
    path.write_bytes(large_workbook(350 * 1024 * 1024))
    assert 38 < path.stat().st_size / 1024**2 < 41
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    start = time.monotonic()
    with pytest.raises(tabular.FileError, match=r"orimligt stort .* 35\d MB, högst 300 MB"):
        tabular.open_table(path, set(ROW))
    assert time.monotonic() - start < SECOND
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 5 * 1024  # kB


def sheet(markup):
    return with_part(as_xlsx(ROW), SHEET, f"<worksheet {MAIN}>{markup}</worksheet>")


def rows_of(count, row="<row/>"):
    return f"<sheetData>{row * count}</sheetData>"


TOO_LARGE = {
    "rows": (lambda: sheet(rows_of(1_048_577)), "1 048 577 rader, högst 1 048 576"),
    "cells": (lambda: sheet(rows_of(1_001, f"<row>{'<c/>' * 5_000}</row>")), "celler, högst 5"),
    "cells with a prefix": (
        lambda: sheet(rows_of(1_001, f"<x:row >{'<x:c r=1/>' * 5_000}</x:row>")),
        "celler, högst 5",
    ),
    "other elements": (lambda: sheet("<mergeCell/>" * 210_000), "orimligt mycket formatering"),
    "styles": (
        lambda: with_part(as_xlsx(ROW), "xl/styles.xml", "<xf/>" * 210_000),
        "orimligt mycket formatering",
    ),
    "texts": (
        lambda: with_part(as_xlsx(ROW), "xl/sharedStrings.xml", "<si/>" * 2_600_000),
        "texter, högst",
    ),
    "ratio": (lambda: with_part(as_xlsx(ROW), "x.bin", b"0" * 30_000_000), "gånger filens"),
    "parts": (lambda: many_parts(1_100), "delar, högst 1000"),
    "packing": (lambda: packed_with(zipfile.ZIP_LZMA), "packat på ett ovanligt sätt"),
}


def many_parts(count):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number}.bin", b"")
    return out.getvalue()


def packed_with(method):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<worksheet/>")
    return out.getvalue()


@pytest.mark.parametrize("name", TOO_LARGE)
def test_a_workbook_beyond_a_limit_is_refused_before_it_is_read(tmp_path, monkeypatch, name):
    monkeypatch.setattr(tabular.openpyxl, "load_workbook", None)  # a call would say "skadad"
    monkeypatch.setattr(workbook_limits, "MOST_RATIO", 200 if name == "ratio" else 10_000)
    make, told = TOO_LARGE[name]
    path = tmp_path / "upload"
    path.write_bytes(make())
    with pytest.raises(tabular.FileError, match=told):
        tabular.open_table(path, set(ROW))


def test_tags_are_counted_where_the_part_is_cut(monkeypatch):
    markup = b"<x:row ><c r='1'><v>1</v></c></x:row >" * 50
    for piece in range(70, 110):
        monkeypatch.setattr(workbook_limits, "PIECE", piece)
        elements = workbook_limits._count_elements(io.BytesIO(markup))
        assert (elements.rows, elements.cells, elements.every) == (100, 50, 150)


def test_a_cell_far_out_to_the_right_or_below_takes_no_memory(files):
    """A row's length was that of its last cell: a cell named ZZZZZZ1 was a list of 321 million."""
    far = '<row><c r="ZZZZZZ1" t="inlineStr"><is><t>x</t></is></c></row>'
    for markup in (f"<sheetData>{far}</sheetData>", '<sheetData><row r="9999999999"/></sheetData>'):
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        done = files.participants(sheet(markup), name="fil.xlsx")
        assert (done.code, done.last) == (1, line())
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 50 * 1024


def test_too_many_rows_columns_and_faults_are_told(files, monkeypatch):
    monkeypatch.setattr(tabular, "MOST_ROWS", 1)
    for content in (as_csv(ROW, ROW), as_xlsx(ROW, ROW)):
        assert "fler än 500 000 rader" in files.participants(content).errors
    wide = [f"x_{number}" for number in range(201)]
    for content in (";".join(wide).encode() + b"\n1\n", workbook(wide, ["1"])):
        assert "fler än 200 kolumner" in files.participants(content).errors
    long = as_csv(ROW) + b";" * 2_000_001
    assert "Rad 3 är orimligt lång" in files.participants(long).errors
    monkeypatch.setattr(engine, "MOST_PROBLEMS", 1)
    monkeypatch.setattr(tabular, "MOST_ROWS", 10)
    done = files.participants(ROW | {"startdatum": "x"}, ROW | {"startdatum": "y"})
    assert "fler än 200 000 fel" in done.errors


def test_an_upload_that_is_no_workbook_is_told_on_the_page(send, login, world):
    for content, told in ((b"PK\x03\x04" + b"x" * 99, "skadad"), (workbook(), "Filen är tom")):
        _, page = send(content, name="fil.xlsx")
        assert told in page.content.decode()
    sent = login(world.coordinator).post(
        "/las-in/", {"kind": "contacts", "file": SimpleUploadedFile("fil.xls", b"x")}
    )
    assert "CSV eller XLSX" in sent.content.decode()
