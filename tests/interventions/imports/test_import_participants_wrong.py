"""import_participants (docs/formats.md §3): rows that are wrong, alone and together."""

import pytest

from participants.enrolments.models import Enrolment
from participants.people.models import Participant
from tests.interventions.imports.files import OTHER, PERSON, ROW, line, person

LAST = str((int(PERSON.number[11]) + 1) % 10)
WRONG = [
    ({"delprojekt": "XX"}, "delprojekt", "XX", "HBS, OS"),
    ({"personnummer": "1,97604E+11"}, "personnummer", "1,97604", "kalkylprogram"),
    ({"personnummer": "19900517238"}, "personnummer", "1990051****", "nollor"),
    ({"personnummer": PERSON.number[:11] + LAST}, "personnummer", "", "Kontrollsiffran"),
    ({"personnummer": "19900517TF01"}, "personnummer", "19900517****", "identitetstypen TF"),
    ({"personnummer": ""}, "personnummer", "", "saknas"),
    ({"fornamn": ""}, "fornamn", "", "saknas"),
    ({"efternamn": "E" * 101}, "efternamn", "EEE", "högst 100"),
    ({"startdatum": "2021-02-30"}, "startdatum", "2021-02-30", "ÅÅÅÅ-MM-DD"),
    ({"startdatum": "1/3 2021"}, "startdatum", "1/3 2021", "ÅÅÅÅ-MM-DD"),
    ({"kommun": "9999"}, "kommun", "9999", "0136"),
    ({"remitterande": "SKOLA"}, "remitterande", "SKOLA", "AF, ANNAN"),
    ({"remissdatum": "2021-03-02"}, "remissdatum", "2021-03-02", "Remissdatumet"),
    ({"metoder": "CM|ABC"}, "metoder", "CM|ABC", "BOSTON, CM"),
    ({"handledare": "ingen"}, "handledare", "ingen", "finns inte"),
    ({"handledare": "cecilia"}, "handledare", "cecilia", "inte handläggare"),
    ({"handledare": "koordinator"}, "handledare", "koordinator", "inte handläggare"),
    ({"skydd": "HEMLIG"}, "skydd", "HEMLIG", "SEKRETESSMARKERING"),
    ({"i_utbildning": "kanske"}, "i_utbildning", "kanske", "ja eller nej"),
    (
        {"forsorjning_fore": "INGEN_OFFENTLIG|AKASSA"},
        "forsorjning_fore",
        "INGEN_OFFENTLIG|AKASSA",
        "INGEN_OFFENTLIG",
    ),
    (
        {"forsorjning_fore": "AKASSA|LON", "forsorjning_fore_procent": "50"},
        "forsorjning_fore_procent",
        "50",
        "lika många tal",
    ),
    ({"forsorjning_fore_procent": "50"}, "forsorjning_fore_procent", "50", "lika många tal"),
    (
        {"forsorjning_fore": "INGEN_OFFENTLIG", "forsorjning_fore_procent": "50"},
        "forsorjning_fore_procent",
        "50",
        "Lämna tomt",
    ),
    (
        {"forsorjning_fore": "LON", "forsorjning_fore_procent": "101"},
        "forsorjning_fore_procent",
        "101",
        "1 till 100",
    ),
    (
        {"aldrig_arbetat": "ja", "manader_sedan_arbete": "3"},
        "manader_sedan_arbete",
        "3",
        "aldrig har arbetat",
    ),
    ({"nyanland": "KANSKE"}, "nyanland", "KANSKE", "VILL_EJ"),
    ({"redo_for_arbetstraning": "ja"}, "slutdatum", "", "kräver ett slutdatum"),
    (
        {
            "slutdatum": "2021-06-30",
            "avslutsanledning": "FLYTT",
            "laget_efter_gallde": "2021-06-29",
        },
        "laget_efter_gallde",
        "2021-06-29",
        "före slutdatumet",
    ),
    ({"forsorjning_manader": "12,5"}, "forsorjning_manader", "12,5", "0 till 600"),
    (
        {"arbete_fore": "INGET", "arbete_fore_procent": "50"},
        "arbete_fore_procent",
        "50",
        "när deltagaren arbetar",
    ),
    (
        {"arbete_fore": "EGET_FORETAG", "arbete_fore_procent": "101"},
        "arbete_fore_procent",
        "101",
        "0 till 100",
    ),
    ({"arbetslos_sedan": "2020-01-01"}, "arbetslos_sedan", "2020-01-01", "arbetslös"),
    ({"hemlos": "KANSKE"}, "hemlos", "KANSKE", "VILL_EJ"),
    ({"slutdatum": "2021-12-31"}, "avslutsanledning", "", "hör ihop"),
    (
        {"slutdatum": "2021-02-01", "avslutsanledning": "FLYTT"},
        "slutdatum",
        "2021-02-01",
        "före startdatumet",
    ),
    ({"arbete_efter": "INGET"}, "slutdatum", "", "kräver ett slutdatum"),
    (
        {"forstarkt_samarbete_till": "2021-05-01"},
        "forstarkt_samarbete_till",
        "2021-05-01",
        "kräver en startdag",
    ),
    ({"projekt": "LUMENA"}, "projekt", "LUMENA", "MIA, MIA_VIDARE"),
]


@pytest.mark.parametrize(
    ("change", "column", "value", "right"), WRONG, ids=lambda part: str(part)[:40]
)
def test_what_is_wrong_is_named(files, change, column, value, right):
    people = Participant.objects.count()
    done = files.participants(
        ROW | {"personnummer": OTHER.formatted, "fornamn": "Bo"}, ROW | change
    )
    assert (done.code, done.last) == (1, line(rows=2, wrong=1))
    (told,) = [text for text in done.errors.splitlines() if text.startswith("rad ")]
    assert told.startswith(f"rad 3, kolumn {column}, ")
    assert value in told
    assert right in told
    assert Participant.objects.count() == people


def test_all_errors_of_all_rows_in_one_run(files):
    first = ROW | {
        "startdatum": "i maj",
        "kommun": "9",
        "slutdatum": "2021-12-31",
        "handledare": "ingen",
    }
    done = files.participants(first, ROW | {"personnummer": "1"})
    told = [text.split(":")[0] for text in done.errors.splitlines() if text.startswith("rad ")]
    columns = ["avslutsanledning", "handledare", "kommun", "startdatum"]
    assert [text.split(", ")[1] for text in told] == [
        *(f"kolumn {name}" for name in columns),
        "kolumn personnummer",
    ]
    assert done.last == line(rows=2, wrong=2)


def test_no_error_shows_a_whole_number(files):
    done = files.participants(
        ROW | {"startdatum": "x"},
        ROW | {"fornamn": "Annan", "stadsdel": PERSON.number},
        ROW | {"kommun": PERSON.number},
    )
    assert PERSON.number not in done.errors
    assert PERSON.formatted not in done.errors
    assert done.code == 1


@pytest.mark.parametrize(
    ("second", "right"),
    [
        ({}, "står redan på rad 2"),
        ({"startdatum": "2021-06-01"}, "redan inskriven"),
        ({"fornamn": "Annan", "delprojekt": "HBS"}, "annat namn på rad 2"),
        ({"skydd": "SEKRETESSMARKERING", "delprojekt": "HBS"}, "annat skydd"),
    ],
)
def test_two_rows_that_cannot_both_be_so(files, second, right):
    done = files.participants(ROW | {"skydd": "INGEN"}, ROW | {"skydd": "INGEN"} | second)
    assert done.last == line(rows=2, wrong=1)
    (told,) = [text for text in done.errors.splitlines() if text.startswith("rad ")]
    assert told.startswith("rad 3")
    assert right in told


def test_one_person_in_two_delprojekt_and_twice_over_time(files):
    ended = {"slutdatum": "2021-12-31", "avslutsanledning": "FLYTT"}
    rows = [ROW | ended, ROW | {"startdatum": "2022-01-01"}, ROW | {"delprojekt": "HBS"}]
    assert files.participants(*rows).last == line(rows=3, new=3)
    assert Enrolment.objects.filter(participant=person()).count() == 3


def test_a_stay_that_overlaps_one_already_registered(files):
    files.participants(ROW)
    done = files.participants(ROW | {"startdatum": "2021-05-01"})
    assert done.last == line(rows=1, wrong=1)
    assert "i systemet" in done.errors


def test_a_rejected_end_leaves_the_days_taken(files):
    """Row 2 would have ended the first stay, but is wrong, so row 3 overlaps what is registered."""
    files.participants(ROW)
    ended = ROW | {"slutdatum": "2021-04-30", "avslutsanledning": "FLYTT", "kommun": "9"}
    done = files.participants(
        ended, ROW | {"startdatum": "2021-05-01"}, reject_file=files.folder / "fel.csv"
    )
    assert done.last == line(rows=2, wrong=2)
    done = files.participants(ended | {"kommun": ""}, ROW | {"startdatum": "2021-05-01"})
    assert done.last == line(rows=2, new=1, changed=1)


def test_a_row_set_aside_gives_back_the_days_it_would_have_freed(files):
    """Row 3 shortens a stay but collides with row 2; then the stay is as long as before, and rows 2
    and 4 collide.
    """
    ended = {"avslutsanledning": "FLYTT", "slutdatum": "2021-06-30"}
    files.participants(ROW | ended)
    short = ROW | ended | {"startdatum": "2021-03-15", "slutdatum": "2021-03-20"}
    later = ROW | ended | {"startdatum": "2021-05-01", "slutdatum": "2021-05-31"}
    rows = [short, ROW | ended | {"slutdatum": "2021-03-31"}, later]
    done = files.participants(*rows, reject_file=files.folder / "fel.csv")
    assert (done.code, done.last) == (1, line(rows=3, wrong=3))
