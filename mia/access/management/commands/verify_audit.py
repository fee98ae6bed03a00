"""Hold the access log and the change history against their seals. Exit status 1 names each seal
that does not hold, and its table.
"""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mia.access import identity
from mia.audit import seals


class Command(BaseCommand):
    help = (
        "Kontrollera att ingen rad i åtkomstloggen eller ändringshistoriken har ändrats,"
        " tagits bort eller lagts till i efterhand."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--head", help="ett fingeravtryck som du har sparat utanför databasen")

    def handle(self, *args: object, head: str | None = None, **options: object) -> None:
        try:
            kept = bytes.fromhex(head) if head else None
        except ValueError:
            raise CommandError("Fingeravtrycket ska vara 64 tecken, 0–9 och a–f.") from None
        with identity.acting_as(identity.SYSTEM, source="verify_audit"):
            report = seals.verify(
                key=settings.AUDIT_SEAL_KEY, former=settings.AUDIT_SEAL_KEY_FALLBACKS, kept=kept
            )
        if report.faults:
            raise CommandError("\n".join(report.faults))
        self.stdout.write(f"Allt stämmer: {report.seals} förseglingar över {report.rows} rader.")
        if report.disposed:
            self.stdout.write(f"Av dem är {report.disposed} gallrade; deras fingeravtryck finns.")
        self.stdout.write(f"Ännu inte förseglade rader: {report.unsealed}.")
        self.stdout.write(f"Senaste fingeravtryck: {report.head.hex()}")
