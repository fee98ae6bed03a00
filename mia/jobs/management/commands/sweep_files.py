"""`sweep_files`: removes stored files whose lifetime is over, also when no worker runs."""

from django.core.management.base import BaseCommand

from mia.jobs import files


class Command(BaseCommand):
    help = "Tar bort uppladdade och beställda filer vars tid är ute. Körs varje timme."

    def handle(self, *args: object, **options: object) -> None:
        files.sweep()
