"""Seal the access log and the change history. Run every minute; send the last fingerprint that it
prints to a place outside the database.
"""

from django.conf import settings
from django.core.management.base import BaseCommand

from mia.access import identity
from mia.audit import seals


class Command(BaseCommand):
    help = (
        "Försegla åtkomstloggen och ändringshistoriken, och skriv ut fingeravtrycken."
        " Det sista ska sparas utanför databasen."
    )

    def handle(self, *args: object, **options: object) -> None:
        with identity.acting_as(identity.SYSTEM, source="seal_audit"):
            made = seals.seal(key=settings.AUDIT_SEAL_KEY)
        for one in made:
            sealed_at = f"{one.sealed_at:%Y-%m-%dT%H:%M:%S%z}"
            head = bytes(one.head).hex()
            self.stdout.write(f"{one.number} {sealed_at} {one.rows} {head}")
        if not made:
            self.stdout.write("Inget nytt att försegla.")
