"""The columns of the file of hosts (docs/formats.md §3), in both directions."""

from collections.abc import Iterable

from interventions.hosts.enums import HostKind
from interventions.hosts.models import MOST_HOURS, Host
from interventions.imports.columns import FileColumn
from mia.core.cells import code, codes, day, plain_text, text, whole, yes_no
from mia.core.plain_text import harmless


def host_columns(municipalities: Iterable[str], branches: Iterable[str]) -> list[FileColumn]:
    """Every column, with the codes that there are."""
    return [
        FileColumn("namn", plain_text(100), "name", required=True),
        FileColumn("organisationsnummer", text(13), "organisation_number"),
        FileColumn("slag", code(HostKind.values), "kind", required=True),
        FileColumn("kommun", code(municipalities), "municipality_id"),
        FileColumn("branscher", codes(branches), "branches", empty=[]),
        FileColumn("sprak", plain_text(100), "languages", empty=""),
        FileColumn("minst_timmar", whole(1, MOST_HOURS), "least_hours", empty=1),
        FileColumn("pa_distans", yes_no, "is_digital", empty=False),
        FileColumn("kontaktperson", plain_text(100), "contact_name", empty=""),
        FileColumn("telefon", text(30), "contact_telephone", empty=""),
        FileColumn("epost", text(100), "contact_email", empty=""),
        FileColumn("tar_emot_till", day, "ended_on"),
    ]


def cells_of(host: Host, columns: Iterable[FileColumn]) -> list[str]:
    """The host as a row of the file."""
    return [harmless(_written(getattr(host, column.field))) for column in columns]


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if isinstance(value, list):
        return "|".join(value)
    return str(value)
