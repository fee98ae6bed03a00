"""import_hosts: docs/formats.md §3."""

from interventions.imports.command import ImportCommand


class Command(ImportCommand):
    help = "Läser in värdar och arbetsgivare från en CSV- eller XLSX-fil."
    content = "hosts"
