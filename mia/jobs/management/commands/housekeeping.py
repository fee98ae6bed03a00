"""`housekeeping`: what the worker does by itself, all of it now."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from mia.jobs import housekeeping


class Command(BaseCommand):
    help = "Gör allt som annars sköts av sig självt: förseglar, kontrollerar och rensar."

    def handle(self, *args: object, **options: object) -> None:
        failed = []
        for task in housekeeping.tasks().values():
            if not housekeeping.run(task, timezone.localtime):
                failed.append(task.label)
        if failed:
            raise CommandError(f"Gick inte: {', '.join(failed)}.")
        self.stdout.write("Klart.")
