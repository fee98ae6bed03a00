"""People work while a file is read in: docs/security.md §8, fault 20."""

import csv
import signal
import subprocess
import sys
import time
from uuid import uuid4

import pytest

from tests import source
from tests.faults.conftest import Meanwhile, held, until
from tests.faults.reader import fields_of, links_of
from tests.faults.test_database import new_contact

CASES = """
SELECT d.code, n.number, p.given_name, p.family_name, e.started_on, e.id
FROM participants_enrolment e
JOIN participants_participant p ON p.id = e.participant_id
JOIN participants_personalnumber n ON n.participant_id = p.id
JOIN organisation_delprojekt d ON d.id = e.delprojekt_id
WHERE n.number ~ '^[0-9]{12}$' AND NOT e.is_protected
"""
WAITING = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
CONTACTS = "SELECT count(*) FROM interventions_contact"
HEADINGS = ("delprojekt", "personnummer", "fornamn", "efternamn", "startdatum", "stadsdel")


def cases(place):
    aggregated = f"SELECT json_agg(rows) FROM ({CASES}) rows"
    return place.one(aggregated)[0]


@pytest.fixture
def importing(place, tmp_path):
    """An import that has changed every enrolment and waits before its last steps."""
    path = tmp_path / "alla.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        rows = csv.writer(file, delimiter=";")
        rows.writerow(HEADINGS)
        for case in cases(place):
            facts = [case["given_name"], case["family_name"], case["started_on"]]
            district = f"Norra delen {uuid4().hex[:8]}"
            rows.writerow([case["code"], case["number"], *facts, district])
    command = [sys.executable, "manage.py", "import_participants", str(path)]
    with held(place, "participants_consent", "SHARE"):
        process = subprocess.Popen(
            command,
            cwd=source.ROOT,
            env=place.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        until(lambda: place.one(WAITING)[0], 60)
        process.send_signal(signal.SIGSTOP)
    yield process
    process.send_signal(signal.SIGCONT)
    assert "fel=0" in process.communicate(timeout=60)[0]


@pytest.fixture
def case(place, reader):
    """The address of an open case of the reader's that the file has."""
    keys = {case["id"] for case in cases(place)}
    links = links_of(reader.get("/deltagare/"), r"/deltagare/[0-9a-f-]{36}/")
    return next(link for link in links if link.split("/")[2] in keys)


def test_a_contact_is_logged_while_its_case_is_read_in(place, reader, case, importing):
    path = f"{case}kontakter/ny/"
    fields = fields_of(reader.get(path)) | new_contact()
    before = place.one(CONTACTS)[0]
    assert reader.post(path, **fields).status == 200
    assert importing.poll() is None, "the import is still at work"
    assert place.one(CONTACTS)[0] == before + 1


def test_a_change_of_what_is_read_in_waits_and_then_shows_both_versions(reader, case, importing):
    path = f"{case}andra/"
    answer = Meanwhile(reader.post, path, **fields_of(reader.get(path)))
    time.sleep(1)
    importing.send_signal(signal.SIGCONT)
    assert answer.result().status == 409


def test_a_change_that_waits_too_long_is_told_why(reader, case, importing):
    """Seen before: "MIA får ingen kontakt med sin databas"."""
    path = f"{case}andra/"
    answer = reader.post(path, **fields_of(reader.get(path)))
    assert answer.status == 503
    assert "Någon annan sparar samma uppgifter just nu" in answer.text
    assert "databas" not in answer.text
