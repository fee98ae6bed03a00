"""import_placements and import_attendance (docs/formats.md §3): what is wrong, and what happens
the second time.
"""

from datetime import date

import pytest

from interventions.attendance.models import Attendance
from interventions.hosts.models import Agreement
from interventions.placements.models import Placement
from tests import factories
from tests.interventions.imports.files import PERSON, ROW, line, read

PLACEMENT = {
    "delprojekt": "OS",
    "personnummer": PERSON.number,
    "startdatum": "2021-03-10",
    "vard": "Hela Människan Prov",
    "timmar": "2021-03-10=2|2021-04-21=5|2021-06-02=9",
    "bransch": "cafe",
    "handledare_vard": "Kim Prov",
}
ATTENDANCE = {
    "delprojekt": "OS",
    "personnummer": PERSON.number,
    "datum": "2021-03-10",
    "minuter": "90",
}


@pytest.fixture
def placed(files, world):
    """PERSON is enrolled in OS until November 2021, and there is a host with an agreement."""
    host = factories.HostFactory(name="Hela Människan Prov", organisation_number="5599990003")
    factories.AgreementFactory(host=host, delprojekt=world.os, reference="OS-1")
    factories.AgreementFactory(host=host, delprojekt=world.hbs, reference="HBS-1")
    files.participants(ROW | {"slutdatum": "2021-11-30", "avslutsanledning": "SJUKDOM"})
    return files


def send(files, command, *rows, **options):
    return files._read(f"import_{command}", rows, options)


def imported():
    return Placement.objects.get(enrolment__participant__personal_numbers__number=PERSON.number)


def test_a_full_row_becomes_everything_it_says_and_the_same_again_changes_nothing(placed, world):
    full = PLACEMENT | {"avtal": "os-1", "organisationsnummer": "559999-0003"}
    done = send(placed, "placements", full)
    assert (done.code, done.last) == (0, line(rows=1, new=1)), done.errors
    row = imported()
    assert (row.workplace, row.branch_id, row.supervisor) == (
        "Hela Människan Prov",
        "CAFE",
        "Kim Prov",
    )
    assert row.agreement.reference == "OS-1"
    assert list(row.steps.order_by("started_on").values_list("started_on", "hours")) == [
        (date(2021, 3, 10), 2),
        (date(2021, 4, 21), 5),
        (date(2021, 6, 2), 9),
    ]
    assert send(placed, "placements", full).last == line(rows=1, unchanged=1)
    stepped = full | {"timmar": "2021-03-10=2|2021-06-02=15", "slutdatum": "2021-09-30"}
    stepped |= {"slutorsak": "PLANERAT", "resultat": "ARBETE"}
    assert send(placed, "placements", stepped).last == line(rows=1, changed=1)
    row.refresh_from_db()
    assert (row.ended_on, row.result, row.version) == (date(2021, 9, 30), "ARBETE", 2)
    assert row.steps.get(started_on=date(2021, 6, 2)).hours == 15


@pytest.mark.parametrize(
    ("changes", "column", "right"),
    [
        ({"timmar": "2021-03-09=2"}, "timmar", "före placeringens första dag"),
        ({"timmar": "2021-03-11=2"}, "timmar", "börjar samma dag"),
        ({"timmar": "41"}, "timmar", "1–40"),
        ({"timmar": "många"}, "timmar", "Skriv timmar"),
        ({"timmar": "2021-03-10=2|2021-03-10=5"}, "timmar", "två gånger"),
        ({"startdatum": "2021-02-01", "timmar": "2"}, "startdatum", "inte inskriven"),
        ({"slutdatum": "2022-01-01"}, "slutdatum", "slutade 2021-11-30"),
        ({"slutdatum": "2021-09-30"}, "slutorsak", "Ange sista dagen"),
        ({"vard": "Ingen sådan"}, "vard", "finns inte"),
        ({"vard": ""}, "vard", "Ange värdens"),
        ({"organisationsnummer": "559999-1111"}, "organisationsnummer", "finns inte"),
        ({"avtal": "X-9"}, "avtal", "inget avtal"),
        ({"avtal": "HBS-1"}, "avtal", "ett annat delprojekt"),
        ({"bransch": "raketer"}, "bransch", "kodlistan"),
    ],
)
def test_each_error_names_line_column_and_what_would_be_right(placed, changes, column, right):
    done = send(placed, "placements", PLACEMENT | changes)
    assert (done.code, done.last) == (1, line(rows=1, wrong=1))
    assert f"rad 2, kolumn {column}" in done.errors
    assert right in done.errors
    assert not Placement.objects.filter(workplace="Hela Människan Prov").exists()


def test_an_end_takes_the_steps_that_would_come_later(placed):
    send(placed, "placements", PLACEMENT)
    end = {"slutdatum": "2021-05-31", "slutorsak": "HALSA", "resultat": "INGET"}
    ended = PLACEMENT | end | {"timmar": "2021-03-10=2|2021-04-21=5"}
    assert send(placed, "placements", ended).last == line(rows=1, changed=1)
    steps = imported().steps.order_by("started_on").values_list("started_on", "hours")
    assert list(steps) == [(date(2021, 3, 10), 2), (date(2021, 4, 21), 5)]
    assert send(placed, "placements", ended).last == line(rows=1, unchanged=1)
    late = send(placed, "placements", PLACEMENT)  # without the column of the end, which stays
    assert late.last == line(rows=1, wrong=1)
    assert "rad 2, kolumn timmar" in late.errors
    assert "efter placeringens sista dag" in late.errors


def test_what_the_page_changed_stays_when_the_file_lacks_its_column(placed):
    send(placed, "placements", PLACEMENT)
    row = imported()
    page = {
        "agreement": Agreement.objects.get(reference="OS-1"),
        "workplace": "Serveringen",
        "branch_id": "KONTOR",
        "tasks": "Disk",
        "is_digital": True,
        "supervisor": "Lo Prov",
        "is_enhanced": True,
        "planned_until": date(2021, 8, 31),
        "ended_on": date(2021, 9, 30),
        "end_reason": "HALSA",
        "result": "INGET",
    }
    Placement.objects.filter(pk=row.pk).update(**page)
    needed = ("delprojekt", "personnummer", "startdatum", "vard", "timmar")
    bare = {name: PLACEMENT[name] for name in needed}
    assert send(placed, "placements", bare).last == line(rows=1, unchanged=1)
    assert send(placed, "placements", bare | {"timmar": "3"}).last == line(rows=1, changed=1)
    row.refresh_from_db()
    assert {name: getattr(row, name) for name in page} == page


@pytest.mark.parametrize("columns", [{}, {"slutdatum": "", "slutorsak": "", "resultat": ""}])
def test_in_an_enrolment_that_has_ended_it_ends_too(placed, columns):
    assert send(placed, "placements", PLACEMENT | columns).last == line(rows=1, new=1)
    row = imported()
    ends = ("ended_on", "end_reason", "result")
    assert [getattr(row, name) for name in ends] == [date(2021, 11, 30), "AVSLUT", "INGET"]
    assert send(placed, "placements", PLACEMENT | columns).last == line(rows=1, unchanged=1)
    Placement.objects.filter(pk=row.pk).update(ended_on=date(2021, 9, 30), end_reason="HALSA")
    assert send(placed, "placements", PLACEMENT | columns).last == line(rows=1, unchanged=1)


def test_those_that_go_on_end_when_a_file_ends_the_enrolment(files, placed):
    participant = ROW | {"slutdatum": "", "avslutsanledning": ""}
    files.participants(participant)
    send(placed, "placements", PLACEMENT)
    row = imported()
    assert row.ended_on is None
    files.participants(participant | {"slutdatum": "2021-05-01", "avslutsanledning": "SJUKDOM"})
    row.refresh_from_db()
    ends = (row.ended_on, row.end_reason, row.result, row.version)
    assert ends == (date(2021, 5, 1), "AVSLUT", "INGET", 2)
    assert row.steps.filter(started_on__gt=date(2021, 5, 1)).count() == 0


def test_two_rows_at_the_same_host_at_the_same_time(placed):
    later = PLACEMENT | {"startdatum": "2021-04-01", "timmar": "5"}
    done = send(placed, "placements", PLACEMENT, later)
    assert done.last == line(rows=2, wrong=1)
    assert "rad 3, kolumn startdatum" in done.errors


@pytest.fixture
def placement(placed):
    send(placed, "placements", PLACEMENT)
    return imported()


def test_attendance_by_day_and_by_week(placed, placement):
    rows = [
        ATTENDANCE,
        ATTENDANCE | {"datum": "2021-03-15", "till_och_med": "2021-03-19", "minuter": "300"},
    ]
    done = send(placed, "attendance", *rows)
    assert (done.code, done.last) == (0, line(rows=2, new=2)), done.errors
    assert sum(placement.attendance.values_list("minutes", flat=True)) == 390
    assert send(placed, "attendance", *rows).last == line(rows=2, unchanged=2)
    changed = send(placed, "attendance", ATTENDANCE | {"minuter": "60"}, rows[1])
    assert changed.last == line(rows=2, changed=1, unchanged=1)


@pytest.mark.parametrize(
    ("changes", "column", "right"),
    [
        ({"datum": "2021-03-09"}, "datum", "ingen placering"),
        ({"minuter": "1441"}, "minuter", "24 timmar"),
        ({"minuter": "0"}, "minuter", ""),
        ({"datum": "2021-03-29", "till_och_med": "2021-04-02"}, "till_och_med", "månadsskifte"),
        ({"till_och_med": "2021-03-20"}, "till_och_med", "högst en vecka"),
        ({"arbetsplats": "Någon annanstans"}, "datum", "ingen placering"),
        ({"datum": "2021-03-12"}, "datum", "redan närvaro"),
    ],
)
def test_attendance_that_cannot_be(placed, placement, changes, column, right):
    week = ATTENDANCE | {"datum": "2021-03-11", "till_och_med": "2021-03-12"}
    send(placed, "attendance", week)
    done = send(placed, "attendance", ATTENDANCE | changes)
    assert (done.code, done.last) == (1, line(rows=1, wrong=1))
    assert f"rad 2, kolumn {column}" in done.errors
    assert right in done.errors
    assert Attendance.objects.filter(placement=placement).count() == 1


def test_a_week_at_one_place_and_days_at_another(placed, placement):
    """Together at most 24 hours a day, whichever is in the file and whichever is registered."""
    factories.HostFactory(name="Andra Platsen")
    send(placed, "placements", PLACEMENT | {"vard": "Andra Platsen"})
    week = ATTENDANCE | {"datum": "2021-03-15", "till_och_med": "2021-03-21"}
    week |= {"arbetsplats": "Hela Människan Prov", "minuter": "10000"}
    day = ATTENDANCE | {"datum": "2021-03-17", "arbetsplats": "Andra Platsen", "minuter": "81"}
    done = send(placed, "attendance", week, day)
    assert done.last == line(rows=2, wrong=1)
    assert "rad 3, kolumn minuter" in done.errors
    assert "mer än 24 timmar om dagen" in done.errors
    assert send(placed, "attendance", week).last == line(rows=1, new=1)
    assert send(placed, "attendance", day).last == line(rows=1, wrong=1)
    right = day | {"minuter": "80"}
    assert send(placed, "attendance", right).last == line(rows=1, new=1)
    assert send(placed, "attendance", week, right).last == line(rows=2, unchanged=2)


def test_wrong_rows_go_to_the_reject_file_and_the_others_in(placed, placement, tmp_path):
    reject = tmp_path / "fel.csv"
    wrong = ATTENDANCE | {"datum": "2021-03-09"}
    done = send(placed, "attendance", ATTENDANCE, wrong, reject_file=reject)
    assert done.last == line(rows=2, new=1, wrong=1)
    assert "2021-03-09" in reject.read_text("utf-8-sig")
    mended = read("import_attendance", reject)
    assert mended.code == 1, "it is still wrong, and read again as it is"
