"""Order files by the page, do the worker's part, and look at the files that are stored."""

import json

from django.db import connection

from mia.audit.models import AccessLog
from mia.jobs import files
from mia.jobs.models import Job
from reporting.orders.order import order_of
from tests.jobs.working import work

__all__ = ["work"]

MARCH = {"month": "2021-03", "format": "csv"}


def place(client, slug="esf-deltagare", **data) -> Job:
    response = client.post(f"/rapporter/{slug}/", MARCH | data)
    assert response.status_code == 302, response.content.decode()
    return Job.objects.get(pk=response.url.rstrip("/").rpartition("/")[2])


def file_of(job):
    return files.path_of(job, order_of(job).file_name)


def stored() -> list[str]:
    """Every stored file and its folder, "<job>/<name>"."""
    paths = files.root().glob("exports/*/*")
    return sorted(str(path.relative_to(files.root() / "exports")) for path in paths)


def stored_file(job) -> str:
    return f"{job.pk}/{order_of(job).file_name}"


def page(client, job, **headers) -> str:
    return client.get(f"/rapporter/bestallning/{job.pk}/", headers=headers).content.decode()


def taken(client, job):
    """The status of asking for the file, and its content if there is one."""
    response = client.get(f"/rapporter/bestallning/{job.pk}/fil/")
    content = b"".join(response.streaming_content) if response.streaming else None
    return response.status_code, content


def tasks() -> list[dict]:
    """The arguments of every task in the queue."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args FROM procrastinate_jobs WHERE task_name = 'run_job' ORDER BY id"
        )
        return [json.loads(row[0]) for row in cursor.fetchall()]


def exports_made() -> int:
    return AccessLog.objects.filter(event__contains="exported").count()
