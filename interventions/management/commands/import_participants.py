"""import_participants: docs/formats.md §3."""

from interventions.imports.command import ImportCommand


class Command(ImportCommand):
    help = "Läser in deltagare och inskrivningar från en CSV- eller XLSX-fil."
    content = "participants"
