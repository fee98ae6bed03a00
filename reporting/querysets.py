"""Reads of what has been ordered, through the door."""

from typing import TYPE_CHECKING, Any, Self

from django.db import models

if TYPE_CHECKING:
    from mia.organisation.models import Staff


class ReportOrderQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "Staff") -> Self:
        """An order is its orderer's only; the policies say the same (migration 0007)."""
        return self.filter(ordered_by=user)

    def latest_first(self) -> Self:
        return self.order_by("-ordered_at", "-pk")
