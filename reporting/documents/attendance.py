"""The attendance report of a participant and month (docs/domain.md §7.1)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import TruncMonth
from django.http import Http404

from interventions.attendance import models as attendance_models
from interventions.attendance.queries import list_attended, list_months
from interventions.contacts.enums import Channel
from interventions.contacts.models import Contact
from interventions.methods.enums import Method
from mia import audit
from mia.core.period import Period
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.people.models import PersonalNumber
from reporting.documents import pdf


def hours(minutes: int) -> Decimal:
    """The hours of a month's minutes: one decimal, half up, rounded once (docs/formats.md §2)."""
    return (Decimal(minutes) / 60).quantize(Decimal("0.1"), ROUND_HALF_UP)


def hours_text(minutes: int) -> str:
    """With a decimal comma."""
    return str(hours(minutes)).replace(".", ",")


@dataclass(frozen=True)
class Occasion:
    """One contact as the report lists it: channel, method and staff in words."""

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
        start = datetime.combine(self.held_on, self.started_at)
        stop = start + timedelta(minutes=self.minutes)
        return f"{start:%H.%M}–{stop:%H.%M}"


@dataclass(frozen=True)
class Attendance:
    """Närvarorapport: participation time of one enrolment in one month, for signature."""

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
        return hours_text(self.minutes)

    @property
    def file_name(self) -> str:
        return f"narvarorapport_{self.month.label}.pdf"

    def pdf(self) -> tuple[str, bytes]:
        return pdf.render("reporting/documents/attendance_pdf.html", {"document": self})


def attendance(user: Staff, enrolment: Enrolment, month: Period) -> Attendance:
    """What `user` prints about an enrolment; the print is recorded.

    Raises Http404 when `user` does not see the enrolment.
    """
    numbers = PersonalNumber.objects.current().filter(participant=OuterRef("participant"))
    visible = Enrolment.objects.visible_to(user).filter(pk=enrolment.pk)
    with_number = visible.annotate(number=Subquery(numbers.values("number")[:1]))
    facts = with_number.values("project__name", "project__reference", "number").first()
    if facts is None:
        raise Http404
    audit.record_event(
        audit.Action.PRINT, "attendance.printed", enrolment.participant_id, month=month.label
    )
    return Attendance(
        project=facts["project__name"],
        reference=facts["project__reference"],
        delprojekt=enrolment.delprojekt.name,
        participant=str(enrolment.participant),
        number=_with_hyphen(facts["number"]),
        month=month,
        occasions=_occasions(user, enrolment, month),
    )


def _with_hyphen(number: str | None) -> str:
    """`19760101-2383`; empty when there is none."""
    return f"{number[:8]}-{number[8:]}" if number else ""


def _occasions(user: Staff, enrolment: Enrolment, month: Period) -> tuple[Occasion, ...]:
    """Contacts that are participation time, and attendance at placements, in order of time."""
    occasions = _contacts(user, enrolment, month)
    for row in list_attended(user, enrolment, month):
        occasions.append(_attended(row))
    return tuple(sorted(occasions, key=_moment_of))


def _moment_of(occasion: Occasion) -> tuple[date, time]:
    return occasion.held_on, occasion.started_at or time.min


def _attended(row: attendance_models.Attendance) -> Occasion:
    channel = f"arbetsträning, {row.placement.workplace}"
    if row.last_on != row.first_on:
        channel += f", till och med {row.last_on}"
    return Occasion(
        held_on=row.first_on,
        started_at=None,
        minutes=row.minutes,
        channel=channel,
        method="",
        staff=row.placement.supervisor,
    )


def _contacts(user: Staff, enrolment: Enrolment, month: Period) -> list[Occasion]:
    """Contacts that are participation time, in order of time."""
    contacts = (
        Contact.objects.visible_to(user)
        .participation()
        .between(month.first_on, month.last_on)
        .filter(enrolment=enrolment)
        .order_by("held_on", "started_at", "pk")
        .values_list("held_on", "started_at", "minutes", "channel", "method", "staff__name")
    )
    occasions = []
    for held_on, started_at, minutes, channel, method, staff in contacts:
        occasion = Occasion(
            held_on=held_on,
            started_at=started_at,
            minutes=minutes,
            channel=Channel(channel).label,
            method=Method(method).label if method else "",
            staff=staff or "",
        )
        occasions.append(occasion)
    return occasions


@dataclass(frozen=True)
class AttendedMonth:
    """How many occasions and minutes of participation time an enrolment has in a month."""

    month: Period
    occasions: int
    minutes: int

    @property
    def hours(self) -> str:
        return hours_text(self.minutes)


def attended_months(user: Staff, enrolment: Enrolment) -> list[AttendedMonth]:
    """The months with participation time, latest first."""
    of_contacts = _months_of_contacts(user, enrolment)
    attended = {row.month: row for row in of_contacts}
    for row in list_months(user, enrolment):
        before = attended.get(row.month, AttendedMonth(row.month, 0, 0))
        attended[row.month] = AttendedMonth(
            row.month, before.occasions + row.occasions, before.minutes + row.minutes
        )
    return sorted(attended.values(), key=_first_day_of, reverse=True)


def _first_day_of(row: AttendedMonth) -> date:
    return row.month.first_on


def _months_of_contacts(user: Staff, enrolment: Enrolment) -> list[AttendedMonth]:
    months = (
        Contact.objects.visible_to(user)
        .participation()
        .filter(enrolment=enrolment)
        .order_by()
        .values(month=TruncMonth("held_on"))
        .annotate(occasions=Count("pk"), total=Sum("minutes"))
    )
    return [
        AttendedMonth(Period.month_of(row["month"]), row["occasions"], row["total"])
        for row in months
    ]
