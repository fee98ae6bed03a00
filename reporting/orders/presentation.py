"""What the pages say of ordered files."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from mia.organisation.staff.models import Staff
from reporting.exports.registry import EXPORTS
from reporting.figures.numbers import number_text
from reporting.months import queries as months_queries
from reporting.orders import export_store, queries
from reporting.orders.enums import OrderState
from reporting.orders.models import ReportOrder
from reporting.orders.run_order import ATTEMPTS
from reporting.reports.forms import FORMATS

POLLED = timedelta(minutes=15)  # then the page stops asking: an unattended session is to end
TONES: dict[str, str] = {OrderState.READY: "good", OrderState.FAILED: "alert"}


@dataclass(frozen=True)
class Shown:
    """An order in words. `rows` of `expected` are written; 0 expected: not told by rows."""

    order: ReportOrder
    title: str
    places: str
    format: str
    state: str
    tone: str
    rows: int
    expected: int
    has_file: bool
    keep_until: datetime | None
    is_polled: bool

    @property
    def heading(self) -> str:
        if self.has_file:
            return "Filen är klar"
        if self.order.state == OrderState.FAILED:
            return "Filen kunde inte göras"
        return "Filen är borttagen" if self.order.is_finished else "Filen görs"

    @property
    def is_new(self) -> bool:
        """Ready, and nobody has fetched it."""
        return self.has_file and self.order.fetched_at is None

    @property
    def progress(self) -> str:
        if not self.rows:
            return ""
        done = number_text(self.rows)
        return (
            f"Rad {done} av ungefär {number_text(self.expected)}"
            if self.expected
            else f"Rad {done}"
        )

    @property
    def again(self) -> str:
        """That it is made again, after a worker that ended or an attempt that went wrong."""
        begun = self.order.attempts + (self.order.state == OrderState.WAITING)
        return (
            f"Arbetet avbröts och filen körs om från början: försök {begun} av {ATTEMPTS}."
            if begun > 1
            else ""
        )

    @property
    def wanted(self) -> list[tuple[str, str]]:
        """The same choice, as the fields of the form that orders it again."""
        order, asked = self.order, self.order.parameters
        whole = EXPORTS[order.slug].is_monthly
        period = (
            {"month": order.period.label}
            if whole
            else {"from_on": order.first_on, "to_on": order.last_on}
        )
        pairs = [(name, str(value)) for name, value in period.items()]
        pairs += [
            ("project", asked["project"]),
            ("programme", asked["programme"]),
            ("format", order.format),
        ]
        pairs += [("delprojekt", code) for code in order.delprojekt if asked["named"]]
        return [*pairs, ("exact", "on")] if asked["exact"] else pairs


def of(order: ReportOrder, *, now: datetime, places: str = "") -> Shown:
    keep_until = (
        order.finished_at + export_store.LASTS if order.run_id and order.finished_at else None
    )
    has_file = (
        keep_until is not None
        and now < keep_until
        and export_store.path_of(order.pk, order.format).is_file()
    )
    is_gone = order.state == OrderState.READY and not has_file
    rows, expected = (None if order.is_finished else export_store.progress_of(order.pk)) or (0, 0)
    return Shown(
        order=order,
        title=EXPORTS[order.slug].title,
        places=places or months_queries.places_of([order])[order.pk],
        format=FORMATS[order.format],
        state="borttagen" if is_gone else order.get_state_display(),
        tone="neutral" if is_gone else TONES.get(order.state, "warn"),
        rows=rows,
        expected=max(rows, expected),
        has_file=has_file,
        keep_until=keep_until,
        is_polled=not order.is_finished and now - order.ordered_at < POLLED,
    )


def latest(user: Staff, number: int, *, now: datetime, slug: str = "") -> list[Shown]:
    """The user's latest orders, of one report or of all."""
    orders = queries.orders_of(user)
    found = list((orders.filter(slug=slug) if slug else orders)[:number])
    places = months_queries.places_of(found)
    return [of(order, now=now, places=places[order.pk]) for order in found]
