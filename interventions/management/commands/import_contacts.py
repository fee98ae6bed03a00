"""import_contacts: docs/formats.md §3."""

from interventions.imports import actions as imports_actions
from interventions.imports.command import ImportCommand


class Command(ImportCommand):
    help = "Läser in kontakter från en CSV- eller XLSX-fil."
    name = "import_contacts"
    action = staticmethod(imports_actions.contacts)
