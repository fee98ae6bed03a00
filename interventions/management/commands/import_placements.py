"""import_placements: docs/formats.md §3."""

from interventions.imports.command import ImportCommand


class Command(ImportCommand):
    help = "Läser in placeringar från en CSV- eller XLSX-fil."
    content = "placements"
