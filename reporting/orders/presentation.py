"""What the pages say of ordered files."""

from dataclasses import dataclass
from datetime import datetime

from mia.jobs.enums import JobState
from mia.jobs.progress import JobProgress, progress_of
from mia.organisation.staff.models import Staff
from reporting.months import queries as months_queries
from reporting.orders import lifetime, queries
from reporting.orders.forms import FORMATS
from reporting.orders.order import ExportOrder

TONES: dict[str, str] = {JobState.READY: "good", JobState.FAILED: "alert"}


@dataclass(frozen=True)
class OrderView:
    """An order as a page shows it. `places` are its delprojekt in words."""

    order: ExportOrder
    places: str
    has_file: bool
    kept_until: datetime | None
    progress: JobProgress

    @property
    def title(self) -> str:
        return self.order.export.title

    @property
    def format(self) -> str:
        return FORMATS[self.order.format]

    @property
    def is_removed(self) -> bool:
        return self.order.job.state == JobState.READY and not self.has_file

    @property
    def state(self) -> str:
        return "borttagen" if self.is_removed else self.order.job.get_state_display()

    @property
    def tone(self) -> str:
        return "neutral" if self.is_removed else TONES.get(self.order.job.state, "warn")

    @property
    def heading(self) -> str:
        if self.has_file:
            return "Filen är klar"
        if self.order.job.state == JobState.FAILED:
            return "Filen kunde inte göras"
        return "Filen är borttagen" if self.is_removed else "Filen görs"

    @property
    def is_new(self) -> bool:
        """Ready, and nobody has fetched it."""
        return self.has_file and self.order.job.fetched_at is None

    @property
    def form_values(self) -> list[tuple[str, str]]:
        """The same request, as the fields of the form that orders it again."""
        order = self.order
        values = [
            *_period_values(order),
            ("project", order.project),
            ("programme", order.programme),
            ("format", order.format),
        ]
        if order.is_named:
            values += [("delprojekt", code) for code in order.delprojekt]
        if order.exact:
            values.append(("exact", "on"))
        return values


def _period_values(order: ExportOrder) -> list[tuple[str, str]]:
    if order.export.is_monthly:
        return [("month", order.period.label)]
    return [("from_on", str(order.period.first_on)), ("to_on", str(order.period.last_on))]


def view_of(order: ExportOrder, *, now: datetime, places: str = "") -> OrderView:
    return OrderView(
        order=order,
        places=places or months_queries.describe_delprojekt([order])[order.pk],
        has_file=lifetime.has_file(order, now=now),
        kept_until=lifetime.kept_until(order),
        progress=progress_of(order.job, now=now),
    )


def latest(user: Staff, number: int, *, now: datetime, slug: str = "") -> list[OrderView]:
    """The user's latest orders, of one report or of all."""
    orders = queries.latest_orders(user, number, slug=slug)
    places = months_queries.describe_delprojekt(orders)
    return [view_of(order, now=now, places=places[order.pk]) for order in orders]
