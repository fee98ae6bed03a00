"""Pages and commands that the tests of the replica ask for, in a process of its own."""

from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from django.core.management import call_command
from django.db import connections
from django.test import Client

from mia.access import identity
from mia.organisation.staff.models import Staff
from reporting.exports.models import ReportRun


def export(slug, username, *words):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "fil"
        call_command("export", slug, "--as", username, "--output", str(path), *words)
        return path.read_bytes()


def page(username, path, data=None):
    client = Client(HTTP_HOST="localhost")
    if username:
        staff = Staff.objects.get(username=username)
        with identity.acting_as(staff.pk, source="prov"):
            client.force_login(staff)
    answer = client.get(path) if data is None else client.post(path, data)
    return answer.status_code, b"".join(answer) if answer.streaming else answer.content


def latest_run():
    run = ReportRun.objects.latest("made_at")
    return str(run.pk), bool(run.locked_at)


def health(user=""):
    """As another user on the replica, if one is given."""
    replica = connections["replica"]
    options = replica.settings_dict["OPTIONS"]
    with mock.patch.dict(options, {"user": user} if user else {}):
        if user:
            replica.close()
        answer = Client(HTTP_HOST="localhost").get("/halsa/redo/")
    if user:
        replica.close()
    return answer.status_code, answer.json()
