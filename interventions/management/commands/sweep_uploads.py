"""Takes away uploaded files whose hour is over, also when nobody opens the page."""

from typing import Any

from django.core.management.base import BaseCommand

from interventions.imports import upload_store


class Command(BaseCommand):
    help = "Deletes uploaded import files that are older than an hour. To be run every hour."

    def handle(self, *args: Any, **options: Any) -> None:
        upload_store.sweep()
