"""The door in: QuerySets that hand out personal data only through `visible_to`, and note what they
handed out.
"""

from collections.abc import Iterator
from typing import Any, Self
from uuid import UUID

from django.db import models

from mia import audit


class AuditedQuerySet(models.QuerySet[Any]):
    """A QuerySet whose rows reach a participant.

    After `visible_to(user)` every row that is fetched is noted in the trail of reads by itself; the
    model says with `participant_key` whose row it is.
    """

    _is_audited = False

    def audited(self) -> Self:
        clone = self.all()
        clone._is_audited = True
        return clone

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._is_audited = self._is_audited
        return clone

    def _fetch_all(self) -> None:
        fresh = self._result_cache is None
        super()._fetch_all()
        if fresh and self._is_audited:
            for row in self._result_cache or ():
                if isinstance(row, models.Model):
                    audit.record_view(participant_of(row))

    def iterator(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        """Row by row, past the cache of `_fetch_all`: noted all the same."""
        for row in super().iterator(*args, **kwargs):
            if self._is_audited and isinstance(row, models.Model):
                audit.record_view(participant_of(row))
            yield row


def participant_of(row: models.Model) -> UUID | None:
    """Whose row this is, without a query: the model's `participant_key`."""
    key: UUID | None = getattr(row, "participant_key", None)
    return key
