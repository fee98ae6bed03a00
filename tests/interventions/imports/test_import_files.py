"""What a file may look like, what makes it unusable, and the file of rejected rows."""

import io
import stat
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interventions.methods.models import MethodWork
from mia.core import personnummer
from mia.core.plain_text import is_plain, without_apostrophe
from participants.enrolments.models import Enrolment
from participants.people.models import Participant
from tests.interventions.imports.files import OTHER, PERSON, ROW, as_csv, line, read, workbook


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_delimiters_and_byte_order_mark(files, delimiter, encoding):
    content = as_csv(ROW | {"efternamn": "Åkesson"}, delimiter=delimiter, encoding=encoding)
    assert files.participants(content).last == line(rows=1, new=1)
    assert Participant.objects.filter(family_name="Åkesson").exists()


def test_header_in_any_case_and_order_with_empty_rows_and_quotes(files):
    content = (
        f'Startdatum ; EFTERNAMN;fornamn;"personnummer";Delprojekt;X_anm;\n\n'
        f';;;;;;\n2021-03-01;"Ek;man";Alva;{PERSON.number};os;"rad\nett";\n;;;;;;\n'
    ).encode()
    assert files.participants(content).last == line(rows=1, new=1)
    assert Participant.objects.get(given_name="Alva").family_name == "Ek;man"


def test_a_workbook_with_real_dates(files):
    header = [
        "delprojekt",
        "personnummer",
        "fornamn",
        "efternamn",
        "startdatum",
        "forsorjning_manader",
        "i_utbildning",
    ]
    content = workbook(
        header,
        ["OS", PERSON.number, "Alva", "Ekman", datetime(2021, 3, 1), 12, True],
        [None] * 7,
        ["OS", OTHER.formatted, "Bo", "Ekman", "2021-03-01", "12,0", "nej"],
    )
    assert files.participants(content, name="fil.xlsx").last == line(rows=2, new=2)
    assert Enrolment.objects.get(participant__given_name="Alva").started_on == date(2021, 3, 1)


def test_numbers_that_a_spreadsheet_has_damaged_are_named(files):
    header = list(ROW)
    rows = [
        ["OS", number, "Alva", "Ekman", "2021-03-01"]
        for number in (199005172380, 1.97604e11, datetime(1990, 5, 17))
    ]
    done = files.participants(workbook(header, *rows), name="fil.xlsx")
    assert done.last == line(rows=3, wrong=3)
    assert done.errors.count("inte som text") == 3
    assert "199005172380" not in done.errors


UNUSABLE = {
    "empty": (b"", "tom"),
    "blank": (b"\n \n", "tom"),
    "bom only": (b"\xef\xbb\xbf", "tom"),
    "header only": (as_csv(ROW).splitlines(keepends=True)[0], "bara en rubrikrad"),
    "latin-1": (
        as_csv(ROW | {"efternamn": "Åkesson"}, encoding="latin-1"),
        "inte sparad som UTF-8",
    ),
    "utf-16": (as_csv(ROW, encoding="utf-16"), "UTF-16"),
    "nul": (as_csv(ROW | {"efternamn": "Ek\0man"}), "nolltecken på rad 2"),
    "open quote": (as_csv(ROW) + b'OS;"1990', "Citattecknen"),
    "missing column": (
        as_csv({k: v for k, v in ROW.items() if k != "startdatum"}),
        "kolumnen startdatum saknas",
    ),
    "unknown column": (as_csv(ROW | {"skostorlek": "42"}), "kolumnen skostorlek är okänd"),
    "column twice": (as_csv(ROW | {"Fornamn": "B"}), "fornamn förekommer två gånger"),
    "no table": (b"\x00\x01\x02", "nolltecken"),
    "old workbook": (b"\xd0\xcf\x11\xe0" + b"x" * 99, "gammalt eller lösenordsskyddat"),
    "broken workbook": (b"PK\x03\x04" + b"x" * 99, "skadad"),
    "other archive": (b"", ""),
}


@pytest.mark.parametrize("name", UNUSABLE)
def test_a_file_that_cannot_be_used_is_told_in_one_sentence(files, name):
    content, told = UNUSABLE[name]
    if name == "other archive":
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("a.txt", "hej")
        content, told = out.getvalue(), "skadad"
    before = Enrolment.objects.count()
    done = files.participants(content)
    assert (done.code, done.last) == (1, line())
    sentences = [
        text for text in done.errors.splitlines() if not text.startswith(("Förbereder", "Läser"))
    ]
    assert len(sentences) == 1
    assert told in sentences[0]
    assert Enrolment.objects.count() == before


def test_a_file_that_is_not_there(files):
    done = read("import_participants", files.folder / "finns-inte.csv")
    assert (done.code, done.last) == (1, line())
    assert "finns inte" in done.errors


def test_a_workbook_that_unpacks_without_end_is_refused(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    done = files.participants(out.getvalue(), name="bomb.xlsx")
    assert "orimligt stort" in done.errors


def test_a_workbook_with_entities_is_refused(files):
    content = workbook(list(ROW), list(ROW.values()))
    out = io.BytesIO()
    bomb = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbbbbbb">]><worksheet>&b;</worksheet>'
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            new.writestr(part, bomb if part.endswith("sheet1.xml") else old.read(part))
    done = files.participants(out.getvalue(), name="entity.xlsx")
    assert (done.code, done.last) == (1, line())
    assert "skadad" in done.errors


def test_rows_of_another_width_are_errors_of_their_own(files):
    content = (
        as_csv(ROW)
        + f"OS;{OTHER.number};Bo\r\nOS;{OTHER.number};Bo;Ek;2021-03-01;;\r\n".encode()
        + b"OS;1;2;3;4;5\r\n"
    )
    done = files.participants(content)
    assert done.last == line(rows=4, wrong=2)
    assert "rad 3: Raden har 3 fält men rubrikraden har 5" in done.errors
    assert "rad 5: Raden har 6 fält" in done.errors


def test_rejected_rows_come_back_unchanged_and_the_others_go_in(files):
    rejects = files.folder / "fel.csv"
    bad = ROW | {"personnummer": OTHER.formatted, "fornamn": "Bo", "startdatum": " 2021-13-01"}
    done = files.participants(as_csv(ROW, bad, delimiter=","), reject_file=rejects)
    assert (done.code, done.last) == (1, line(rows=2, new=1, wrong=1))
    assert stat.S_IMODE(rejects.stat().st_mode) == 0o600
    header, row = rejects.read_text(encoding="utf-8-sig").splitlines()
    assert header == "delprojekt,personnummer,fornamn,efternamn,startdatum,x_rad,x_fel"
    assert row.startswith(f"OS,{OTHER.formatted},Bo,Ekman, 2021-13-01,3,")
    assert "ÅÅÅÅ-MM-DD" in row
    rejects.write_text(rejects.read_text(encoding="utf-8-sig").replace(" 2021-13-01", "2021-12-01"))
    again = read("import_participants", rejects)
    assert (again.code, again.last) == (0, line(rows=1, new=1))
    assert not [path for path in files.folder.iterdir() if path.name.startswith(".")]


def test_a_second_rejection_keeps_two_columns(files):
    rejects = files.folder / "fel.csv"
    files.participants(ROW | {"startdatum": "x"}, reject_file=rejects)
    read("import_participants", rejects, reject_file=files.folder / "fel2.csv")
    header = (files.folder / "fel2.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert header == ";".join([*ROW, "x_rad", "x_fel"])


@pytest.mark.parametrize("target", ["fil.csv", "finns/inte/fel.csv"])
def test_where_rejected_rows_cannot_go(files, target):
    before = Enrolment.objects.count()
    done = files.participants(ROW, ROW | {"startdatum": "x"}, reject_file=files.folder / target)
    assert (done.code, done.last) == (1, line())
    assert Enrolment.objects.count() == before


def test_a_file_of_rejects_that_fails_leaves_nothing_behind(files, monkeypatch):
    """The good rows were written in the same transaction: with the file, they are taken back."""

    def full(descriptor):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    before = Enrolment.objects.count()
    done = files.participants(ROW, ROW | {"startdatum": "x"}, reject_file=files.folder / "fel.csv")
    assert (done.code, done.last) == (1, line())
    assert "Ingenting lästes in" in done.errors
    assert Enrolment.objects.count() == before
    assert sorted(path.name for path in files.folder.iterdir() if path.is_file()) == ["fil.csv"]


def is_read_plain(text):
    """The apostrophe that our own files put before a formula is taken away when they are read."""
    return is_plain(text) and is_plain(without_apostrophe(text))


days = st.dates(date(2017, 4, 1), date(2022, 12, 15))
rows = st.fixed_dictionaries(
    {
        "startdatum": days,
        "born": st.dates(personnummer.FIRST_TEST_BIRTH, date(2001, 1, 1)),
        "sex": st.sampled_from("KM"),
        "efternamn": st.text("aåÖé -'\";,=+@|", min_size=1, max_size=20)
        .map(str.strip)
        .filter(is_read_plain),
        "stadsdel": st.text("xyz;\"',=", max_size=20).map(str.strip).filter(is_read_plain),
        "education": st.sampled_from(["", "GYMNASIUM", "OKAND"]),
        "months": st.one_of(st.none(), st.integers(0, 600)),
        "seeking": st.sampled_from([None, True, False]),
        "methods": st.sets(st.sampled_from(["CM", "SE", "IPS", "BOSTON", "ASF"])),
        "income": st.sets(st.sampled_from(["AKASSA", "LON", "SJUKPENNING"])),
        "length": st.one_of(st.none(), st.integers(0, 700)),
    }
)


def written(row):
    """The row as a person could have written it in the file."""
    end = (
        None
        if row["length"] is None
        else date.fromordinal(row["startdatum"].toordinal() + row["length"])
    )
    return ROW | {
        "personnummer": personnummer.test_number(row["born"], row["sex"]).formatted,
        "efternamn": row["efternamn"],
        "startdatum": row["startdatum"].isoformat(),
        "stadsdel": row["stadsdel"],
        "utbildning": row["education"],
        "forsorjning_manader": "" if row["months"] is None else str(row["months"]),
        "arbetssokande_fore": {None: "", True: "ja", False: "nej"}[row["seeking"]],
        "metoder": "|".join(sorted(row["methods"])),
        "forsorjning_fore": "|".join(sorted(row["income"])),
        "slutdatum": end.isoformat() if end else "",
        "avslutsanledning": "FLYTT" if end else "",
    }


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    wanted=st.lists(rows, min_size=1, max_size=6, unique_by=lambda row: (row["born"], row["sex"])),
    delimiter=st.sampled_from(";,\t"),
)
def test_what_is_written_is_what_is_stored(files, wanted, delimiter):
    """Rows → file → import → the same facts; and once more changes nothing."""
    people = [personnummer.test_number(row["born"], row["sex"]).number for row in wanted]
    MethodWork.objects.filter(enrolment__participant__personal_numbers__number__in=people).delete()
    Enrolment.objects.filter(participant__personal_numbers__number__in=people).delete()
    content = as_csv(*map(written, wanted), delimiter=delimiter)
    assert files.participants(content).last == line(rows=len(wanted), new=len(wanted))
    for row, number in zip(wanted, people, strict=True):
        stored = Enrolment.objects.get(participant__personal_numbers__number=number)
        assert stored.participant.family_name == row["efternamn"]
        assert stored.started_on == row["startdatum"]
        assert (stored.ended_on is None) == (row["length"] is None)
        assert stored.district == row["stadsdel"]
        assert (stored.education or "") == row["education"]
        assert (stored.income_months, stored.seeking_before) == (row["months"], row["seeking"])
        assert set(stored.income_before) == row["income"]
        assert (
            set(MethodWork.objects.filter(enrolment=stored).values_list("method", flat=True))
            == row["methods"]
        )
    assert files.participants(content).last == line(rows=len(wanted), unchanged=len(wanted))
