"""Cells that are no values: errors, dates, formulas, invisible characters; and lists of codes."""

from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from interventions.contacts.enums import Channel, Outcome
from interventions.contacts.models import Contact
from interventions.imports import lookups
from interventions.imports.contact_columns import CONTACT_COLUMNS
from interventions.imports.participant_columns import participant_columns
from interventions.methods.enums import Method
from mia.core import plain_text
from mia.core.cells import CellError
from participants.assignments.models import Assignment
from participants.enrolments.enums import Answer, Education, LabourStatus, Work
from participants.enrolments.models import Enrolment
from participants.people.enums import IdentityKind, Protection
from participants.people.models import Participant, PersonalNumber
from tests import factories
from tests.interventions.imports.files import (
    CONTACT,
    OTHER,
    PERSON,
    ROW,
    as_csv,
    as_xlsx,
    line,
    read,
    with_part,
    workbook,
)

SHEET = "xl/worksheets/sheet1.xml"


def sheet_with(cell):
    names = "".join(f'<c t="inlineStr"><is><t>{name}</t></is></c>' for name in ROW)
    values = ""
    for name, value in ROW.items():
        text = f'<c t="inlineStr"><is><t>{value}</t></is></c>'
        values += cell if name == "personnummer" else text
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rows = f"<row>{names}</row><row>{values}</row>"
    return f'<worksheet xmlns="{main}"><sheetData>{rows}</sheetData></worksheet>'


def with_cell(cell):
    """A workbook whose personal number is this cell, as a spreadsheet writes it."""
    content = as_xlsx(ROW | {"startdatum": datetime(2021, 3, 1)})  # style 1 is that of a date
    return with_part(content, SHEET, sheet_with(cell))


@pytest.mark.parametrize("error", sorted(plain_text.ERROR_CELLS))
def test_an_error_cell_says_row_and_column(files, error):
    done = files.participants(with_cell(f'<c t="e"><v>{error}</v></c>'), name="fil.xlsx")
    assert done.last == line(rows=1, wrong=1)
    assert "rad 2, kolumn personnummer" in done.errors
    assert f"Cellen visar felet {error} i kalkylbladet" in done.errors
    assert "skadad" not in done.errors
    for column in ("fornamn", "startdatum", "delprojekt"):
        done = files.participants(ROW | {column: error})
        assert f"rad 2, kolumn {column}" in done.errors


@pytest.mark.parametrize("cell", [datetime(1990, 5, 17), 199005172380, 1.5, True])
def test_a_cell_that_is_no_text_says_row_and_column(files, cell):
    header, row = list(ROW), [cell if name == "personnummer" else ROW[name] for name in ROW]
    done = files.participants(workbook(header, row), name="fil.xlsx")
    assert done.last == line(rows=1, wrong=1)
    assert "rad 2, kolumn personnummer" in done.errors
    assert "inte som text" in done.errors


def test_a_number_in_a_cell_for_dates_says_row_and_column(files):
    """openpyxl warns with the number in the text; it must not reach the log, nor the error."""
    content = with_cell('<c s="1"><v>199005172380</v></c>')
    done = files.participants(content, name="fil.xlsx")
    assert "rad 2, kolumn personnummer" in done.errors
    assert "199005172380" not in done.errors


def test_an_empty_workbook_says_so(files):
    for content in (workbook(), workbook([None, None]), workbook(["", " "])):
        assert "Filen är tom" in files.participants(content, name="fil.xlsx").errors


def test_contacts_of_a_person_with_a_tf_number(files):
    row = ROW | {"personnummer": "19900517TF12", "identitetstyp": "TF"}
    assert files.participants(row).last == line(rows=1, new=1)
    contact = CONTACT | {"personnummer": "19900517TF12"}
    assert "identitetstypen TF" in files.contacts(contact).errors
    assert files.contacts(contact | {"identitetstyp": "TF"}).last == line(rows=1, new=1)
    assert files.contacts(contact | {"identitetstyp": "tf"}).last == line(rows=1, unchanged=1)


CODES = {
    "identitetstyp": IdentityKind.values,
    "skydd": Protection.values,
    "arbetsmarknadsstatus": LabourStatus.values,
    "utbildning": Education.values,
    "arbete_fore": Work.values,
    "arbete_efter": Work.values,
    "funktionsnedsattning": Answer.values,
    "utlandsk_bakgrund": Answer.values,
    "hemlos": Answer.values,
    "kanal": Channel.values,
    "utfall": Outcome.values,
    "metod": Method.values,
    "metoder": Method.values,
}
LISTS = ("remitterande", "forsorjning_fore", "forsorjning_efter", "avslutsanledning", "projekt")


@pytest.mark.django_db
@pytest.mark.parametrize("name", [*CODES, *LISTS, "kommun"])
def test_codes_are_read_without_case(name):
    """docs/formats.md §3, for each list of codes."""
    valid = lookups.valid_codes()
    columns = [*participant_columns(valid), *CONTACT_COLUMNS]
    (column, *_) = [column for column in columns if column.name == name]
    values = (
        CODES.get(name)
        or {
            "remitterande": valid.referrers,
            "forsorjning_fore": list(valid.incomes),
            "forsorjning_efter": list(valid.incomes),
            "avslutsanledning": valid.exits,
            "projekt": list(valid.projects),
            "kommun": valid.municipalities,
        }[name]
    )
    for value in values:
        assert column.read(f" {value.lower()} ") == column.read(value) is not None
    with pytest.raises(CellError, match="Giltiga koder"):
        column.read("FINNS_INTE")


@pytest.mark.parametrize("column", ["fornamn", "efternamn", "stadsdel"])
@pytest.mark.parametrize("value", ["=1+1", "+46", "-1", "@x", "\uff1d1", "A\u202eb", "A\x07b"])
def test_names_and_districts_are_no_formulas(files, column, value):
    done = files.participants(as_csv(ROW | {column: value}))
    assert done.last == line(rows=1, wrong=1)
    assert f"rad 2, kolumn {column}" in done.errors
    assert plain_text.NOT_PLAIN in done.errors


@pytest.mark.parametrize("value", ["", " ", "=1+1", "A\u202eb", "A\nb", "\t"])
def test_the_database_refuses_them_too(world, value):
    rows = [
        (Participant.objects.filter(pk=world.own.participant_id), "given_name"),
        (Participant.objects.filter(pk=world.own.participant_id), "family_name"),
    ]
    if value:
        rows.append((Enrolment.objects.filter(pk=world.own.pk), "district"))
    for row, field in rows:
        with pytest.raises(IntegrityError, match="is_plain"), transaction.atomic():
            row.update(**{field: value})


def test_rejected_rows_are_harmless_and_the_same_again(files):
    rejects = files.folder / "fel.csv"
    bad = ROW | {"personnummer": OTHER.formatted, "startdatum": "x", "x_egen": "=1+1"}
    files.participants(ROW | {"x_egen": ""}, bad, reject_file=rejects)
    text = rejects.read_text(encoding="utf-8-sig")
    assert ";'=1+1;" in text
    rejects.write_text(text.replace(";x;", ";'2021-03-01;"), encoding="utf-8-sig")
    assert read("import_participants", rejects).code == 1
    rejects.write_text(text.replace(";x;", ";2021-03-01;"), encoding="utf-8-sig")
    assert read("import_participants", rejects).last == line(rows=1, new=1)


@pytest.mark.parametrize(("role", "goes_in"), [("case_worker", False), ("project_leader", True)])
def test_nobody_makes_oneself_responsible_by_file(send, world, role, goes_in):
    """Who both reads in files and works with participants could open every case so."""
    both = factories.StaffFactory(username="bada")
    for name in ("coordinator", role):
        factories.MembershipFactory(staff=both, role=name, delprojekt=world.os)
    number = PersonalNumber.objects.get(participant=world.colleagues.participant).number
    row = ROW | {
        "personnummer": number,
        "startdatum": str(world.colleagues.started_on),
        "fornamn": world.colleagues.participant.given_name,
        "efternamn": world.colleagues.participant.family_name,
    }
    send(row | {"handledare": "bada"}, user=both, confirm=True)
    is_assigned = Assignment.objects.filter(enrolment=world.colleagues, staff=both).exists()
    assert is_assigned == goes_in
    send(row | {"handledare": "dan"}, user=both, confirm=True)
    assert Assignment.objects.filter(enrolment=world.colleagues, staff=world.dan).exists()


def test_one_who_may_register_is_responsible_for_a_new_person_by_file(send, world):
    both = factories.StaffFactory(username="bada")
    for name in ("coordinator", "case_worker"):
        factories.MembershipFactory(staff=both, role=name, delprojekt=world.os)
    send(ROW | {"handledare": "bada"}, user=both, confirm=True)
    made = Enrolment.objects.get(participant__personal_numbers__number=PERSON.number)
    assert Assignment.objects.filter(enrolment=made, staff=both).exists()
    assert not Contact.objects.filter(enrolment=made).exists()
