"""The participation time of a month, and whether it is attested."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import TruncMonth

from interventions.attendance.models import Attendance, AttendanceQuerySet
from interventions.attestations.models import Attestation
from interventions.contacts.models import Contact, ContactQuerySet
from mia.core.period import Period
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.enrolments.queries import assigned_to

COMPARE = "Jämför med det som deltagaren har skrivit under. Intyga igen om den nya tiden stämmer."


def is_within_enrolment(day: str) -> Q:
    """As esf-deltagare counts: a follow-up after the exit is no participation. `day` is a field."""
    is_before_the_end = Q(**{f"{day}__lte": F("enrolment__ended_on")})
    return Q(**{f"{day}__gte": F("enrolment__started_on")}) & (
        Q(enrolment__ended_on=None) | is_before_the_end
    )


def hours(minutes: int) -> Decimal:
    """Of a month's minutes: one decimal, half up, rounded once (docs/formats.md §2)."""
    return (Decimal(minutes) / 60).quantize(Decimal("0.1"), ROUND_HALF_UP)


def hours_text(minutes: int) -> str:
    """With a decimal comma."""
    return str(hours(minutes)).replace(".", ",")


def minutes_name(enrolment: UUID) -> str:
    """The field of a form that carries the minutes which the page has of an enrolment."""
    return f"minutes_{enrolment}"


def change_text(before: int | None, current: int) -> str:
    """What differs, in minutes: hours are rounded."""
    former = "Tiden fanns inte när du öppnade sidan"
    if before is not None:
        former = f"Du såg {before} minuter ({hours_text(before)} timmar)"
    now = f"nu är den {current} minuter ({hours_text(current)} timmar)"
    return f"{former}, {now}. {COMPARE}"


def month_before(month: Period) -> Period:
    return Period.month_of(month.before)


class MonthTime(NamedTuple):
    """How many occasions, and how long together."""

    occasions: int
    minutes: int


@dataclass(frozen=True)
class AttendanceRow:
    """The participation time of an enrolment in a month, and what was attested of it."""

    enrolment: Enrolment
    month: Period
    occasions: int
    minutes: int
    attestation: Attestation | None

    @property
    def hours(self) -> str:
        return hours_text(self.minutes)

    @property
    def is_attested(self) -> bool:
        return self.attestation is not None and self.attestation.minutes == self.minutes

    @property
    def has_changed(self) -> bool:
        """Whether the time is another one than was attested: the sheet is signed anew."""
        return self.attestation is not None and self.attestation.minutes != self.minutes


def participation_of(user: Staff, enrolments: Iterable[UUID]) -> ContactQuerySet:
    """The contacts of the enrolments whose minutes are participation time."""
    rows = Contact.objects.visible_to(user).participation()
    within = is_within_enrolment("held_on")
    contacts: ContactQuerySet = rows.filter(within, enrolment__in=list(enrolments))
    return contacts


def attendance_of(user: Staff, enrolments: Iterable[UUID]) -> AttendanceQuerySet:
    """The attendance of the enrolments at placements, all of which is participation time."""
    rows = Attendance.objects.visible_to(user)
    within = is_within_enrolment("first_on")
    attendance: AttendanceQuerySet = rows.filter(within, enrolment__in=list(enrolments))
    return attendance


def list_attendance(user: Staff, month: Period, today: date) -> list[AttendanceRow]:
    """The user's own participants with participation time in the month, by name."""
    first, last = month.first_on, month.last_on
    own = assigned_to(user, today).filter(started_on__lte=last)
    was_open = Q(ended_on=None) | Q(ended_on__gte=first)
    cases = own.filter(was_open).select_related("participant", "delprojekt")
    names = ("participant__family_name", "participant__given_name", "pk")
    enrolments = list(cases.order_by(*names))
    keys = [enrolment.pk for enrolment in enrolments]
    times = times_of_month(user, keys, month)
    attestations = attestations_of(user, keys, month)
    rows = []
    for enrolment in enrolments:
        if enrolment.pk in times:
            time = times[enrolment.pk]
            attestation = attestations.get(enrolment.pk)
            rows.append(AttendanceRow(enrolment, month, *time, attestation))
    return rows


def times_of_month(user: Staff, enrolments: Iterable[UUID], month: Period) -> dict[UUID, MonthTime]:
    """By enrolment; one without participation time is not there."""
    keys = list(enrolments)
    contacts = participation_of(user, keys).between(month.first_on, month.last_on)
    attendance = attendance_of(user, keys).within(month)
    return _sum_by("enrolment", contacts, attendance)


def _sum_by(
    group: str, contacts: ContactQuerySet, attendance: AttendanceQuerySet
) -> dict[Any, MonthTime]:
    """Occasions and minutes of both, by what `group` names."""
    times: dict[Any, MonthTime] = {}
    for rows in (contacts, attendance):
        sums = rows.order_by().values(group).annotate(occasions=Count("pk"), total=Sum("minutes"))
        for row in sums:
            before = times.get(row[group], MonthTime(0, 0))
            times[row[group]] = MonthTime(
                before.occasions + row["occasions"], before.minutes + row["total"]
            )
    return times


def attestations_of(
    user: Staff, enrolments: Iterable[UUID], month: Period
) -> dict[UUID, Attestation]:
    """By enrolment."""
    rows = Attestation.objects.visible_to(user).filter(
        enrolment__in=list(enrolments), first_on=month.first_on
    )
    attestations = {}
    for row in rows.select_related("registered_by"):
        attestations[row.enrolment_id] = row
    return attestations


def list_attended_months(user: Staff, enrolment: Enrolment) -> list[AttendanceRow]:
    """The months of one enrolment with participation time, latest first."""
    contacts = participation_of(user, [enrolment.pk]).annotate(month=TruncMonth("held_on"))
    attendance = attendance_of(user, [enrolment.pk]).annotate(month=TruncMonth("first_on"))
    times = _sum_by("month", contacts, attendance)
    attestations = {}
    for attestation in Attestation.objects.visible_in(user, enrolment):
        attestations[attestation.first_on] = attestation
    rows = []
    for first_on in sorted(times, reverse=True):
        attestation = attestations.get(first_on)
        month = Period.month_of(first_on)
        rows.append(AttendanceRow(enrolment, month, *times[first_on], attestation))
    return rows
