"""placeringar and narvaro (docs/formats.md §4.7): who is in them, what they say, and that the
import reads them.
"""

import io
from datetime import date

import pytest

from interventions.attendance.models import Attendance
from mia.core.period import Period
from reporting.exports import files, size
from tests import factories
from tests.interventions.imports.files import line
from tests.interventions.imports.files import read as read_file
from tests.reporting.county import MADE, enrol, export, person, report_scope

HOURS = "2021-03-08=2|2021-04-19=9"


def place(enrolment, **facts):
    """Two hours a week from 8 March, nine from 19 April, with a day and a week of attendance."""
    facts = {"started_on": date(2021, 3, 8), "workplace": "Kaffe Prov"} | facts
    placement = factories.PlacementFactory(enrolment=enrolment, **facts)
    of = {"placement": placement, "enrolment": enrolment}
    factories.HoursStepFactory(**of, started_on=placement.started_on, hours=2)
    factories.HoursStepFactory(**of, started_on=date(2021, 4, 19), hours=9)
    factories.AttendanceFactory(**of, first_on=date(2021, 3, 10), minutes=95)
    week = {"first_on": date(2021, 3, 15), "last_on": date(2021, 3, 19)}
    factories.AttendanceFactory(**of, **week, minutes=300)
    return placement


@pytest.fixture
def kim(os):
    return enrol(os, person(date(1990, 1, 1), "K"), date(2021, 3, 1))


@pytest.fixture
def placement(os, kim):
    host = factories.HostFactory(name="Café Prov", organisation_number="5599990003")
    agreement = factories.AgreementFactory(host=host, delprojekt=os, reference="OS-1")
    return place(
        kim, host=host, agreement=agreement, branch_id="CAFE", tasks="Disk", supervisor="Lo Prov"
    )


def test_each_placement_and_each_day_or_week_is_a_row(read, placement):
    number = placement.enrolment.participant.personal_numbers.get().number
    (row,) = read("placeringar")
    assert row == {
        "delprojekt": "OS",
        "personnummer": number,
        "identitetstyp": "PNR",
        "startdatum": date(2021, 3, 8),
        "timmar": HOURS,
        "vard": "Café Prov",
        "organisationsnummer": "5599990003",
        "avtal": "OS-1",
        "arbetsplats": "Kaffe Prov",
        "bransch": "CAFE",
        "arbetsuppgifter": "Disk",
        "pa_distans": "nej",
        "handledare_vard": "Lo Prov",
        "forsakrad": "nej",
        "planerat_slut": None,
        "slutdatum": None,
        "slutorsak": None,
        "resultat": None,
    }
    days = [(one["datum"], one["till_och_med"], one["minuter"]) for one in read("narvaro")]
    assert days == [
        (date(2021, 3, 10), date(2021, 3, 10), 95),
        (date(2021, 3, 15), date(2021, 3, 19), 300),
    ]


def test_the_minutes_are_the_hours_of_the_esf_file(read, placement):
    """Also when the enrolment ends in the middle: what comes later is no participation time."""
    placement.enrolment.ended_on = date(2021, 3, 12)
    placement.enrolment.exit_reason_id = "FLYTT"
    placement.enrolment.save()
    (esf,) = read("esf-deltagare")
    minutes = [row["minuter"] for row in read("narvaro")]
    assert minutes == [95]
    assert str(esf["Timmar"]) == "1.6"
    assert esf["Tillfällen"] == 1


@pytest.mark.parametrize(
    ("first_on", "last_on", "placements", "days"),
    [
        (date(2021, 3, 1), date(2021, 3, 7), 0, 0),
        (date(2021, 3, 8), date(2021, 3, 8), 1, 0),
        (date(2021, 3, 10), date(2021, 3, 10), 1, 1),
        (date(2021, 3, 16), date(2021, 3, 31), 1, 0),
        (date(2021, 5, 31), date(2021, 6, 30), 1, 0),
        (date(2021, 6, 1), date(2021, 6, 30), 0, 0),
    ],
)
def test_both_days_of_the_period_are_in_it(read, placement, first_on, last_on, placements, days):
    placement.ended_on = date(2021, 5, 31)
    placement.end_reason, placement.result = "PLANERAT", "ARBETE"
    placement.save()
    period = Period(first_on, last_on)
    assert len(read("placeringar", period)) == placements
    assert len(read("narvaro", period)) == days


@pytest.mark.parametrize(
    ("protection", "exit_reason"), [("SEKRETESSMARKERING", None), ("INGEN", "FELREGISTRERING")]
)
def test_neither_protected_nor_registered_by_mistake(os, read, protection, exit_reason):
    facts = {"ended_on": date(2021, 5, 31), "exit_reason": exit_reason} if exit_reason else {}
    somebody = person(date(1985, 7, 3), "M", protection=protection)
    place(enrol(os, somebody, date(2021, 3, 1), **facts))
    assert not read("placeringar")
    assert not read("narvaro")


def test_a_large_file_of_attendance_is_made_in_the_background(placement, as_user, settings):
    """By days and weeks, of which an enrolment has many; not by enrolments."""
    coordinator = factories.staff("karin", "coordinator")
    with as_user(coordinator):
        assert size.expected(export("narvaro"), report_scope()) == 2
        settings.EXPORT_AT_ONCE = 1
        assert size.is_large(export("narvaro"), report_scope(), "csv")
        assert not size.is_large(export("placeringar"), report_scope(), "csv")


def test_the_import_reads_the_files_again(placement, as_user, tmp_path):
    """Unchanged, and what has been lost since comes back."""
    coordinator = factories.staff("karin", "coordinator")
    made = {}
    for slug in ("placeringar", "narvaro"):
        content = io.BytesIO()
        with as_user(coordinator):
            files.write(export(slug), report_scope(), "csv", content, MADE)
        made[slug] = tmp_path / f"{slug}.csv"
        made[slug].write_bytes(content.getvalue())
    assert read_file("import_placements", made["placeringar"]).last == line(rows=1, unchanged=1)
    assert read_file("import_attendance", made["narvaro"]).last == line(rows=2, unchanged=2)
    Attendance.objects.filter(placement=placement).delete()
    assert read_file("import_attendance", made["narvaro"]).last == line(rows=2, new=2)
