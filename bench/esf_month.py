"""esf-deltagare for a month: CSV and XLSX against the least they could cost, and against what most
would use.
"""

import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from importlib import import_module
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

import psycopg
import xlsxwriter
from django.db import transaction

from bench import bounds
from bench.measure import Job
from bench.place import County
from mia import audit
from mia.access import identity
from reporting.exports.about import FileOrigin
from reporting.exports.registry import EXPORTS
from reporting.exports.request import ReportRequest, choose
from reporting.runs import actions as runs_actions

MONTH = "2019-03"
ORIGIN = FileOrigin("Prov", datetime(2026, 1, 1, 12, tzinfo=ZoneInfo("Europe/Stockholm")))
HOURS = 7  # the column
Owner = psycopg.Connection[Any]
SELECT = """
SELECT p.reference, d.code AS delprojekt, '2019-03' AS month,
       CASE WHEN e.is_protected THEN 'SKYDDAD' ELSE n.kind END AS identity_kind,
       CASE WHEN e.is_protected
            THEN to_char(q.birth_date, 'YYYYMMDD') || 'Tf'
                 || CASE q.sex WHEN 'K' THEN '29' ELSE '19' END
            ELSE n.number END AS number,
       e.started_on, CASE WHEN e.ended_on <= '2019-03-31' THEN e.ended_on END AS ended_on,
       replace(round(coalesce(t.minutes, 0) / 60.0, 1)::text, '.', ',') AS hours,
       coalesce(t.occasions, 0) AS occasions,
       CASE e.labour_status WHEN 'SYSSELSATT' THEN 'PO1' ELSE 'PO2' END AS template,
       'N' AS attested,
       CASE WHEN e.ended_on <= '2019-03-31' THEN 'AVSLUTAD'
            WHEN e.started_on >= '2019-03-01' THEN 'NY'
            ELSE 'PÅGÅENDE' END AS event
FROM participants_enrolment e
JOIN participants_participant q ON q.id = e.participant_id
JOIN participants_personalnumber n ON n.participant_id = e.participant_id AND n.replaced_on IS NULL
JOIN organisation_delprojekt d ON d.id = e.delprojekt_id
JOIN organisation_esfproject p ON p.id = e.project_id
LEFT JOIN (
    SELECT c.enrolment_id, sum(c.minutes) AS minutes, count(*) AS occasions
    FROM interventions_contact c JOIN participants_enrolment o ON o.id = c.enrolment_id
    WHERE c.outcome = 'GENOMFORD' AND c.channel NOT IN ('MEDDELANDE', 'MYNDIGHET')
      AND c.held_on BETWEEN '2019-03-01' AND '2019-03-31'
      AND c.held_on >= o.started_on AND (o.ended_on IS NULL OR c.held_on <= o.ended_on)
    GROUP BY c.enrolment_id
) t ON t.enrolment_id = e.id
WHERE e.started_on <= '2019-03-31' AND (e.ended_on IS NULL OR e.ended_on >= '2019-03-01')
  AND e.exit_reason_id IS DISTINCT FROM 'FELREGISTRERING'
ORDER BY d.code COLLATE "C", number COLLATE "C", e.started_on, e.id
"""


def jobs(county: County) -> Iterator[Job]:
    owner = county.owner()
    csv = partial(ours, county, "csv")
    yield Job(
        name="esf-deltagare, CSV",
        ours=csv,
        reference=partial(copy, owner),
        reference_is="one COPY, as the owner, past the policies, no run and no access log",
        bounds=bounds.EXPORT_CSV,
        same=begin_alike,
    )
    yield Job(
        name="esf-deltagare, XLSX",
        ours=partial(ours, county, "xlsx"),
        reference=partial(sheet, owner),
        reference_is="XlsxWriter in constant memory, the same typed cells from one SELECT",
        bounds=bounds.EXPORT_XLSX,
    )
    if takes_minutes(county):
        return
    try:
        usual = import_module("bench.usual")
    except ModuleNotFoundError:  # django-import-export is only installed by `make bench`
        return
    yield Job(
        name="esf-deltagare, CSV, against django-import-export",
        ours=csv,
        reference=usual.export,
        reference_is=(
            "django-import-export over a QuerySet, the hours as a subquery, the number looked up"
            " for each row"
        ),
        bounds=bounds.EXPORT_AGAINST_LIBRARY,
        is_slow=True,
    )


def takes_minutes(county: County) -> bool:
    """Whether the library would, for a county of this size."""
    return county.enrolments > (1_000 if county.small else 100_000)


def begin_alike(ours: bytes, reference: bytes) -> bool:
    return ours.split(b"\r\n")[1:9] == reference.split(b"\n")[:8]


def ours(county: County, extension: str) -> bytes:
    """As the command makes it, record of the run and access log included; taken back, so that
    nothing is left.
    """
    user = county.staff("coordinator")
    audit.begin()
    with identity.acting_as(user.pk, source="export") as work, tempfile.TemporaryFile() as file:
        export = EXPORTS["esf-deltagare"]
        scope = choose(user, export, ReportRequest(month=MONTH), today=work.today)
        runs_actions.make(export, scope, by=user, extension=extension, file=file, origin=ORIGIN)
        audit.flush(actor=work.actor, request_id=work.request_id, route="export", ip=None)
        transaction.set_rollback(True)
        return head(file)


def copy(owner: Owner) -> bytes:
    with tempfile.TemporaryFile() as file:
        with (
            owner.cursor() as cursor,
            cursor.copy(f"COPY ({SELECT}) TO STDOUT (FORMAT csv, DELIMITER ';')") as pipe,
        ):
            for block in pipe:
                file.write(block)
        owner.rollback()
        return head(file)


def sheet(owner: Owner) -> bytes:
    with (
        owner.cursor() as cursor,
        tempfile.TemporaryFile() as file,
        tempfile.TemporaryDirectory() as scratch,
    ):
        book = xlsxwriter.Workbook(file, {"constant_memory": True, "tmpdir": scratch})
        page = book.add_worksheet("esf-deltagare")
        text, day, tenth = (
            book.add_format({"num_format": code}) for code in ("@", "yyyy-mm-dd", "0.0")
        )
        whole = book.add_format({"num_format": "0"})
        for number, row in enumerate(cursor.stream(SELECT)):
            for place, value in enumerate(row):
                if value is None:
                    continue
                if place == HOURS:
                    page.write_number(number, place, Decimal(value.replace(",", ".")), tenth)
                elif isinstance(value, str):
                    page.write_string(number, place, value, text)
                elif isinstance(value, date):
                    page.write_datetime(number, place, value, day)
                else:
                    page.write_number(number, place, value, whole)
        book.close()
        owner.rollback()
        return b""


def head(file: BinaryIO) -> bytes:
    file.seek(0)
    return file.read(2000)
