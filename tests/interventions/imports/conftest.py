import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests import factories
from tests.interventions.imports.files import Files, as_csv
from tests.jobs.working import work_through

URL = "/las-in/"


@pytest.fixture
def files(world, tmp_path, settings):
    """The cast, and files to import; what a page keeps lies in the test's own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return Files(tmp_path)


@pytest.fixture
def send(files, world, login, django_capture_on_commit_callbacks):
    """Upload rows as a user, let the worker check them and follow to the preview; `confirm=True`
    goes on to the result.
    """

    def _send(*rows, kind="participants", user=None, confirm=False, name="deltagare.csv"):
        client = login(user or world.coordinator)
        content = rows[0] if isinstance(rows[0], bytes) else as_csv(*rows)
        sent = client.post(URL, {"kind": kind, "file": SimpleUploadedFile(name, content)})
        if sent.status_code != 302:
            return client, sent
        work_through()
        if confirm:
            client.post(f"{sent.url}bekrafta/")
            with django_capture_on_commit_callbacks(execute=True):
                work_through()
        return client, client.get(sent.url)

    return _send


@pytest.fixture
def local(world):
    """A coordinator of OS alone."""
    user = factories.StaffFactory(username="lokal")
    factories.MembershipFactory(staff=user, role="coordinator", delprojekt=world.os)
    return user
