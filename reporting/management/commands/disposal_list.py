"""Gallringslista: what has been kept long enough. The decision, and the deletion, are people's."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from mia.access import identity
from reporting.retention.queries import disposal_list


class Command(BaseCommand):
    help = (
        "Lists how many rows of each kind may be disposed of (docs/domain.md §6.7)."
        " Deletes nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        with identity.acting_as(identity.SYSTEM, source="disposal_list"):
            for line in disposal_list(today=timezone.localdate()):
                self.stdout.write(
                    f"{line.label}: {line.rows} rader, {line.due} kan gallras,"
                    f" {line.unknown} utan känt datum ({line.rule})"
                )
