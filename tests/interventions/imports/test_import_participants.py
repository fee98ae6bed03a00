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
from participants.people.models import Participant
from tests import factories
from tests.interventions.imports.files import OTHER, ROW, line, person

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
    "forsorjning_fore_procent": "50|",
    "forsorjning_manader": "24,0",
    "arbete_fore": "SUBVENTIONERAT",
    "arbete_fore_procent": "25",
    "studier_fore_procent": "0",
    "aldrig_arbetat": "nej",
    "manader_sedan_arbete": "18",
    "arbetssokande_fore": "j",
    "funktionsnedsattning": "JA",
    "utlandsk_bakgrund": "VILL_EJ",
    "nyanland": "NEJ",
    "hemlos": "",
    "slutdatum": "2021-12-31",
    "avslutsanledning": "ARBETE",
    "forsorjning_efter": "LON",
    "forsorjning_efter_procent": "75",
    "arbete_efter": "EJ_SUBVENTIONERAT",
    "arbete_efter_procent": "100",
    "studier_efter_procent": "",
    "arbetssokande_efter": "0",
    "inskriven_af_efter": "1",
    "redo_for_arbetstraning": "ja",
    "laget_efter_gallde": "2022-01-14",
    "forstarkt_samarbete_fran": "2021-04-01",
    "forstarkt_samarbete_till": "2021-06-30",
    "projekt": "",
    "x_egen": "räknas inte",
}
END = "avslutsanledning"
NEWER = (
    "forsorjning_fore_procent",
    "aldrig_arbetat",
    "manader_sedan_arbete",
    "nyanland",
    "forsorjning_efter_procent",
    "redo_for_arbetstraning",
    "laget_efter_gallde",
)
FULL_ENROLMENT = {  # what FULL becomes
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
    "income_before_percent": {"SJUKPENNING": 50},
    "income_months": 24,
    "work_before": "SUBVENTIONERAT",
    "work_before_percent": 25,
    "study_before_percent": 0,
    "has_never_worked": False,
    "months_since_work": 18,
    "seeking_before": True,
    "disability": "JA",
    "foreign_background": "VILL_EJ",
    "newly_arrived": "NEJ",
    "homeless": "EJ_FRAGAD",
    "exit_reason_id": "ARBETE",
    "income_after": ["LON"],
    "income_after_percent": {"LON": 75},
    "work_after": "EJ_SUBVENTIONERAT",
    "work_after_percent": 100,
    "study_after_percent": None,
    "seeking_after": False,
    "registered_after": True,
    "ready_for_training": True,
    "exit_facts_on": date(2022, 1, 14),
    "enhanced_from": date(2021, 4, 1),
    "enhanced_to": date(2021, 6, 30),
    "version": 1,
    "registered_by_id": None,
}


def test_a_full_row_becomes_everything_it_says(files, world):
    done = files.participants(FULL)
    assert (done.code, done.last) == (0, line(rows=1, new=1))
    row = Enrolment.objects.get(participant=person())
    assert row.delprojekt_id == world.os.pk
    assert {name: getattr(row, name) for name in FULL_ENROLMENT} == FULL_ENROLMENT
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
        FULL | {"fornamn": "Alma", "kommun": "", "metoder": "CM|SE|IPS", "slutdatum": "2022-01-10"}
    )
    assert done.last == line(rows=1, changed=1)
    row = Enrolment.objects.get(participant=person())
    assert (row.version, row.municipality, row.participant.given_name) == (2, None, "Alma")
    assert row.participant.version == 2
    ends = dict(MethodWork.objects.filter(enrolment=row).values_list("method", "ended_on"))
    assert ends == dict.fromkeys(("CM", "SE", "IPS"), date(2022, 1, 10))


def test_a_column_that_is_absent_is_left_untouched(files):
    files.participants(FULL)
    done = files.participants(ROW)
    assert done.last == line(rows=1, unchanged=1)
    assert Enrolment.objects.get(participant=person()).education == "GYMNASIUM"


@pytest.mark.parametrize(
    ("changes", "kept"),
    [
        ({"forsorjning_fore": "LON|SJUKPENNING"}, {"income_before_percent": {"SJUKPENNING": 50}}),
        ({"forsorjning_efter": "AKASSA"}, {"income_after_percent": {}, "ready_for_training": True}),
        ({"slutdatum": "2022-01-15"}, {"exit_facts_on": None, "ready_for_training": True}),
        (
            {name: "" for name in FULL if "_efter" in name or name in ("slutdatum", END)},
            {"income_after_percent": {}, "ready_for_training": None, "exit_facts_on": None},
        ),
    ],
)
def test_an_older_file_keeps_what_it_has_no_column_for_while_it_holds(files, changes, kept):
    """Files from before the columns of 9448 and 9449 are read as they were."""
    files.participants(FULL)
    old = {name: text for name, text in FULL.items() if name not in NEWER}
    assert files.participants(old).last == line(rows=1, unchanged=1)
    changes = {name: changes[name] for name in changes if name in old}
    assert files.participants(old | changes).last == line(rows=1, changed=1)
    row = Enrolment.objects.get(participant=person())
    assert {name: getattr(row, name) for name in kept} == kept


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
