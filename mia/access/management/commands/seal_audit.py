"""Seal the access log. Run every minute; send the fingerprint it prints to a place outside the
database.
"""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from mia.access import identity
from mia.audit import seals


class Command(BaseCommand):
    help = "Försegla åtkomstloggen och skriv ut fingeravtrycket, som ska sparas utanför databasen."

    def handle(self, *args: Any, **options: Any) -> None:
        with identity.acting_as(identity.SYSTEM, source="seal_audit"):
            made = seals.seal(key=settings.AUDIT_SEAL_KEY)
        for one in made:
            self.stdout.write(
                f"{one.number} {one.sealed_at:%Y-%m-%dT%H:%M:%S%z} {one.rows} {bytes(one.head).hex()}"
            )
        if not made:
            self.stdout.write("Inget nytt att försegla.")
