"""Files to import, and the commands that import them."""

import csv
import io
import zipfile
from datetime import date
from types import SimpleNamespace

import openpyxl
from django.core.management import call_command

from mia.core import personnummer
from participants.people.models import PersonalNumber

PERSON = personnummer.test_number(date(1990, 5, 17), "K")
OTHER = personnummer.test_number(date(1985, 2, 3), "M")
ROW = {
    "delprojekt": "OS",
    "personnummer": PERSON.formatted,
    "fornamn": "Alva",
    "efternamn": "Ekman",
    "startdatum": "2021-03-01",
}
CONTACT = {
    "delprojekt": "OS",
    "personnummer": PERSON.number,
    "datum": "2021-04-01",
    "minuter": "60",
    "kanal": "MOTE",
}


def as_csv(*rows, delimiter=";", encoding="utf-8-sig"):
    """Bytes of a file whose header is every column of any row."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, names, delimiter=delimiter, restval="", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def as_xlsx(*rows):
    """Bytes of a workbook whose header is every column of any row."""
    names = list(dict.fromkeys(name for row in rows for name in row))
    return workbook(names, *([row.get(name) for name in names] for row in rows))


def workbook(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(content, name, markup):
    """The workbook with this text in place of one of its parts, or as one more."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", 8) as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, markup)
    return out.getvalue()


def read(command, path, **options):
    """Run the command: exit code, last line, everything on standard error."""
    out, err = io.StringIO(), io.StringIO()
    code = 0
    try:
        call_command(command, str(path), stdout=out, stderr=err, **options)
    except SystemExit as ended:
        code = ended.code
    lines = out.getvalue().splitlines()
    return SimpleNamespace(code=code, last=lines[-1], errors=err.getvalue(), out=out.getvalue())


class Files:
    """Writes rows (or bytes) into a folder and imports them."""

    def __init__(self, folder):
        self.folder = folder

    def participants(self, *rows, **options):
        return self._read("import_participants", rows, options)

    def contacts(self, *rows, **options):
        return self._read("import_contacts", rows, options)

    def _read(self, command, rows, options):
        content = rows[0] if isinstance(rows[0], bytes) else as_csv(*rows)
        path = self.folder / options.pop("name", "fil.csv")
        path.write_bytes(content)
        return read(command, path, **options)


def line(rows=0, new=0, changed=0, unchanged=0, wrong=0):
    return f"rader={rows} nya={new} ändrade={changed} oförändrade={unchanged} fel={wrong}"


def person(identity=PERSON):
    """The participant with this number."""
    return PersonalNumber.objects.get(number=identity.number).participant
