"""The register of hosts as a file that `import_hosts` reads again (docs/formats.md §3)."""

import csv
import io

from interventions.hosts.models import Host
from interventions.imports.host_columns import cells_of, host_columns

FILE_NAME = "vardar.csv"


def hosts_csv() -> bytes:
    """Every host, by name: also those that no longer take anybody in."""
    columns = host_columns([], [])
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.name for column in columns])
    for host in Host.objects.order_by("name", "pk"):
        writer.writerow(cells_of(host, columns))
    return text.getvalue().encode("utf-8-sig")
