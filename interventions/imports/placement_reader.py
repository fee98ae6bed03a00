"""What a row of the file of placements says. Nothing is written here."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from interventions.imports.columns import FileHeader, FileRow, read_cells
from interventions.imports.hosts_lookup import load_hosts
from interventions.imports.hours_cell import read_steps
from interventions.imports.identity_reader import IdentityReader
from interventions.imports.import_request import Block, ImportRequest, ReadRow
from interventions.imports.lookups import ImportLookups
from interventions.imports.placement_columns import FACT_COLUMNS, PLACEMENT_COLUMNS
from interventions.imports.report import excerpt
from mia.core.personnummer import Identity
from mia.core.uuid7 import uuid7
from participants.enrolments.models import Enrolment

NOT_ENROLLED = "Personen är inte inskriven i delprojektet den dagen."
NO_HOST = "Ange värdens organisationsnummer eller namn."
UNKNOWN_HOST = "Värden finns inte. Registrera den först, på sidan Värdar."
SEVERAL_HOSTS = "Flera värdar heter så. Ange organisationsnumret."
NO_AGREEMENT = "Värden har inget avtal med det numret som gäller den dagen."
OF_ANOTHER = "Avtalet gäller ett annat delprojekt."
LEAVES = "Placeringen slutar efter inskrivningen, som slutade {last}."


@dataclass(frozen=True)
class EnrolmentDays:
    pk: UUID
    started_on: date
    ended_on: date | None


EnrolmentsOf = dict[tuple[UUID, int], list[EnrolmentDays]]


class PlacementReader:
    """Rows of the file become records of `incoming`."""

    def __init__(self, header: FileHeader, lookups: ImportLookups, request: ImportRequest) -> None:
        self.header = header
        self.lookups = lookups
        self.identities = IdentityReader(lookups, request.by, request.today)
        self.hosts = load_hosts()
        self._enrolments: EnrolmentsOf = {}

    def read_block(self, block: Block) -> list[ReadRow]:
        """Records are in the order of RECORD_COLUMNS."""
        rows = [read_cells(line, cells, self.header, PLACEMENT_COLUMNS) for line, cells in block]
        identities = self.identities.read_identities(rows)
        persons = {person.pk for person in self.identities.persons.values()}
        self._enrolments = enrolments_of(persons, self.lookups.delprojekt.values())
        return list(map(self._read_row, rows, identities))

    def _read_row(self, row: FileRow, identity: Identity | None) -> ReadRow:
        delprojekt = self.identities.find_delprojekt(row)
        enrolment = self._find_enrolment(row, identity, delprojekt)
        host = self._find_host(row)
        agreement = self._find_agreement(row, host, delprojekt)
        workplace = row.get("arbetsplats")
        if workplace is None and host is not None:
            workplace = self.hosts.names[host]
        branch = self._find_branch(row)
        facts = row.values_of(FACT_COLUMNS)
        steps = self._read_steps(row)
        unread = [column.field or "host_id" for column in row.unread(PLACEMENT_COLUMNS)]
        if host is None:
            unread.append("workplace")
        key = enrolment.pk if enrolment else None
        looked_up = (host, agreement, workplace, branch)
        record = (row.line, unread, uuid7(), key, delprojekt, *looked_up, *facts, steps)
        return record, row.problems

    def _find_enrolment(
        self, row: FileRow, identity: Identity | None, delprojekt: int | None
    ) -> EnrolmentDays | None:
        """The enrolment that holds the first day, and the last one too."""
        first_on = row.get("startdatum")
        if identity is None or delprojekt is None or first_on is None:
            return None
        person = self.identities.find_registered(identity)
        days: list[EnrolmentDays] = []
        if person is not None:
            days = self._enrolments.get((person.pk, delprojekt), [])
        for enrolment in days:
            last = enrolment.ended_on
            if enrolment.started_on <= first_on and (last is None or first_on <= last):
                ended_on = row.get("slutdatum")
                if last is not None and ended_on is not None and ended_on > last:
                    row.refuse("slutdatum", str(ended_on), LEAVES.format(last=last))
                return enrolment
        row.refuse("startdatum", str(first_on), NOT_ENROLLED)
        return None

    def _find_host(self, row: FileRow) -> UUID | None:
        """By its number when the row has one, else by its name."""
        number, name = row.get("organisationsnummer"), row.get("vard")
        if number:
            host = self.hosts.by_number.get(number.replace("-", ""))
            if host is None:
                row.refuse("organisationsnummer", excerpt("", number), UNKNOWN_HOST)
            return host
        if not name:
            row.refuse("vard", "", NO_HOST)
            return None
        host = self.hosts.by_name.get(name.lower())
        if host is None:
            right = SEVERAL_HOSTS if name.lower() in self.hosts.by_name else UNKNOWN_HOST
            row.refuse("vard", excerpt("", name), right)
        return host

    def _find_agreement(
        self, row: FileRow, host: UUID | None, delprojekt: int | None
    ) -> UUID | None:
        """The delprojekt's own, that runs on the first day."""
        reference, first_on = row.get("avtal"), row.get("startdatum")
        if not reference or host is None or first_on is None or delprojekt is None:
            return None
        running = self.hosts.agreements_on(host, reference, first_on)
        for agreement in running:
            if agreement.delprojekt == delprojekt:
                return agreement.pk
        right = OF_ANOTHER if running else NO_AGREEMENT
        row.refuse("avtal", excerpt("", reference), right)
        return None

    def _find_branch(self, row: FileRow) -> str | None:
        branch = row.get("bransch")
        if not branch:
            return None
        code = self.hosts.branches.get(branch.lower())
        if code is None:
            row.refuse("bransch", excerpt("", branch), "Branschen finns inte i kodlistan.")
        return code

    def _read_steps(self, row: FileRow) -> str | None:
        """The steps as JSON, each with the key that it gets if it is new."""
        text, first_on = row.get("timmar"), row.get("startdatum")
        if text is None or first_on is None:
            return None
        try:
            steps = read_steps(text, first_on, row.get("slutdatum"))
        except ValueError as error:
            row.refuse("timmar", excerpt("", text), str(error))
            return None
        rows = []
        for day, hours in sorted(steps.items()):
            rows.append({"id": str(uuid7()), "started_on": f"{day}", "hours": hours})
        return json.dumps(rows)


def enrolments_of(persons: Iterable[UUID], delprojekt: Iterable[int]) -> EnrolmentsOf:
    """Per person and delprojekt, in order of their first days."""
    rows = Enrolment.objects.filter(participant__in=list(persons), delprojekt__in=list(delprojekt))
    columns = ("participant_id", "delprojekt_id", "pk", "started_on", "ended_on")
    enrolments: EnrolmentsOf = {}
    for person, delprojekt_id, *facts in rows.order_by("started_on").values_list(*columns):
        enrolments.setdefault((person, delprojekt_id), []).append(EnrolmentDays(*facts))
    return enrolments
