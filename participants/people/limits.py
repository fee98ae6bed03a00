"""How many numbers of nobody whom they see a member of staff may try (docs/security.md §5).

A person who goes in can be seen afterwards, one who waits for a decision cannot: what is left to
learn by registering is limited here, and noted.
"""

import logging
from collections import Counter
from collections.abc import Collection, Mapping
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.db.models.functions import Now

from mia import audit
from mia.organisation.staff.models import Staff
from participants.people.models import UnknownNumber

alarm = logging.getLogger("mia.alarm")

MOST_BY_HAND = 30  # an hour
MOST_OF_ONE_BIRTH = 10  # in thirty days, by hand and from files
HOUR = timedelta(hours=1)
MONTH = timedelta(days=30)
TOO_MANY_BY_HAND = (
    "Du har angett många nummer den senaste timmen som inte hör till någon du får se."
    " Vänta en stund och försök igen. Försöken är noterade."
)
TOO_MANY_OF_ONE_BIRTH = (
    "Du har angett ovanligt många olika nummer med samma födelsedatum."
    " Kontakta den som sköter systemet. Försöken är noterade."
)


def birth_date_in(number: str) -> str:
    """The eight characters of a number that are the birth date."""
    return number[:8]


def count_unknown_number(number: str, *, by: Staff) -> None:
    """Note a number that was tried by hand."""
    UnknownNumber.objects.create(staff=by, birth=birth_date_in(number))


def count_unknown_numbers(births: Collection[str], *, by: Staff) -> None:
    """Note the numbers of a file, by their birth dates."""
    rows = [UnknownNumber(staff=by, birth=birth, is_by_hand=False) for birth in births]
    UnknownNumber.objects.bulk_create(rows, batch_size=1_000)


def refuse_many_by_hand(*, by: Staff, field: str) -> None:
    """Raises ValidationError at the field when too many were tried in the last hour."""
    tried = UnknownNumber.objects.filter(staff=by, is_by_hand=True, at__gt=Now() - HOUR).count()
    if tried >= MOST_BY_HAND:
        sound_alarm("number.limited", by=by, count=tried)
        audit.record_event(audit.Action.DENIED, "number.limited", tried=tried)
        raise ValidationError({field: TOO_MANY_BY_HAND})


def refuse_many_of_one_birth(number: str, *, by: Staff, field: str) -> None:
    """Raises ValidationError at the field when one more number of that birth date is too many."""
    birth = birth_date_in(number)
    tried = most_of_one_birth({birth: 1}, by=by)
    if tried > MOST_OF_ONE_BIRTH:
        sound_alarm("number.limited", by=by, count=tried)
        audit.record_event(audit.Action.DENIED, "number.limited", tried=tried)
        raise ValidationError({field: TOO_MANY_OF_ONE_BIRTH})


def most_of_one_birth(births: Mapping[str, int], *, by: Staff) -> int:
    """How many numbers of one birth date the user would have tried in thirty days, with these."""
    tried = Counter(births)
    lately = UnknownNumber.objects.filter(staff=by, at__gt=Now() - MONTH, birth__in=list(births))
    for birth, count in lately.values_list("birth").annotate(Count("pk")):
        tried[birth] += count
    return max(tried.values(), default=0)


def sound_alarm(event: str, *, by: Staff, count: int) -> None:
    """A line in the log for those who watch it, with nothing about a participant."""
    alarm.warning("%s staff=%s count=%s", event, by.pk, count)
