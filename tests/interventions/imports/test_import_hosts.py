"""import_hosts, and the file that the page gives: what is wrong, and the way out and in again."""

import pytest

from interventions.hosts.models import Host
from mia.audit.models import AccessLog
from tests import factories
from tests.interventions.imports.files import line

HOST = {
    "namn": "Prov Café AB",
    "organisationsnummer": "559999-0008",
    "slag": "arbetsgivare",
    "branscher": "CAFE|odling",
    "minst_timmar": "4",
    "pa_distans": "ja",
    "telefon": "+46 70 000 00 00",
}


def send(files, *rows, **options):
    return files._read("import_hosts", rows, options)


def test_a_row_becomes_a_host_and_the_same_again_changes_nothing(files):
    done = send(files, HOST)
    assert (done.code, done.last) == (0, line(rows=1, new=1)), done.errors
    host = Host.objects.get(organisation_number="5599990008")
    assert (host.branches, host.least_hours, host.is_digital) == (["CAFE", "ODLING"], 4, True)
    assert send(files, HOST).last == line(rows=1, unchanged=1)
    changed = send(files, HOST | {"namn": "Prov Café och Kök AB", "sprak": "svenska"})
    assert changed.last == line(rows=1, changed=1)
    host.refresh_from_db()
    assert (host.name, host.languages, host.version) == ("Prov Café och Kök AB", "svenska", 2)


@pytest.mark.parametrize(
    ("changes", "column", "right"),
    [
        ({"namn": ""}, "namn", "saknas"),
        ({"namn": "=1+1"}, "namn", "börja"),
        ({"organisationsnummer": "559999-0004"}, "organisationsnummer", "sista siffran"),
        ({"organisationsnummer": "850709-9805"}, "organisationsnummer", "personnummer"),
        ({"slag": "raket"}, "slag", "Giltiga koder"),
        ({"kommun": "9999"}, "kommun", "Giltiga koder"),
        ({"branscher": "CAFE|RAKET"}, "branscher", "Giltiga koder"),
        ({"minst_timmar": "41"}, "minst_timmar", "1 till 40"),
        ({"epost": "inte en adress"}, "epost", ""),
    ],
)
def test_each_error_names_line_column_and_what_would_be_right(files, changes, column, right):
    before = Host.objects.count()
    done = send(files, HOST | changes)
    assert (done.code, done.last) == (1, line(rows=1, wrong=1))
    assert f"rad 2, kolumn {column}" in done.errors
    assert right in done.errors
    assert Host.objects.count() == before


def test_the_same_host_twice_and_a_name_that_several_have(files):
    done = send(files, HOST, HOST | {"namn": "Ett annat namn"})
    assert done.last == line(rows=2, wrong=1)
    assert "rad 3, kolumn namn" in done.errors
    for _ in range(2):
        factories.HostFactory(name="Parkenheten")
    done = send(files, {"namn": "parkenheten", "slag": "ARBETSGIVARE"})
    assert "Flera värdar heter så" in done.errors


def test_wrong_rows_go_to_the_reject_file_and_the_others_in(files, tmp_path):
    reject, before = tmp_path / "fel.csv", Host.objects.count()
    done = send(files, HOST, HOST | {"slag": "raket"}, reject_file=reject)
    assert done.last == line(rows=2, new=1, wrong=1)
    assert "raket" in reject.read_text("utf-8-sig")
    assert Host.objects.count() == before + 1


def test_the_file_of_the_page_is_read_in_again_unchanged(files, world, login):
    send(files, HOST)
    factories.HostFactory(name="Parkenheten", ended_on="2022-12-31")
    response = login(world.anna).get("/vardar/fil/")
    assert response["Content-Disposition"] == 'attachment; filename="vardar.csv"'
    assert AccessLog.objects.filter(event="hosts.exported").exists()
    rows = Host.objects.count()
    done = send(files, response.content)
    assert done.last == line(rows=rows, unchanged=rows), done.errors
