"""`restore FIL --identity NYCKELFIL --database NAMN`: a backup into a new database."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from mia.access import backup


class Command(BaseCommand):
    help = "Läs tillbaka en krypterad säkerhetskopia i en ny databas."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--identity", type=Path, required=True, help="filen med den privata nyckeln från age"
        )
        parser.add_argument("--database", required=True, help="namnet på en databas som inte finns")

    def handle(
        self, *args: object, file: Path, identity: Path, database: str, **options: object
    ) -> None:
        try:
            identities = backup.read_identities(identity)
            backup.restore(connection.settings_dict, database, file, identities)
        except (backup.BackupError, OSError) as error:
            raise CommandError(f"Ingenting lästes tillbaka. {error}") from error
        self.stdout.write(
            f"Klar: databasen {database}. Kör migrate mot den innan den används:"
            " då kommer nyckeln för databasens identiteter på plats."
        )
