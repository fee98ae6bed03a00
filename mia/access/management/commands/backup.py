"""`backup FIL --recipient age1…`: an encrypted dump of the database (docs/operations.md)."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from mia.access import backup


class Command(BaseCommand):
    help = "Skriv en krypterad säkerhetskopia av databasen."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, help="en fil som inte finns")
        parser.add_argument(
            "--recipient",
            action="append",
            required=True,
            help="publik nyckel (age1…) för den som ska kunna öppna kopian; får ges flera gånger",
        )

    def handle(self, *args: object, file: Path, recipient: list[str], **options: object) -> None:
        if file.exists():
            raise CommandError(f"{file} finns redan.")
        try:
            recipients = backup.read_recipients(recipient)
            backup.dump(connection.settings_dict, file, recipients)
        except (backup.BackupError, OSError) as error:
            raise CommandError(f"Ingen säkerhetskopia gjordes. {error}") from error
        self.stdout.write(f"Klar: {file}, {file.stat().st_size} byte.")
