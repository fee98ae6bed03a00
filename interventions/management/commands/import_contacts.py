"""import_contacts: docs/formats.md §3."""

from interventions.imports.command import ImportCommand


class Command(ImportCommand):
    help = "Läser in kontakter från en CSV- eller XLSX-fil."
    content = "contacts"
