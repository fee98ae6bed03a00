"""`rotate_keys`: after a new first key in MIA_ENCRYPTION_KEYS (docs/operations.md)."""

from django.core.management.base import BaseCommand, CommandError

from mia.access import rotation


class Command(BaseCommand):
    help = (
        "Kryptera om allt med den första nyckeln i MIA_ENCRYPTION_KEYS. Får avbrytas och köras om."
    )

    def handle(self, *args: object, **options: object) -> None:
        try:
            wrapped = rotation.rotate_data_keys()
            self.stdout.write(f"Datanycklar som fick den nya nyckeln: {wrapped}.")
            for rows in rotation.encrypted_rows():
                done = 0
                for done in rotation.rewrite(rows):
                    self.stdout.write(f"  {rows.name}: {done}")
                self.stdout.write(f"Omkrypterade {rows.name}: {done}.")
        except ValueError as error:
            raise CommandError(
                "Ingen av nycklarna i MIA_ENCRYPTION_KEYS öppnar allt som är krypterat:"
                " lägg till den tidigare nyckeln sist i listan."
            ) from error
        self.stdout.write("Klart. Tidigare nycklar kan tas bort ur MIA_ENCRYPTION_KEYS.")
