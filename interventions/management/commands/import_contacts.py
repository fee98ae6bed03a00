"""import_contacts: formats.md §3."""

from interventions.actions import imports
from interventions.imports.command import ImportCommand


class Command(ImportCommand):
    help = "Läser in kontakter från en CSV- eller XLSX-fil."
    name = "import_contacts"
    action = staticmethod(imports.contacts)
