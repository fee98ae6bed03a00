"""import_participants: formats.md §3."""

from interventions.actions import imports
from interventions.imports.command import ImportCommand


class Command(ImportCommand):
    help = "Läser in deltagare och inskrivningar från en CSV- eller XLSX-fil."
    name = "import_participants"
    action = staticmethod(imports.participants)
