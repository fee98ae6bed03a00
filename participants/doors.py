"""One door per object: outside the scope it does not exist (404), inside without the right it is refused (403)."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404

from mia.audit import trail
from participants import rules
from participants.models import Assignment, Consent, Enrolment, PersonalNumber
from participants.querysets import AssignmentQuerySet, first_wall_asking, remember_answers

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mia.organisation.models import Staff

Rule = Callable[["Staff", Enrolment], bool]
_BRIEF = ("id", "participant_id", "delprojekt_id", "is_protected", "started_on")
_BRIEFLY = """
WITH {}
SELECT ARRAY(TABLE mine), e.id, e.participant_id, e.delprojekt_id, e.is_protected, e.started_on
FROM participants_enrolment e WHERE e.id = %(pk)s AND {}
"""


def get_visible(user: "Staff", pk: UUID, *also: str) -> Enrolment:
    """The enrolment with its participant, delprojekt and what `also` names, if the user sees it. Raises Http404.

    The read is noted in the trail.
    """
    try:
        return Enrolment.objects.visible_to(user).select_related("participant", "delprojekt", *also).get(pk=pk)
    except Enrolment.DoesNotExist:
        raise Http404 from None


def get_editable(user: "Staff", pk: UUID, rule: Rule = rules.can_edit_enrolment) -> Enrolment:
    """As get_visible, and `rule` holds. Raises Http404 or PermissionDenied."""
    enrolment = get_visible(user, pk)
    allow(rule(user, enrolment))
    return enrolment


def get_briefly(user: "Staff", pk: UUID, rule: Rule) -> Enrolment:
    """As get_editable, with only what something new about it is checked against; the rest is read when asked for."""
    mine, wall, known = first_wall_asking(user, "e")
    with connection.cursor() as cursor:
        cursor.execute(_BRIEFLY.format(mine, wall), known | {"pk": pk})
        row = cursor.fetchone()
    if row is None:
        raise Http404
    answered_for, *brief = row
    remember_answers(user, answered_for)
    enrolment = Enrolment.from_db(connection.alias, _BRIEF, brief)
    trail.saw(enrolment.participant_id)
    allow(rule(user, enrolment))
    return enrolment


def allow(permitted: bool) -> None:
    """Raises PermissionDenied when not permitted."""
    if not permitted:
        raise PermissionDenied


def sees(user: "Staff", pk: UUID) -> bool:
    """Does the user (still) see the enrolment? Asked after a change of who answers for it; notes no read."""
    return bool(Enrolment.objects.visible_to(user).filter(pk=pk).exists())


def get_assignment(user: "Staff", enrolment: Enrolment, pk: UUID) -> Assignment:
    """A responsibility, not yet ended, for an enrolment the user sees. Raises Http404."""
    found: Assignment | None = assignments_of(user, enrolment).filter(pk=pk, ended_on=None).first()
    if found is None:
        raise Http404
    return found


def assignments_of(user: "Staff", enrolment: Enrolment) -> AssignmentQuerySet:
    """Everyone who answers or has answered for it, those who do now first."""
    rows = Assignment.objects.visible_to(user).filter(enrolment=enrolment)
    return rows.select_related("staff", "enrolment").order_by("-ended_on", "started_on", "pk")


def get_consent(user: "Staff", enrolment: Enrolment, pk: UUID) -> Consent:
    """A consent that holds, of an enrolment the user sees. Raises Http404."""
    found: Consent | None = consents_of(user, enrolment).filter(pk=pk, withdrawn_on=None).first()
    if found is None:
        raise Http404
    return found


def consents_of(user: "Staff", enrolment: Enrolment) -> "QuerySet[Consent]":
    rows: QuerySet[Consent] = Consent.objects.visible_to(user).filter(enrolment=enrolment)
    return rows.select_related("enrolment").order_by("-withdrawn_on", "kind", "-given_on")


def number_of(user: "Staff", enrolment: Enrolment) -> PersonalNumber | None:
    """The person's current number; `str()` shows it masked. The whole number: actions.participant.reveal_number."""
    numbers = PersonalNumber.objects.visible_to(user).current()
    return numbers.filter(participant_id=enrolment.participant_id).first()
