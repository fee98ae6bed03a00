"""What a row of the file of hosts says, compared with the register. Nothing is written here."""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from interventions.hosts.models import Host
from interventions.imports.columns import FileColumn, FileHeader, FileRow, read_cells
from interventions.imports.import_request import ImportRequest
from interventions.imports.report import CHANGED, NEW, UNCHANGED, WRONG, excerpt
from mia.core import organisation_number

NUMBER = "organisation_number"
TWICE = "Samma värd finns på rad {line}. Ta bort den ena raden."
SEVERAL = "Flera värdar heter så. Ange organisationsnumret."


@dataclass(frozen=True)
class ReadHost:
    """A row of the file with the host it makes or changes, and what happens to it."""

    row: FileRow
    host: Host
    status: str


class HostReader:
    """Rows of the file become hosts: those that are registered with what the file changes."""

    def __init__(
        self, request: ImportRequest, header: FileHeader, columns: Sequence[FileColumn]
    ) -> None:
        self.request = request
        self.header = header
        self.columns = columns
        self.by_number: dict[str, Host] = {}
        self.by_name: dict[str, list[Host]] = {}
        for host in Host.objects.all():
            if host.organisation_number:
                self.by_number[host.organisation_number] = host
            self.by_name.setdefault(host.name.lower(), []).append(host)
        self.lines: dict[object, int] = {}

    def read(self, line: int, cells: Sequence[object]) -> ReadHost:
        row = read_cells(line, cells, self.header, self.columns)
        self._read_number(row)
        existing = self._find(row)
        host = copy(existing) if existing else Host(registered_by=self.request.by)
        self._fill(host, row)
        self._check_repeated(row, host)
        if not row.problems:
            self._validate(row, host)
        return ReadHost(row, host, self._status(row, existing, host))

    def _fill(self, host: Host, row: FileRow) -> None:
        """A column that the file does not have, and an empty number, change nothing."""
        for column in self.columns:
            if not self.header.has(column.name):
                continue
            if column.field == NUMBER and not row.get(column.name):
                continue
            setattr(host, column.field, row.values.get(column.name, column.empty))

    def _read_number(self, row: FileRow) -> None:
        """Ten digits without the hyphen, or a problem."""
        text = row.get("organisationsnummer")
        if not text:
            return
        try:
            row.values["organisationsnummer"] = organisation_number.parse(text)
        except organisation_number.OrganisationNumberError as error:
            is_wrong = str(error) == organisation_number.WRONG_NUMBER
            row.refuse("organisationsnummer", excerpt("", text) if is_wrong else "", str(error))

    def _find(self, row: FileRow) -> Host | None:
        """By the number; without one in the row, the only host of the name."""
        number = row.get("organisationsnummer")
        if number:
            return self.by_number.get(number)
        same_name = self.by_name.get((row.get("namn") or "").lower(), [])
        if len(same_name) > 1:
            row.refuse("namn", excerpt("", row.get("namn")), SEVERAL)
            return None
        return same_name[0] if same_name else None

    def _check_repeated(self, row: FileRow, host: Host) -> None:
        key = host.organisation_number or (row.get("namn") or "").lower()
        if not key:
            return
        if key in self.lines:
            row.refuse("namn", excerpt("", host.name), TWICE.format(line=self.lines[key]))
        self.lines[key] = row.line

    def _validate(self, row: FileRow, host: Host) -> None:
        headings = {column.field: column.name for column in self.columns}
        try:
            host.clean_fields(exclude={"registered_by", "municipality"})
            host.validate_constraints()
        except ValidationError as error:
            for field, messages in error.message_dict.items():
                row.refuse(headings.get(field, ""), "", " ".join(messages))

    def _status(self, row: FileRow, existing: Host | None, host: Host) -> str:
        if row.problems:
            return WRONG
        if existing is None:
            return NEW
        fields = [column.field for column in self.columns]
        is_same = all(getattr(existing, field) == getattr(host, field) for field in fields)
        return UNCHANGED if is_same else CHANGED
