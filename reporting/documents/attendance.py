"""The attendance report of a participant and month (docs/domain.md §7.1)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Sum
from django.db.models.functions import TruncMonth
from django.http import Http404

from interventions.contacts.enums import WITHOUT_PARTICIPANT, Channel, Outcome
from interventions.contacts.models import Contact
from interventions.methods.enums import Method
from mia import audit
from mia.access import replica
from mia.core.period import Period
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.visibility import visibility_filter
from reporting.documents import pdf


def hours(minutes: int) -> Decimal:
    """Of a month's minutes: one decimal, half up, rounded once (docs/formats.md §2)."""
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
    """Närvarorapport (docs/domain.md §7.1): participation time of one enrolment in one month, for
    signature.
    """

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
        return pdf.render("reporting/documents/attendance_pdf.html", {"document": self})


_PRINTED = """
SELECT j.name, j.reference, n.number, c.held_on, c.started_at, c.minutes, c.channel, c.method, s.name
FROM participants_enrolment e
JOIN organisation_esfproject j ON j.id = e.project_id
LEFT JOIN participants_personalnumber n ON n.participant_id = e.participant_id AND n.replaced_on IS NULL
LEFT JOIN interventions_contact c ON c.enrolment_id = e.id AND c.held_on BETWEEN %(first)s AND %(last)s
    AND c.outcome = %(held)s AND c.channel <> ALL (%(without)s)
LEFT JOIN organisation_staff s ON s.id = c.staff_id
WHERE e.id = %(enrolment)s AND {seen}
ORDER BY c.held_on, c.started_at, c.id
"""


def attendance(user: Staff, enrolment: Enrolment, month: Period) -> Attendance:
    """What `user` prints about an enrolment that a door has handed out; noted in the trail. Raises
    Http404.
    """
    seen, known = visibility_filter(user, "e")
    asked = known | {
        "enrolment": enrolment.pk,
        "first": month.first_on,
        "last": month.last_on,
        "held": Outcome.HELD,
        "without": list(WITHOUT_PARTICIPANT),
    }
    rows = replica.fetch(_PRINTED.format(seen=seen), asked)
    if not rows:
        raise Http404
    audit.record_event(
        audit.Action.PRINT, "attendance.printed", enrolment.participant_id, month=month.label
    )
    project, reference, number = rows[0][:3]
    return Attendance(
        project=project,
        reference=reference,
        delprojekt=enrolment.delprojekt.name,
        participant=str(enrolment.participant),
        number=f"{number[:8]}-{number[8:]}" if number else "",
        month=month,
        occasions=tuple(_occasion(*row[3:]) for row in rows if row[3]),
    )


def _occasion(
    held_on: date,
    started_at: time | None,
    minutes: int,
    channel: str,
    method: str | None,
    staff: str | None,
) -> Occasion:
    said = Method(method).label if method else ""
    return Occasion(held_on, started_at, minutes, Channel(channel).label, said, staff or "")


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
    return [
        AttendedMonth(Period.month_of(day), occasions, minutes) for day, occasions, minutes in rows
    ]
