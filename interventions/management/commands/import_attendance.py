"""import_attendance: docs/formats.md §3."""

from interventions.imports.command import ImportCommand


class Command(ImportCommand):
    help = "Läser in närvaro på arbetsträning från en CSV- eller XLSX-fil."
    content = "attendance"
