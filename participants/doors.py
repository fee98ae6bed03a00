"""One door per object: outside the scope it does not exist (404), inside without the right it is refused (403)."""

from collections.abc import Callable, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models import Model
from django.http import Http404

from mia import planned
from mia.audit import trail
from mia.organisation.models import Delprojekt
from participants import rules
from participants.models import Assignment, Consent, Enrolment, ExitReason, Participant, PersonalNumber, Referrer
from participants.querysets import AssignmentQuerySet, first_wall_of_one, remember_answer

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from mia.organisation.models import Staff

Rule = Callable[["Staff", Enrolment], bool]
# The enrolment with what its pages say of it. Models, but of a statement that is not built anew for every page.
_PARTS: dict[str, type[Model]] = {
    "enrolment": Enrolment, "participant": Participant, "delprojekt": Delprojekt, "referrer": Referrer,
    "exit_reason": ExitReason,
}  # fmt: skip
WHOLE = {part: [field.attname for field in model._meta.concrete_fields] for part, model in _PARTS.items()}
_TABLES = """
participants_enrolment enrolment JOIN participants_participant participant ON participant.id = participant_id
JOIN organisation_delprojekt delprojekt ON delprojekt.id = delprojekt_id
LEFT JOIN participants_referrer referrer ON referrer.code = referrer_id
LEFT JOIN participants_exitreason exit_reason ON exit_reason.code = exit_reason_id
"""
_BRIEF = ["id", "participant_id", "delprojekt_id", "is_protected", "started_on"]


def get_visible(user: "Staff", pk: UUID, fields: Mapping[str, list[str]] = WHOLE) -> Enrolment:
    """The enrolment with its participant, delprojekt, referrer and exit reason, if the user sees it. Raises Http404.

    `fields`, in the order of the models, when a page says less of it: others are read when asked for. The read is noted
    in the trail.
    """
    columns = [f"{part}.{field}" for part, names in fields.items() for field in names]
    values = iter(_read(user, pk, columns, _TABLES))
    parts: dict[str, Any] = {
        part: _PARTS[part].from_db(connection.alias, names, list(islice(values, len(names))))
        for part, names in fields.items()
    }
    enrolment: Enrolment = parts.pop("enrolment")
    for part, row in parts.items():
        if row.pk is not None:
            setattr(enrolment, part, row)
    trail.saw(enrolment.participant_id)
    return enrolment


def _read(user: "Staff", pk: UUID, columns: list[str], tables: str) -> list[Any]:
    """The row behind the first wall; in the same breath, whether the user answers for it. Raises Http404."""
    mine, wall, known = first_wall_of_one(user, "enrolment")
    statement = (
        f"WITH {mine} SELECT EXISTS (TABLE mine), {', '.join(columns)}"  # noqa: S608 - the names of our own columns
        f" FROM {tables} WHERE enrolment.id = %(pk)s AND {wall}"
    )
    with planned.cursor() as cursor:
        cursor.execute(statement, known | {"pk": pk})
        row = cursor.fetchone()
    if row is None:
        raise Http404
    answers, *values = row
    remember_answer(user, pk, answers)
    return values


def get_editable(user: "Staff", pk: UUID, rule: Rule = rules.can_edit_enrolment) -> Enrolment:
    """As get_visible, and `rule` holds. Raises Http404 or PermissionDenied."""
    enrolment = get_visible(user, pk)
    allow(rule(user, enrolment))
    return enrolment


def get_briefly(user: "Staff", pk: UUID, rule: Rule) -> Enrolment:
    """As get_editable, with only what something new about it is checked against; the rest is read when asked for."""
    enrolment = Enrolment.from_db(connection.alias, _BRIEF, _read(user, pk, _BRIEF, "participants_enrolment enrolment"))
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
