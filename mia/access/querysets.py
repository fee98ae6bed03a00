"""QuerySets of personal data: what they hand out after `visible_to` goes to the access log."""

from collections.abc import Iterator
from typing import Any, Self
from uuid import UUID

from django.db import models

from mia import audit


class AuditedQuerySet(models.QuerySet[Any]):
    """A QuerySet whose rows reach a participant.

    After `visible_to(user)` every row that is fetched as a model is recorded as viewed; the model
    says with `participant_key` whose row it is. Who fetches values records them with
    audit.record_view.
    """

    _is_audited = False

    def audited(self) -> Self:
        """Return the QuerySet that records what it hands out; `visible_to` ends with it."""
        clone = self.all()
        clone._is_audited = True
        return clone

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc] # not in Django's stubs
        clone._is_audited = self._is_audited
        return clone

    def _fetch_all(self) -> None:
        is_first_time = self._result_cache is None
        super()._fetch_all()
        if is_first_time and self._is_audited:
            for row in self._result_cache or ():
                if isinstance(row, models.Model):
                    audit.record_view(participant_of(row))

    def iterator(self, chunk_size: int | None = None) -> Iterator[Any]:
        """Row by row, past the cache of `_fetch_all`: recorded all the same."""
        for row in super().iterator(chunk_size):
            if self._is_audited and isinstance(row, models.Model):
                audit.record_view(participant_of(row))
            yield row


def participant_of(row: models.Model) -> UUID | None:
    """Return whose row this is (the model's `participant_key`), without a query."""
    key: UUID | None = getattr(row, "participant_key", None)
    return key
