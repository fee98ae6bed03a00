"""Reads of emergency openings."""

from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from mia import audit
from mia.access.roles import Permission
from mia.core import sql
from mia.organisation.staff.models import Staff
from participants.assignments.queries import soon_after
from participants.emergencies.models import EmergencyOpening, EmergencyOpeningQuerySet


class ClosedCase(NamedTuple):
    """A protected case that is closed to the user, who may open it in an emergency.

    Not an enrolment that has ended. `staff` names those who may open it otherwise.
    """

    enrolment: UUID
    participant: UUID
    alias: str
    delprojekt: str
    started_on: date
    ended_on: date | None
    staff: str | None


def closed_cases(enrolment: UUID | None = None) -> list[ClosedCase]:
    """The cases that the user of this unit of work may open in an emergency, or one of them.

    By delprojekt and alias. Each is recorded as viewed.
    """
    with connection.cursor() as cursor:
        statement = sql.load("participants.emergencies", "closed_cases.sql")
        cursor.execute(statement, {"enrolment": enrolment})
        cases = [ClosedCase(*row) for row in cursor.fetchall()]
    for case in cases:
        audit.record_view(case.participant)
    return cases


class EmergencyWork(NamedTuple):
    """What waits for one who reviews: openings, and protected cases that nobody may open now, or
    from a day that comes soon.
    """

    unreviewed: int
    orphans: int
    orphans_soon: int


def count_work(user: Staff) -> EmergencyWork:
    """Return what waits in the delprojekt where the user of this unit of work reviews."""
    params: dict[str, Any] = {"staff": user.pk, "soon": soon_after(user.scope.today)}
    with connection.cursor() as cursor:
        cursor.execute(sql.load("participants.emergencies", "waiting.sql"), params)
        return EmergencyWork(*cursor.fetchone())


def openings_to_review(user: Staff) -> EmergencyOpeningQuerySet:
    """Those that the user reviews and did not make, the latest first."""
    reviewed = user.scope.delprojekt_with(Permission.REVIEW_EMERGENCY)
    openings: EmergencyOpeningQuerySet = EmergencyOpening.objects.visible_to(user)
    others = openings.filter(delprojekt__in=reviewed).exclude(staff=user)
    related = others.select_related("staff", "reviewed_by", "delprojekt")
    return related.order_by("-opened_at", "-pk")
