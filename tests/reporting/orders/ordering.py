"""Order files by the page, do the worker's part, and look at what lies on the shelf."""

import json

from django.db import connection
from django.utils import timezone

from mia.audit.models import AccessLog
from reporting.orders import export_store, run_order
from reporting.orders.models import ReportOrder

MARCH = {"month": "2021-03", "format": "csv"}


def place(client, slug="esf-deltagare", **data) -> ReportOrder:
    response = client.post(f"/rapporter/{slug}/", MARCH | data)
    assert response.status_code == 302, response.content.decode()
    return ReportOrder.objects.get(pk=response.url.rstrip("/").rpartition("/")[2])


def work(order, *, stop=False) -> ReportOrder:
    run_order.run_order(order.pk, clock=timezone.localtime, is_stopping=lambda: stop)
    order.refresh_from_db()
    return order


def shelved() -> list[str]:
    return sorted(path.name for path in export_store.root().glob("*"))


def page(client, order, **headers) -> str:
    return client.get(f"/rapporter/bestallning/{order.pk}/", headers=headers).content.decode()


def taken(client, order):
    """The status of asking for the file, and its content if there is one."""
    response = client.get(f"/rapporter/bestallning/{order.pk}/fil/")
    return response.status_code, b"".join(
        response.streaming_content
    ) if response.streaming else None


def jobs() -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT args FROM procrastinate_jobs WHERE task_name = 'make_file' ORDER BY id"
        )
        return [json.loads(row[0]) for row in cursor.fetchall()]


def made() -> int:
    return AccessLog.objects.filter(event__contains="exported").count()
