"""What is told when the database refuses that somebody leaves a protected case to nobody.

The rule stands in the database (participants/sql/functions/keep_named_staff.sql), which sees the
cases that an administrator may not.
"""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

CONSTRAINT = "protected_case_keeps_named_staff"


@contextmanager
def telling_of_handover(field: str | None = None) -> Iterator[None]:
    """Raise ValidationError, at the field if one is named, when a case would be left to nobody."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        diagnosis = getattr(error.__cause__, "diag", None)
        if diagnosis is None or diagnosis.constraint_name != CONSTRAINT:
            raise
        message = handover_message(json.loads(diagnosis.message_detail))
        raise ValidationError({field: message} if field else message) from error


def handover_message(cases: dict[str, int]) -> str:
    """How many cases, and where; who they are is for those who may open them."""
    count = sum(cases.values())
    places = ", ".join(f"{number} i {name}" for name, number in sorted(cases.items()))
    return (
        f"Det går inte än. Ingen annan kan öppna ärendet för {count} deltagare med skyddade"
        f" personuppgifter: {places}. Personen måste först lämna över på sidan"
        " Överlämna skyddade ärenden."
    )
