"""`manage.py export` (docs/formats.md §4): with the user's rights, the page's line in the log, and
never half a file.
"""

import csv
import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from mia.audit.models import AccessLog
from mia.organisation.delprojekt.models import EsfProject
from reporting.exports import files
from reporting.exports.models import ReportRun
from tests.factories import TargetFactory
from tests.reporting.county import enrol, fetch, person
from tests.reporting.publications.publish import publish


@pytest.fixture
def run(world, tmp_path):
    """Runs the command as the coordinator for March 2021, unless told; gives the file's rows."""

    def _run(
        slug="esf-deltagare",
        *more,
        username="koordinator",
        extension="csv",
        period=("--month", "2021-03"),
    ):
        path = tmp_path / "fil"
        call_command(
            "export",
            slug,
            "--as",
            username,
            *period,
            *more,
            "--format",
            extension,
            "--output",
            str(path),
        )
        return (
            list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig")), delimiter=";"))
            if extension == "csv"
            else path
        )

    return _run


def refused(run, sentence, *args, **kwargs):
    with pytest.raises(CommandError) as error:
        run(*args, **kwargs)
    assert sentence in str(error.value)
    assert "\n" not in str(error.value)
    assert error.value.returncode == 1


def test_the_coordinator_gets_everyone_also_the_protected(run, world, tmp_path):
    found = run()
    assert len(found) == 4
    assert [row["Identitetstyp"] for row in found].count("SKYDDAD") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["fil"]


def test_delprojekt_can_be_picked(run, world):
    assert {row["Delprojekt"] for row in run("esf-deltagare", "--delprojekt", "HBS")} == {"HBS"}


def test_the_audit_log_says_the_same_as_of_the_page(run, world, login):
    run("malbild")
    run()
    fetch(login(world.coordinator), "esf-deltagare")
    _, command, page = AccessLog.objects.filter(action="export").order_by("pk")
    assert (command.event, command.count, command.actor) == (
        "esf-deltagare.exported",
        4,
        world.coordinator.pk,
    )
    assert sorted(command.participants) == sorted(
        row.participant_id
        for row in (world.own, world.colleagues, world.elsewhere, world.protected)
    )
    assert (page.event, page.count, page.participants) == (
        command.event,
        command.count,
        command.participants,
    )
    assert {**page.extra, "run": ""} == {**command.extra, "run": ""}
    assert "exact" in command.extra


def test_the_run_is_kept(run, world):
    run("esf-indikatorer", "--programme", "2021", "--projekt", "MIA_VIDARE")
    kept = ReportRun.objects.get()
    assert (kept.slug, kept.first_on, kept.last_on) == (
        "esf-indikatorer",
        date(2021, 3, 1),
        date(2021, 3, 31),
    )
    assert (kept.parameters["programme"], kept.parameters["projekt"]) == ("2021", ["MIA_VIDARE"])
    assert (kept.made_by, kept.row_count, len(kept.sha256)) == (world.coordinator, 28, 64)


def test_exact_figures_are_asked_for_allowed_and_audited(run, world):
    assert {row["Totalt"] for row in run("esf-indikatorer") if row["Kod"] == "GRAND_TOTAL"} == {
        ".."
    }
    assert {
        row["Totalt"] for row in run("esf-indikatorer", "--exact") if row["Kod"] == "GRAND_TOTAL"
    } == {"4"}
    assert [row.extra["exact"] for row in AccessLog.objects.order_by("pk")] == [False, True]
    refused(run, "Du får inte se små tal", "esf-indikatorer", "--exact", username="utredare")


def test_the_leader_gets_figures_of_the_own_delprojekt_only(run, world):
    TargetFactory(delprojekt=world.os, persons=240)
    own = run("malbild", username="ledare")
    assert own[0]["Totalt"] == "3"
    assert own[0]["Bas totalt"] == "240"
    refused(
        run,
        "Du har inget delprojekt med koden HBS.",
        "malbild",
        "--delprojekt",
        "HBS",
        username="ledare",
    )
    refused(
        run,
        "Du har inget delprojekt med koden XX.",
        "malbild",
        "--delprojekt",
        "XX",
        username="ledare",
    )


def test_the_investigator_sees_no_small_numbers(run, world):
    refused(run, "Inga siffror är publicerade än", "malbild", username="utredare")
    publish(date(2023, 1, 28))
    period = ("--month", "2022-12")
    assert run("malbild", username="utredare", period=period)[0]["Totalt"] == ".."
    refused(run, "De som finns: 2022-12.", "malbild", username="utredare")


@pytest.mark.parametrize("slug", ["esf-deltagare", "sus-poster"])
@pytest.mark.parametrize("username", ["anna", "ledare", "utredare", "admin"])
def test_only_the_coordinator_takes_out_persons(run, world, slug, username):
    refused(run, f"Du får inte ta ut {slug}", slug, username=username)


@pytest.mark.parametrize("slug", ["esf-indikatorer", "sus-aggregat", "malbild"])
@pytest.mark.parametrize("username", ["anna", "admin"])
def test_figures_need_the_right_to_figures(run, world, slug, username):
    refused(run, f"Du får inte ta ut {slug}", slug, username=username)


@pytest.mark.parametrize(
    ("sentence", "arguments", "named"),
    [
        ("Rapporten finns-inte finns inte.", ["finns-inte"], {}),
        ("Ange en rapport: esf-deltagare", [""], {}),
        (
            "esf-deltagare finns inte i formatet pdf. Välj csv eller xlsx.",
            ["esf-deltagare"],
            {"extension": "pdf"},
        ),
        ("Det finns ingen användare okänd som får logga in.", ["malbild"], {"username": "okänd"}),
        ("Ange vem med --as.", ["malbild"], {"username": ""}),
        ("'2021-13' är ingen månad.", ["malbild"], {"period": ["--month", "2021-13"]}),
        ("Ange en månad, eller från och med", ["malbild"], {"period": []}),
        ("Ange både från och med", ["malbild"], {"period": ["--from", "2021-03-01"]}),
        (
            "Ange antingen en månad",
            ["malbild"],
            {"period": ["--month", "2021-03", "--from", "2021-03-01", "--to", "2021-03-31"]},
        ),
        (
            "2021-02-30 är inget datum.",
            ["malbild"],
            {"period": ["--from", "2021-02-30", "--to", "2021-03-31"]},
        ),
        (
            "Perioden kan inte sluta före",
            ["malbild"],
            {"period": ["--from", "2021-03-31", "--to", "2021-03-01"]},
        ),
        ("Perioden har inte börjat än.", ["malbild"], {"period": ["--month", "2098-01"]}),
        (
            "tas ut för en månad i taget",
            ["esf-deltagare"],
            {"period": ["--from", "2021-03-01", "--to", "2021-04-30"]},
        ),
        ("Det finns inget ESF-projekt med koden LUMENA.", ["malbild", "--projekt", "LUMENA"], {}),
        ("Programperioden är 2014 eller 2021.", ["esf-indikatorer", "--programme", "1999"], {}),
        ("malbild har ingen programperiod", ["malbild", "--programme", "2014"], {}),
    ],
)
def test_what_is_wrong_is_one_sentence(run, world, tmp_path, sentence, arguments, named):
    refused(run, sentence, *arguments, **named)
    assert list(tmp_path.iterdir()) == []
    assert not ReportRun.objects.exists()


def test_a_user_who_may_not_log_in(run, world):
    world.coordinator.is_active = False
    world.coordinator.save()
    refused(run, "Det finns ingen användare koordinator som får logga in.")


@pytest.mark.parametrize("month", ["2020-06", "2020-08", "2024-01"])
def test_a_file_for_scb_is_of_one_esf_project(run, world, month):
    """In the months of both, and when neither runs, the command asks which."""
    sentence = (
        "Rapporten tas ut för ett ESF-projekt i taget. Välj MIA eller MIA Vidare (kod MIA_VIDARE)."
    )
    refused(run, sentence, period=["--month", month])
    assert run("esf-deltagare", "--projekt", "MIA", period=["--month", month]) == []
    assert ReportRun.objects.get().parameters["projekt"] == ["MIA"]


def test_the_month_of_one_project_is_not_asked_about(run, world):
    assert len(run()) == 4
    assert ReportRun.objects.get().parameters["projekt"] == ["MIA_VIDARE"]


def test_who_is_open_after_the_end_of_the_project_is_told_on_standard_error(run, world, capsys):
    world.own.project = EsfProject.objects.get(code="MIA")
    world.own.started_on = date(2020, 5, 1)
    world.own.save()
    assert len(run()) == 3
    assert capsys.readouterr().err.strip() == (
        "1 inskrivning i MIA är fortfarande öppen fast ESF-projektet är slut. Den är inte med i"
        " filen. Avsluta den eller flytta den till rätt ESF-projekt."
    )


def test_whole_days_that_are_a_month_are_that_month(run, world):
    assert len(run(period=["--from", "2021-03-01", "--to", "2021-03-31"])) == 4


def test_a_failure_leaves_no_file_no_run_and_no_line(run, world, tmp_path, monkeypatch):
    """Broken off in the middle of writing: the old file stays, nothing is beside it."""
    (tmp_path / "fil").write_text("den gamla")
    real = files._count_rows

    def breaks(*args):
        yield from real(*args)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(files, "_count_rows", breaks)
    refused(run, "gick inte att skriva")
    assert [path.name for path in tmp_path.iterdir()] == ["fil"]
    assert (tmp_path / "fil").read_text() == "den gamla"
    assert not ReportRun.objects.exists()
    assert not AccessLog.objects.exists()


def test_xlsx_and_standard_output(run, world, capfdbinary):
    assert run(extension="xlsx").read_bytes().startswith(b"PK")
    call_command(
        "export", "esf-deltagare", "--as", "koordinator", "--month", "2021-03", "--output", "-"
    )
    assert capfdbinary.readouterr().out.startswith("\ufeffDiarienummer".encode())


def test_a_protected_persons_number_is_in_no_file(run, world):
    number = world.protected.participant.personal_numbers.get().number
    for slug in ("esf-deltagare", "sus-poster"):
        assert number not in str(run(slug))


def test_felregistrering_is_nowhere_in_figures(run, world):
    enrol(
        world.os,
        person(date(1990, 1, 1), "K"),
        date(2021, 3, 1),
        ended_on=date(2021, 3, 2),
        exit_reason="FELREGISTRERING",
    )
    assert run("malbild")[0]["Totalt"] == "4"
    assert len(run()) == 4
