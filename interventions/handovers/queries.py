"""Reads for a handover: the cases that move, and the colleagues who could take them."""

from collections.abc import Mapping
from datetime import date

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Exists, OuterRef, Q

from interventions.handovers.models import HandoverNote
from interventions.handovers.suggestions import Candidate, MovingCase
from interventions.workload.queries import Numbers
from mia.organisation.absences.models import Absence
from mia.organisation.absences.queries import leaders_of, workers_of
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff
from participants.assignments.models import Assignment
from participants.enrolments.models import Enrolment


def cases_of(user: Staff, staff: Staff, delprojekt: Delprojekt, today: date) -> list[MovingCase]:
    """Return the open cases of `staff` in the delprojekt that the user sees, by name.

    A leader does not see the protected ones.
    """
    own = Assignment.objects.active(today).filter(staff=staff, ended_on=None)
    enrolments = Enrolment.objects.visible_to(user).filter(
        delprojekt=delprojekt, ended_on=None, pk__in=own.values("enrolment")
    )
    enrolments = enrolments.select_related("participant", "municipality", "delprojekt")
    runs = Q(methods__staff=staff, methods__ended_on=None)
    moving = ArrayAgg("methods__method", filter=runs, distinct=True)
    notes = HandoverNote.objects.visible_to(user).filter(enrolment=OuterRef("pk"))
    enrolments = enrolments.annotate(has_note=Exists(notes), moving=moving)
    cases = []
    for row in enrolments.order_by("participant__family_name", "participant__given_name", "pk"):
        cases.append(MovingCase(row, tuple(row.moving or ()), row.has_note))
    return cases


def candidates_for(
    leaving: Staff, delprojekt: Delprojekt, numbers: Mapping[int, Numbers], today: date
) -> list[Candidate]:
    """Return the other workers of the delprojekt who are not away today, by name."""
    away = Absence.objects.active(today).filter(delprojekt=delprojekt).values("staff")
    workers = workers_of(delprojekt, today).exclude(pk=leaving.pk).exclude(pk__in=away)
    leaders = leaders_of(delprojekt, today).filter(staff=OuterRef("pk"))
    workers = workers.annotate(leads=Exists(leaders))
    candidates = []
    for staff in workers:
        own = numbers[staff.pk]
        candidate = Candidate(
            staff,
            leads=staff.leads,
            methods=frozenset(own.by_method),
            cases=own.cases,
            by_method=dict(own.by_method),
            municipalities=own.municipalities,
        )
        candidates.append(candidate)
    return candidates
