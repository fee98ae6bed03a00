"""The job of an uploaded file: what is kept of it, how long, and what happens when work stops."""

import os
import stat
import time

import pytest

from interventions.imports import handler, uploads
from mia.audit.models import AccessLog
from mia.jobs import files as job_files
from mia.jobs.models import Job
from mia.jobs.progress import Progress
from mia.organisation.memberships.models import Membership
from participants.enrolments.models import Enrolment
from tests.interventions.imports.conftest import URL
from tests.interventions.imports.files import PERSON, ROW, as_csv
from tests.jobs.working import work


def test_rights_are_asked_again_when_confirming(send, world):
    client, page = send(ROW)
    Membership.objects.filter(staff=world.coordinator).delete()
    assert client.post(page.request["PATH_INFO"] + "bekrafta/").status_code == 403


def test_a_second_press_does_not_read_in_twice(send):
    client, page = send(ROW, confirm=True)
    assert client.post(page.request["PATH_INFO"] + "bekrafta/").status_code == 302
    assert AccessLog.objects.filter(event="participants.imported").count() == 1


def test_files_are_kept_closed_and_only_for_a_while(send):
    client, page = send(ROW, name="Alva Ekman 19900517.csv")
    folder = job_files.folder_of(Job.objects.get())
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert "Alva" not in "".join(str(path) for path in folder.rglob("*"))
    an_hour_ago = time.time() - 3_700
    os.utime(folder, (an_hour_ago, an_hour_ago))
    assert client.get(page.request["PATH_INFO"]).status_code == 404
    assert not folder.exists()


def test_the_row_of_the_job_has_numbers_and_nothing_of_the_file(send):
    """The row stays when the file has gone: a file without headings names persons in its error."""
    for content in (as_csv(ROW | {"startdatum": "i går"}), b"Alva;19900517-2380\nBo;1\n"):
        send(content, name="Alva Ekman 19900517.csv")
    for model in (Job, Job.pgh_event_model):
        rows = str(list(model.objects.values("kind", "parameters", "result", "message")))
        assert "participants" in rows
        for text in ("Alva", "19900517", "i går"):
            assert text not in rows


def test_the_file_goes_when_it_is_read_in_or_given_up(send):
    send(ROW, confirm=True)
    job = Job.objects.get()
    assert not uploads.path_of(job).exists()
    client, page = send(ROW)
    client.post(page.request["PATH_INFO"] + "avbryt/")
    assert client.get(page.request["PATH_INFO"]).status_code == 404


def test_a_file_that_waited_too_long_is_told(send, world):
    client, page = send(ROW)
    client.post(page.request["PATH_INFO"] + "bekrafta/")
    job = Job.objects.get()
    job_files.remove(job)
    assert (work(job).state, job.message) == ("failed", handler.REMOVED)


def test_who_may_no_longer_import_has_nothing_imported(send, world):
    client, page = send(ROW)
    client.post(page.request["PATH_INFO"] + "bekrafta/")
    Membership.objects.filter(staff=world.coordinator).delete()
    job = work(Job.objects.get())
    assert (job.state, job.message) == ("failed", handler.CHANGED)
    assert not Enrolment.objects.filter(
        participant__personal_numbers__number=PERSON.number
    ).exists()


def test_an_import_whose_worker_died_is_run_again(send):
    """Before the commit: as if nothing had been done. The second attempt imports, once."""
    client, page = send(ROW)
    client.post(page.request["PATH_INFO"] + "bekrafta/")
    Job.objects.update(state="working", attempts=1)
    assert "Uppgifterna räknas" in client.get(page.request["PATH_INFO"]).content.decode()
    job = work(Job.objects.get())
    assert (job.state, job.attempts, job.result["new"]) == ("ready", 2, 1)
    work(job)
    assert AccessLog.objects.filter(event="participants.imported").count() == 1


def test_while_it_is_worked_on_the_page_follows(send, world):
    client, page = send(ROW)
    address = page.request["PATH_INFO"]
    client.post(address + "bekrafta/")
    assert "Filen väntar på sin tur" in client.get(address).content.decode()
    Job.objects.update(state="working", attempts=1)
    job = Job.objects.get()
    Progress(job, lambda: False).at_stage("Läser och kontrollerar", 4_000)
    whole = client.get(address).content.decode()
    part = client.get(address, headers={"hx-request": "true"}).content.decode()
    for text in (whole, part):
        assert "Läser och kontrollerar" in text
        assert "Rad 4\u00a0000" in text
    assert '<noscript><meta http-equiv="refresh" content="2"></noscript>' in whole
    assert 'hx-trigger="' in whole
    assert "<html" not in part
    work(job)
    answer = client.get(address, headers={"hx-request": "true"})
    assert (answer.headers["HX-Refresh"], answer.content) == ("true", b"")


def test_the_job_has_a_unit_of_work_of_its_own(send, world):
    """Its own identity, and its own line in the access log beside those of the pages."""
    _, page = send(ROW, confirm=True)
    assert "Alla rader är inlästa" in page.content.decode()
    row = Enrolment.objects.get(participant__personal_numbers__number=PERSON.number)
    assert row.registered_by == world.coordinator
    log = AccessLog.objects.get(event="participants.imported")
    assert (log.actor, log.route) == (world.coordinator.pk, "las-in")
    pages = AccessLog.objects.filter(event__in=("participants.uploaded", "participants.confirmed"))
    assert {(row.actor, row.ip) for row in pages} == {(world.coordinator.pk, "127.0.0.1")}


def test_what_goes_wrong_is_told_after_three_attempts(send, world, login, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("a fault")

    monkeypatch.setitem(handler.engine.IMPORTS, "participants", broken)
    with pytest.raises(RuntimeError):
        send(ROW)
    job = Job.objects.get()
    with pytest.raises(RuntimeError):
        work(job)
    work(job)
    job.refresh_from_db()
    assert (job.state, job.attempts) == ("failed", 3)
    page = login(world.coordinator).get(f"{URL}{job.pk}/").content.decode()
    assert "Något gick fel hos oss" in page
    assert "Ingenting lästes in" in page
