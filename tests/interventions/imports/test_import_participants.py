"""import_participants (docs/formats.md §3): what a row means, what is wrong, what happens the
second time.
"""

from datetime import date

import pytest

from interventions.methods.models import MethodWork
from mia.audit.models import AccessLog
from participants.assignments.models import Assignment
from participants.consents.models import Consent
from participants.enrolments.models import Enrolment
from participants.people.models import Participant, PersonalNumber
from tests import factories
from tests.interventions.imports.files import OTHER, PERSON, ROW, line

FULL = ROW | {
    "identitetstyp": "PNR",
    "skydd": "SEKRETESSMARKERING",
    "kommun": "0136",
    "stadsdel": "Centrum",
    "remitterande": "FK",
    "remissdatum": "2021-02-01",
    "metoder": "CM|SE",
    "handledare": "anna",
    "samtycke_sus": "2021-03-01",
    "arbetsmarknadsstatus": "ARBETSLOS",
    "arbetslos_sedan": "2019-01-01",
    "i_utbildning": "nej",
    "utbildning": "GYMNASIUM",
    "forsorjning_fore": "SJUKPENNING|FORSORJNINGSSTOD",
    "forsorjning_manader": "24,0",
    "arbete_fore": "SUBVENTIONERAT",
    "arbete_fore_procent": "25",
    "studier_fore_procent": "0",
    "arbetssokande_fore": "j",
    "funktionsnedsattning": "JA",
    "utlandsk_bakgrund": "VILL_EJ",
    "hemlos": "",
    "slutdatum": "2021-12-31",
    "avslutsanledning": "ARBETE",
    "forsorjning_efter": "LON",
    "arbete_efter": "EJ_SUBVENTIONERAT",
    "arbete_efter_procent": "100",
    "studier_efter_procent": "",
    "arbetssokande_efter": "0",
    "inskriven_af_efter": "1",
    "forstarkt_samarbete_fran": "2021-04-01",
    "forstarkt_samarbete_till": "2021-06-30",
    "projekt": "",
    "x_egen": "räknas inte",
}


def person(identity=PERSON):
    return PersonalNumber.objects.get(number=identity.number).participant


def test_a_full_row_becomes_everything_it_says(files, world):
    done = files.participants(FULL)
    assert (done.code, done.last) == (0, line(rows=1, new=1))
    row = Enrolment.objects.get(participant=person())
    facts = {
        "delprojekt_id": world.os.pk,
        "is_protected": True,
        "referrer_id": "FK",
        "referred_on": date(2021, 2, 1),
        "started_on": date(2021, 3, 1),
        "ended_on": date(2021, 12, 31),
        "municipality_id": "0136",
        "district": "Centrum",
        "labour_status": "ARBETSLOS",
        "unemployed_since": date(2019, 1, 1),
        "in_education": False,
        "education": "GYMNASIUM",
        "income_before": ["SJUKPENNING", "FORSORJNINGSSTOD"],
        "income_months": 24,
        "work_before": "SUBVENTIONERAT",
        "work_before_percent": 25,
        "study_before_percent": 0,
        "seeking_before": True,
        "disability": "JA",
        "foreign_background": "VILL_EJ",
        "homeless": "EJ_FRAGAD",
        "exit_reason_id": "ARBETE",
        "income_after": ["LON"],
        "work_after": "EJ_SUBVENTIONERAT",
        "work_after_percent": 100,
        "study_after_percent": None,
        "seeking_after": False,
        "registered_after": True,
        "enhanced_from": date(2021, 4, 1),
        "enhanced_to": date(2021, 6, 30),
        "version": 1,
        "registered_by_id": None,
    }
    assert {name: getattr(row, name) for name in facts} == facts
    assert row.project.code == "MIA_VIDARE"
    who = row.participant
    assert (who.given_name, who.family_name, who.birth_date, who.sex) == (
        "Alva",
        "Ekman",
        date(1990, 5, 17),
        "K",
    )
    assert who.protection == "SEKRETESSMARKERING"
    assert Assignment.objects.get(enrolment=row).staff == world.anna
    assert Consent.objects.get(enrolment=row).given_on == date(2021, 3, 1)
    methods = MethodWork.objects.filter(enrolment=row).order_by("method")
    assert [(m.method, m.staff, m.started_on, m.ended_on, m.is_protected) for m in methods] == [
        (method, world.anna, row.started_on, row.ended_on, True) for method in ("CM", "SE")
    ]


def test_the_same_file_again_changes_nothing(files):
    files.participants(FULL)
    before = Enrolment.objects.values().get(participant=person())
    events = Enrolment.pgh_event_model.objects.count()
    done = files.participants(FULL)
    assert (done.code, done.last) == (0, line(rows=1, unchanged=1))
    assert "Ingenting har ändrats" in done.errors
    assert Enrolment.objects.values().get(participant=person()) == before
    assert Enrolment.pgh_event_model.objects.count() == events
    assert Assignment.objects.filter(enrolment_id=before["id"]).count() == 1


def test_a_changed_row_is_corrected_and_counted_up(files, world):
    files.participants(FULL)
    done = files.participants(
        FULL | {"fornamn": "Alma", "kommun": "", "metoder": "CM|SE|IPS", "slutdatum": "2022-01-31"}
    )
    assert done.last == line(rows=1, changed=1)
    row = Enrolment.objects.get(participant=person())
    assert (row.version, row.municipality, row.participant.given_name) == (2, None, "Alma")
    assert row.participant.version == 2
    ends = dict(MethodWork.objects.filter(enrolment=row).values_list("method", "ended_on"))
    assert ends == dict.fromkeys(("CM", "SE", "IPS"), date(2022, 1, 31))


def test_a_column_that_is_absent_is_left_untouched(files):
    files.participants(FULL)
    done = files.participants(ROW)
    assert done.last == line(rows=1, unchanged=1)
    assert Enrolment.objects.get(participant=person()).education == "GYMNASIUM"


def test_an_end_without_its_column_is_checked_against_what_is_known(files):
    """The file has no slutdatum, the enrolment is open: an exit reason cannot stand alone."""
    files.participants(ROW)
    done = files.participants(ROW | {"avslutsanledning": "ARBETE"})
    assert (done.code, done.last) == (1, line(rows=1, wrong=1))
    assert "kolumn avslutsanledning" in done.errors
    assert "hör ihop" in done.errors


def test_a_new_responsible_takes_over_and_the_old_one_ends(files, world, today):
    row = ROW | {"handledare": "anna", "metoder": "CM"}
    files.participants(row)
    assert files.participants(row | {"handledare": "bo"}).last == line(rows=1, changed=1)
    enrolment = Enrolment.objects.get(participant=person())
    held = {a.staff.username: a for a in Assignment.objects.filter(enrolment=enrolment)}
    assert held["anna"].ended_on is not None
    assert (held["bo"].started_on, held["bo"].ended_on) == (today, None)
    assert MethodWork.objects.get(enrolment=enrolment).staff == world.bo
    assert files.participants(row | {"handledare": "bo"}).last == line(rows=1, unchanged=1)
    assert files.participants(row).last == line(rows=1, changed=1)


def test_reopening_opens_the_methods_that_ended_with_it(files):
    row = ROW | {"metoder": "CM", "slutdatum": "2021-12-31", "avslutsanledning": "FLYTT"}
    files.participants(row)
    files.participants(row | {"slutdatum": "", "avslutsanledning": ""})
    assert Enrolment.objects.get(participant=person()).ended_on is None
    assert MethodWork.objects.get(enrolment__participant=person()).ended_on is None


def test_a_withdrawn_consent_is_not_given_again(files):
    files.participants(FULL)
    Consent.objects.filter(enrolment__participant=person()).update(withdrawn_on=date(2021, 5, 1))
    assert files.participants(FULL).last == line(rows=1, unchanged=1)


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


def test_protection_is_set_but_never_lifted_by_a_file(files):
    files.participants(ROW)
    assert files.participants(ROW | {"skydd": "SKYDDAD_FOLKBOKFORING"}).last == line(
        rows=1, changed=1
    )
    assert Enrolment.objects.get(participant=person()).is_protected
    assert files.participants(ROW | {"skydd": ""}).last == line(rows=1, unchanged=1)
    done = files.participants(ROW | {"skydd": "INGEN"})
    assert done.last == line(rows=1, wrong=1)
    assert person().protection == "SKYDDAD_FOLKBOKFORING"


def test_a_retired_code_is_right_for_history(files):
    factories.ReferrerFactory(code="GAMMAL", label="Gammal", retired_on=date(2020, 1, 1))
    assert files.participants(ROW | {"remitterande": "GAMMAL"}).code == 0


@pytest.mark.parametrize(
    ("start", "said", "code"),
    [
        ("2020-05-31", "", "MIA"),
        ("2020-06-01", "", "MIA_VIDARE"),
        ("2020-08-01", "MIA", "MIA"),
    ],
)
def test_which_project(files, start, said, code):
    files.participants(ROW | {"startdatum": start, "projekt": said})
    assert Enrolment.objects.get(participant=person()).project.code == code


def test_any_age_and_coordination_and_tf_numbers(files):
    done = files.participants(
        ROW | {"personnummer": "030818+9802", "identitetstyp": ""},
        ROW | {"personnummer": "191500722390", "fornamn": "B", "identitetstyp": "SAMNR"},
        ROW | {"personnummer": "19800102-TFA1", "fornamn": "C", "identitetstyp": "TF"},
    )
    assert done.last == line(rows=3, new=3)
    assert Participant.objects.get(given_name="B").birth_date is None
    assert Participant.objects.get(given_name="C").sex == "X"


def test_dry_run_says_the_same_and_writes_nothing(files):
    rows = Enrolment.objects.count()
    done = files.participants(FULL, dry_run=True, reject_file=files.folder / "fel.csv")
    assert (done.code, done.last) == (0, line(rows=1, new=1))
    assert Enrolment.objects.count() == rows
    assert not (files.folder / "fel.csv").exists()


def test_an_import_leaves_one_row_in_the_access_log(files):
    before = AccessLog.objects.count()
    files.participants(FULL, ROW | {"personnummer": OTHER.number, "fornamn": "Bo"})
    row = AccessLog.objects.order_by("-pk").first()
    assert AccessLog.objects.count() == before + 1
    assert (row.actor, row.action, row.event, row.count) == (
        0,
        "import",
        "participants.imported",
        2,
    )
    event = Enrolment.pgh_event_model.objects.order_by("-pgh_id").first()
    assert event.pgh_context == {"actor": 0, "source": "import_participants"}
