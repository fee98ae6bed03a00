"""The attendance report of a participant and month (docs/domain.md §7.1), and those of many."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404

from interventions.attendance.models import Attendance as PlacementAttendance
from interventions.attestations.queries import (
    AttendanceRow,
    attendance_of,
    hours_text,
    participation_of,
)
from interventions.contacts.enums import Channel
from interventions.methods.enums import Method
from mia import audit
from mia.core.period import Period
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.people.models import PersonalNumber
from reporting.documents import pdf

TEMPLATE = "reporting/documents/attendance_pdf.html"


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
        return pdf.render(TEMPLATE, {"month": self.month, "documents": [self]})


@dataclass(frozen=True)
class AttendanceBundle:
    """The reports of several participants in one document, each on pages of its own."""

    month: Period
    documents: list[Attendance]

    @property
    def file_name(self) -> str:
        return f"narvarorapporter_{self.month.label}.pdf"

    def pdf(self) -> tuple[str, bytes]:
        return pdf.render(TEMPLATE, {"month": self.month, "documents": self.documents})


def attendance(user: Staff, enrolment: Enrolment, month: Period) -> Attendance:
    """What `user` prints about an enrolment; the print is recorded.

    Raises Http404 when `user` does not see the enrolment.
    """
    documents = _documents(user, [enrolment.pk], month)
    if not documents:
        raise Http404
    return documents[0]


def attendance_of_all(
    user: Staff, rows: Iterable[AttendanceRow], month: Period
) -> AttendanceBundle:
    """What `user` prints about the enrolments of a month's list, in its order; the prints are
    recorded. Two statements.
    """
    keys = [row.enrolment.pk for row in rows]
    return AttendanceBundle(month, _documents(user, keys, month))


def _documents(user: Staff, keys: list[UUID], month: Period) -> list[Attendance]:
    """In the order of the keys; of those alone that the user sees."""
    occasions = _occasions(user, keys, month)
    enrolments = _with_number(user, keys).in_bulk(keys)
    documents = []
    for key in keys:
        enrolment = enrolments.get(key)
        if enrolment is None:
            continue
        audit.record_event(
            audit.Action.PRINT, "attendance.printed", enrolment.participant_id, month=month.label
        )
        document = Attendance(
            project=enrolment.project.name,
            reference=enrolment.project.reference,
            delprojekt=enrolment.delprojekt.name,
            participant=str(enrolment.participant),
            number=_with_hyphen(enrolment.number),
            month=month,
            occasions=tuple(occasions.get(key, ())),
        )
        documents.append(document)
    return documents


def _with_number(user: Staff, keys: list[UUID]) -> "QuerySet[Any]":
    """The enrolments that the user sees, each with the person's current number."""
    numbers = PersonalNumber.objects.current().filter(participant=OuterRef("participant"))
    visible = Enrolment.objects.visible_to(user).filter(pk__in=keys)
    rows: QuerySet[Any] = visible.select_related("participant", "delprojekt", "project")
    return rows.annotate(number=Subquery(numbers.values("number")[:1]))


def _with_hyphen(number: str | None) -> str:
    """`19760101-2383`; empty when there is none."""
    return f"{number[:8]}-{number[8:]}" if number else ""


def _occasions(user: Staff, keys: list[UUID], month: Period) -> dict[UUID, list[Occasion]]:
    """Contacts that are participation time, and attendance at placements, in order of time, by
    enrolment.
    """
    occasions = _contacts(user, keys, month)
    rows = attendance_of(user, keys).within(month).select_related("placement")
    for row in rows.order_by("first_on", "pk"):
        occasions.setdefault(row.enrolment_id, []).append(_attended(row))
    for of_enrolment in occasions.values():
        of_enrolment.sort(key=_moment_of)
    return occasions


def _moment_of(occasion: Occasion) -> tuple[date, time]:
    return occasion.held_on, occasion.started_at or time.min


def _attended(row: PlacementAttendance) -> Occasion:
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


def _contacts(user: Staff, keys: list[UUID], month: Period) -> dict[UUID, list[Occasion]]:
    """Contacts that are participation time, by enrolment."""
    contacts = (
        participation_of(user, keys)
        .between(month.first_on, month.last_on)
        .order_by("held_on", "started_at", "pk")
        .values_list(
            "enrolment", "held_on", "started_at", "minutes", "channel", "method", "staff__name"
        )
    )
    occasions: dict[UUID, list[Occasion]] = {}
    for enrolment, held_on, started_at, minutes, channel, method, staff in contacts:
        occasion = Occasion(
            held_on=held_on,
            started_at=started_at,
            minutes=minutes,
            channel=Channel(channel).label,
            method=Method(method).label if method else "",
            staff=staff or "",
        )
        occasions.setdefault(enrolment, []).append(occasion)
    return occasions
