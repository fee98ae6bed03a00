"""The record of a disposal (gallringsprotokoll), without personal data: page, PDF and CSV."""

import csv
import io
from dataclasses import dataclass

from django.db.models import Count, Q

from mia import audit
from mia.organisation.staff.models import Staff
from reporting.documents import pdf
from reporting.retention.enums import ItemKind, ItemState
from reporting.retention.models import Disposal, DisposalItem
from reporting.retention.plan import disposal_plan

BOM = "\ufeff"
PERSONS, REFERRALS = "personer", "remisser utan inskrivning"
HEADINGS = ("Del", "Vad", "År", "Antal", "Kvar", "Avidentifierade", "Raderade", "Historik")


@dataclass(frozen=True)
class ItemLine:
    """Persons or referrals of one delprojekt that ended in one year: how many were disposed of, and
    how many were left because something held them.
    """

    kind: str
    delprojekt: str
    year: int
    done: int
    kept: int
    waiting: int


@dataclass(frozen=True)
class TableLine:
    """What was done with one kind of rows."""

    label: str
    emptied: int
    deleted: int
    history: int


@dataclass(frozen=True)
class Protocol:
    """Who decided what, and what was done."""

    disposal: Disposal
    items: list[ItemLine]
    tables: list[TableLine]

    @property
    def done(self) -> int:
        return sum(line.done for line in self.items)

    @property
    def kept(self) -> int:
        return sum(line.kept for line in self.items)

    @property
    def waiting(self) -> int:
        return sum(line.waiting for line in self.items)

    @property
    def total(self) -> int:
        return self.done + self.kept + self.waiting

    def pdf(self) -> tuple[str, bytes]:
        return pdf.render("reporting/retention/protocol_pdf.html", {"document": self})

    def csv(self) -> bytes:
        """The same as a file: with BOM, semicolon and CRLF, as every CSV file of MIA."""
        text = io.StringIO()
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow(HEADINGS)
        for item in self.items:
            where = f"{item.kind}, {item.delprojekt}"
            writer.writerow(["Urval", where, item.year, item.done, item.kept, "", "", ""])
        for table in self.tables:
            counts = [table.emptied, table.deleted, table.history]
            writer.writerow(["Uppgifter", table.label, "", "", "", *counts])
        return (BOM + text.getvalue()).encode()

    @property
    def file_name(self) -> str:
        """Without ending; it says nothing about a person."""
        return f"gallringsprotokoll-{self.disposal.listed_on:%Y-%m-%d}"


def protocol_of(disposal: Disposal) -> Protocol:
    """What a disposal is about, or what it did. Two statements."""
    return Protocol(disposal, _item_lines(disposal), _table_lines(disposal))


def hand_out(protocol: Protocol, *, by: Staff) -> Protocol:
    """Record that somebody takes the protocol out, and return it."""
    audit.record_event(
        audit.Action.PRINT,
        "disposal.protocol_printed",
        by=by.pk,
        disposal=str(protocol.disposal.pk),
    )
    return protocol


def _item_lines(disposal: Disposal) -> list[ItemLine]:
    items = DisposalItem.objects.filter(disposal=disposal)
    groups = items.values_list("kind", "delprojekt__name", "ended_year").annotate(
        done=Count("pk", filter=Q(state=ItemState.DONE)),
        kept=Count("pk", filter=Q(state=ItemState.KEPT)),
        waiting=Count("pk", filter=Q(state=ItemState.WAITING)),
    )
    lines = []
    for kind, delprojekt, *counts in groups.order_by("kind", "delprojekt__name", "ended_year"):
        label = PERSONS if kind == ItemKind.PERSON else REFERRALS
        lines.append(ItemLine(label, delprojekt, *counts))
    return lines


def _table_lines(disposal: Disposal) -> list[TableLine]:
    """In the order of the plan; those without rows are left out."""
    if disposal.confirmed_at is None:
        return []
    rows = {row.relation: row for row in disposal.counts.all()}
    lines = []
    for step in disposal_plan():
        row = rows.get(step.table)
        if row is not None and (row.emptied or row.deleted or row.history):
            lines.append(TableLine(step.label, row.emptied, row.deleted, row.history))
    return lines
