"""Documents to print: the attendance report of a participant and month, and the dashboard."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth

from interventions.models import Contact
from mia.audit import trail
from mia.audit.models import AccessLog
from mia.organisation.models import Staff
from participants.models import Enrolment, PersonalNumber
from reporting import pdf, sections
from reporting.overview import Overview
from reporting.periods import Period


def hours(minutes: int) -> Decimal:
    """Of a month's minutes: one decimal, half up, rounded once (formats §2)."""
    return (Decimal(minutes) / 60).quantize(Decimal("0.1"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Occasion:
    held_on: date
    started_at: time | None
    minutes: int
    channel: str
    method: str
    staff: str

    @property
    def clock(self) -> str:
        """`09.30–10.15`, or nothing when the time was not noted."""
        if self.started_at is None:
            return ""
        stop = datetime.combine(self.held_on, self.started_at) + timedelta(minutes=self.minutes)
        return f"{self.started_at:%H.%M}–{stop:%H.%M}"


@dataclass(frozen=True)
class Attendance:
    """Närvarorapport (domain §7.1): participation time of one enrolment in one month, for signature."""

    project: str
    reference: str
    delprojekt: str
    participant: str
    number: str
    month: Period
    occasions: tuple[Occasion, ...]

    @property
    def minutes(self) -> int:
        return sum(occasion.minutes for occasion in self.occasions)

    @property
    def hours(self) -> str:
        """The same as Timmar in esf-deltagare."""
        return str(hours(self.minutes)).replace(".", ",")

    @property
    def file_name(self) -> str:
        return f"narvarorapport_{self.month.label}.pdf"

    def pdf(self) -> tuple[str, bytes]:
        return pdf.render("reporting/pdf/attendance.html", {"document": self})


def attendance(user: Staff, enrolment: Enrolment, month: Period) -> Attendance:
    """What `user` prints about an enrolment that a door has handed out; noted in the trail."""
    contacts = (
        Contact.objects.visible_to(user)
        .participation()
        .between(month.first_on, month.last_on)
        .filter(enrolment=enrolment)
        .select_related("staff")
        .order_by("held_on", "started_at", "pk")
    )
    number = PersonalNumber.objects.visible_to(user).current().filter(participant=enrolment.participant_id).first()
    trail.did(AccessLog.Action.PRINT, "attendance.printed", enrolment.participant_id, month=month.label)
    return Attendance(
        project=enrolment.project.name,
        reference=enrolment.project.reference,
        delprojekt=enrolment.delprojekt.name,
        participant=str(enrolment.participant),
        number=f"{number.number[:8]}-{number.number[8:]}" if number else "",
        month=month,
        occasions=tuple(_occasion(contact) for contact in contacts),
    )


def _occasion(contact: Contact) -> Occasion:
    return Occasion(
        contact.held_on,
        contact.started_at,
        contact.minutes,
        contact.get_channel_display(),
        contact.get_method_display() or "",
        contact.staff.name if contact.staff else "",
    )


@dataclass(frozen=True)
class AttendedMonth:
    month: Period
    occasions: int
    minutes: int

    @property
    def hours(self) -> str:
        return str(hours(self.minutes)).replace(".", ",")


def attended_months(user: Staff, enrolment: Enrolment) -> list[AttendedMonth]:
    """The months with participation time, latest first."""
    rows = (
        Contact.objects.visible_to(user)
        .participation()
        .filter(enrolment=enrolment)
        .order_by()
        .values_list(TruncMonth("held_on"))
        .annotate(Count("pk"), Sum("minutes"))
        .order_by("-truncmonth1")
    )
    return [AttendedMonth(Period.month_of(day), occasions, minutes) for day, occasions, minutes in rows]


@dataclass(frozen=True)
class DashboardDocument:
    """The dashboard on paper: the same overview, so the same numbers and charts, without links."""

    overview: Overview
    made_on: date

    @property
    def tiles(self) -> list[sections.Tile]:
        return sections.tiles(self.overview)

    @property
    def sections(self) -> list[sections.Section]:
        return sections.sections(self.overview)

    def pdf(self) -> tuple[str, bytes]:
        return pdf.render("reporting/pdf/dashboard.html", {"document": self})


def dashboard(overview: Overview, *, made_on: date) -> DashboardDocument:
    """Noted in the trail; it holds nothing about a person."""
    trail.did(AccessLog.Action.PRINT, "dashboard.printed", place=overview.place.code, shown=overview.query)
    return DashboardDocument(overview, made_on)
