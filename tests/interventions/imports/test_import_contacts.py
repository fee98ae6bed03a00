"""import_contacts (docs/formats.md §3): which enrolment, what is wrong, what happens the second
time.
"""

from datetime import date, time

import pytest

from interventions.contacts.models import Contact, Note
from mia.audit.models import AccessLog
from tests.interventions.imports.files import CONTACT, OTHER, PERSON, ROW, line

FULL = CONTACT | {
    "starttid": "09:30",
    "utfall": "GENOMFORD",
    "metod": "CM",
    "handledare": "anna",
    "anteckning": "Vi talade; om nästa\nsteg.",
}


@pytest.fixture
def known(files):
    """PERSON has been in OS twice (2021 until November, and from 2022-02-01 on) and in HBS; OTHER
    nowhere.
    """
    first = ROW | {"slutdatum": "2021-11-30", "avslutsanledning": "SJUKDOM"}
    files.participants(
        first,
        ROW | {"startdatum": "2022-02-01"},
        ROW | {"delprojekt": "HBS", "startdatum": "2020-01-01"},
    )
    return files


def logged():
    return Contact.objects.get(enrolment__participant__personal_numbers__number=PERSON.number)


def test_a_full_row_becomes_everything_it_says(known, world):
    done = known.contacts(FULL)
    assert (done.code, done.last) == (0, line(rows=1, new=1))
    facts = {
        "delprojekt_id": world.os.pk,
        "held_on": date(2021, 4, 1),
        "started_at": time(9, 30),
        "minutes": 60,
        "channel": "MOTE",
        "outcome": "GENOMFORD",
        "method": "CM",
        "staff_id": world.anna.pk,
        "version": 1,
        "registered_by_id": None,
        "corrected_by_id": None,
    }
    row = logged()
    assert {name: getattr(row, name) for name in facts} == facts
    assert Note.objects.get(contact=row).text == "Vi talade; om nästa\nsteg."
    assert "nästa" not in done.errors


def test_the_same_file_again_changes_nothing(known):
    known.contacts(FULL, CONTACT)
    events = Contact.pgh_event_model.objects.count()
    done = known.contacts(FULL, CONTACT)
    assert (done.code, done.last) == (0, line(rows=2, unchanged=2))
    assert Contact.pgh_event_model.objects.count() == events


def test_a_changed_row_is_corrected(known):
    known.contacts(FULL)
    changed = FULL | {"minuter": "0", "utfall": "UTEBLIVEN", "metod": "", "anteckning": "Kom inte."}
    assert known.contacts(changed).last == line(rows=1, changed=1)
    row = logged()
    assert (row.minutes, row.outcome, row.method, row.version) == (0, "UTEBLIVEN", None, 2)
    assert Note.objects.get(contact=row).text == "Kom inte."
    assert known.contacts(changed | {"anteckning": ""}).last == line(rows=1, changed=1)
    assert not Note.objects.filter(contact=row).exists()
    keys = {
        name: changed[name] for name in changed if name not in ("anteckning", "utfall", "metod")
    }
    assert known.contacts(keys).last == line(rows=1, unchanged=1), (
        "absent columns are left untouched"
    )


@pytest.mark.parametrize(
    ("day", "start"),
    [
        ("2021-03-01", "2021-03-01"),
        ("2021-11-30", "2021-03-01"),
        ("2021-12-24", "2021-03-01"),
        ("2022-01-31", "2021-03-01"),
        ("2022-02-01", "2022-02-01"),
        ("2030-01-01", "2022-02-01"),
    ],
)
def test_which_enrolment(known, day, start):
    """The one that holds the day; after an exit, the latest ended one."""
    assert known.contacts(CONTACT | {"datum": day}).code == 0
    assert str(logged().enrolment.started_on) == start


WRONG = [
    ({"datum": "2021-02-28"}, "datum", "2021-02-28", "före inskrivningen, som började 2021-03-01"),
    ({"datum": "1 april"}, "datum", "1 april", "ÅÅÅÅ-MM-DD"),
    ({"personnummer": OTHER.number}, "personnummer", "19850203****", "inte inskriven"),
    ({"personnummer": "9,9005E+10"}, "personnummer", "9,9005****", "kalkylprogram"),
    ({"delprojekt": "QQ"}, "delprojekt", "QQ", "HBS"),
    ({"delprojekt": "SUVS"}, "personnummer", "", "inte inskriven"),
    ({"starttid": "9.30"}, "starttid", "9.30", "TT:MM"),
    ({"starttid": "24:00"}, "starttid", "24:00", "TT:MM"),
    ({"minuter": "0"}, "minuter", "0", "minst en minut"),
    ({"minuter": "1441"}, "minuter", "1441", "0 till 1440"),
    ({"minuter": ""}, "minuter", "", "saknas"),
    ({"minuter": "en timme"}, "minuter", "en timme", "heltal"),
    ({"kanal": "FAX"}, "kanal", "FAX", "ARBETSPLATS"),
    ({"utfall": "KANSKE"}, "utfall", "KANSKE", "UTEBLIVEN"),
    ({"metod": "XX"}, "metod", "XX", "BOSTON"),
    ({"handledare": "ingen"}, "handledare", "ingen", "finns inte"),
    ({"anteckning": "x" * 20_001}, "anteckning", "(20001 tecken)", "högst 20000"),
]


@pytest.mark.parametrize(
    ("change", "column", "value", "right"), WRONG, ids=lambda part: str(part)[:40]
)
def test_what_is_wrong_is_named(known, change, column, value, right):
    before = Contact.objects.count()
    done = known.contacts(CONTACT | {"datum": "2021-05-05"}, CONTACT | change)
    assert (done.code, done.last) == (1, line(rows=2, wrong=1))
    (told,) = [text for text in done.errors.splitlines() if text.startswith("rad ")]
    assert told.startswith(f"rad 3, kolumn {column}, ")
    assert value in told
    assert right in told
    assert Contact.objects.count() == before


@pytest.mark.parametrize(
    ("kanal", "utfall"),
    [("MOTE", "UTEBLIVEN"), ("MOTE", "AVBOKAD"), ("MEDDELANDE", ""), ("MYNDIGHET", "")],
)
def test_no_minutes_where_nobody_met(known, kanal, utfall):
    assert known.contacts(CONTACT | {"minuter": "0", "kanal": kanal, "utfall": utfall}).code == 0


def test_the_same_contact_twice_in_a_file(known):
    done = known.contacts(CONTACT, CONTACT | {"starttid": "10:00"}, CONTACT | {"minuter": "30"})
    assert done.last == line(rows=3, wrong=1)
    assert "rad 4: Samma kontakt" in done.errors
    assert "rad 2" in done.errors


def test_the_note_of_a_protected_person_is_protected(known):
    known.participants(ROW | {"skydd": "SEKRETESSMARKERING"})
    known.contacts(FULL)
    assert logged().is_protected
    assert Note.objects.get(contact=logged()).is_protected


def test_an_import_leaves_one_row_in_the_access_log(known):
    known.contacts(FULL, CONTACT)
    row = AccessLog.objects.order_by("-pk").first()
    assert (row.actor, row.action, row.event, row.count) == (0, "import", "contacts.imported", 1)
