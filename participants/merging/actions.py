"""Merge two registrations of a person, and take it back."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils.text import capfirst

from mia import audit
from mia.core import sql
from mia.core.uuid7 import uuid7
from mia.organisation.staff.models import Staff
from participants.merging.models import PersonMerge
from participants.people.models import Participant

CHANGED = (
    "Någon har ändrat en av registreringarna sedan du öppnade sidan. Ingenting är sammanslaget."
    " Kontrollera uppgifterna och slå ihop igen."
)
OVERLAPPING = (
    "Registreringarna har inskrivningar i samma delprojekt under samma tid. Ingenting är"
    " sammanslaget. Rätta dagarna i en av inskrivningarna först, så som det står överst på sidan."
)
NEW_NUMBER = (
    "Deltagaren har fått ett annat nummer sedan sammanslagningen, och den kan därför inte tas"
    " tillbaka. Ge deltagaren det nummer som gällde då, och försök igen."
)
MESSAGES = {
    "enrolment_does_not_overlap": OVERLAPPING,
    "personalnumber_is_one_at_a_time": NEW_NUMBER,
}
NOT_UNDONE = {
    "undone": "Sammanslagningen är redan tillbakatagen.",
    "later": "Ta först tillbaka den senare sammanslagningen.",
}


@transaction.atomic
def merge(
    kept: Participant,
    absorbed: Participant,
    *,
    by: Staff,
    versions: Sequence[int],
    names_of: UUID,
    language_of: UUID,
    number_of: UUID,
) -> PersonMerge:
    """Let every row of `absorbed` be a row of `kept`, and return the merge, which can be undone.

    `versions` are those of the two when they were compared. Names, interpreter and current number
    are those of the person whose key is given. The stricter protection holds. Raises
    ValidationError, and nothing is changed, when one of them has changed since or rows of the two
    cannot be of one person.
    """
    key = uuid7()
    params = {
        "merge": key,
        "kept": kept.pk,
        "absorbed": absorbed.pk,
        "versions": list(versions),
        "names_of": names_of,
        "language_of": language_of,
        "number_of": number_of,
    }
    with _told_in_swedish():
        is_merged = _call("merge_persons.sql", params)
    if not is_merged:
        raise ValidationError(CHANGED)
    audit.record_event(audit.Action.WRITE, "participant.merged", kept.pk, absorbed.pk, by=by.pk)
    return PersonMerge.objects.get(pk=key)


@transaction.atomic
def undo(merge: PersonMerge, *, by: Staff) -> PersonMerge:
    """Give each of the two back what it had, by the stored map. Raises ValidationError."""
    with _told_in_swedish():
        answer = _call("undo_merge.sql", {"merge": merge.pk})
    if answer != "done":
        raise ValidationError(NOT_UNDONE[answer])
    participants = merge.kept_id, merge.absorbed_id
    audit.record_event(audit.Action.WRITE, "participant.merge_undone", *participants, by=by.pk)
    merge.refresh_from_db()
    return merge


def _call(name: str, params: dict[str, Any]) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(sql.load("participants.merging", name), params)
        return cursor.fetchone()[0]


@contextmanager
def _told_in_swedish() -> Iterator[None]:
    """Raise ValidationError for a constraint that refuses, and keep nothing of the block."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        raise ValidationError(_refusal(str(name)), code=name) from error


def _refusal(constraint_name: str) -> str:
    """Return what a constraint of any table says, and of what."""
    if constraint_name in MESSAGES:
        return MESSAGES[constraint_name]
    for model in apps.get_models():
        for constraint in model._meta.constraints:
            if constraint.name == constraint_name:
                rows = capfirst(str(model._meta.verbose_name_plural))
                reason = constraint.get_violation_error_message()
                return f"{rows} går inte ihop: {reason} Ingenting är ändrat."
    return "Uppgifterna i de två registreringarna går inte ihop. Ingenting är ändrat."
