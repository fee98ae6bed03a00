"""What a row of the file of participants says. Nothing is written here."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from psycopg.types.json import Jsonb

from interventions.imports.columns import FileColumn, FileHeader, FileRow, read_cells
from interventions.imports.identity_reader import IdentityReader
from interventions.imports.import_request import Block, ImportRequest, ReadRow
from interventions.imports.lookups import ImportLookups, RegisteredPerson
from interventions.imports.report import excerpt
from mia.core.personnummer import Identity
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.queries import esf_project_on
from participants.people.enums import Protection

FIRST_VERSION = 1
INCOMES = ("forsorjning_fore", "forsorjning_efter")
NO_INCOME = "INGEN_OFFENTLIG"


@dataclass(slots=True)
class FilePerson:
    """A person as the file has them, the same in every row. `protection` is empty when no row has
    one. `waits_for` is the registered person whom the user may not see or not protect: the rows
    wait (waiting_rows.py).
    """

    pk: UUID
    identity: Identity
    given_name: str
    family_name: str
    line: int
    is_new: bool
    protection: str = ""
    waits_for: UUID | None = None


class ParticipantReader:
    """Rows of the file become records of `incoming`. `persons` are those in the file, by number."""

    def __init__(
        self,
        header: FileHeader,
        columns: Sequence[FileColumn],
        lookups: ImportLookups,
        request: ImportRequest,
    ) -> None:
        self.header = header
        self.columns = columns
        self.lookups = lookups
        self.identities = IdentityReader(lookups, request.by, request.today)
        self.fact_columns = [column for column in columns if column.field]
        self.persons: dict[str, FilePerson] = {}
        self._persons_by_pk: dict[UUID, FilePerson] = {}

    def read_block(self, block: Block) -> list[ReadRow]:
        """Records are in the order of ParticipantImport.record_columns."""
        rows = [read_cells(line, cells, self.header, self.columns) for line, cells in block]
        identities = self.identities.read_identities(rows)
        return list(map(self._read_row, rows, identities))

    def _read_row(self, row: FileRow, identity: Identity | None) -> ReadRow:
        delprojekt = self.identities.find_delprojekt(row)
        person = self._read_person(row, identity)
        staff = self._find_staff(row, delprojekt)
        self._check_income(row)
        _pair_extents(row)
        self._choose_project(row)
        is_changed = False
        if person is not None and identity is not None:
            is_changed = self._is_changed(person, identity.number)
        record = (
            row.line,
            [column.field for column in row.unread(self.fact_columns)],
            uuid7(),
            None if person is None else person.pk,
            delprojekt,
            *row.values_of(self.fact_columns),
            staff,
            row.get("metoder"),
            row.get("samtycke_sus"),
            is_changed,
            FIRST_VERSION,
        )
        return record, row.problems

    def _choose_project(self, row: FileRow) -> None:
        started_on = row.get("startdatum")
        if started_on and row.get("projekt") is None:
            projects = self.lookups.codes.projects_by_start
            row.values["projekt"] = esf_project_on(started_on, projects).pk

    def _read_person(self, row: FileRow, identity: Identity | None) -> FilePerson | None:
        has_name = row.get("fornamn") and row.get("efternamn")
        if identity is None or not has_name:
            return None
        registered = self.identities.find_registered(identity)
        person = self.persons.get(identity.number)
        if person is None and registered is not None:
            person = self._persons_by_pk.get(registered.pk)
        if person is None:
            person = self._new_file_person(row, identity, registered)
        self.persons[identity.number] = person
        self._check_name(row, person)
        self._take_protection(row, person, registered)
        return person

    def _new_file_person(
        self, row: FileRow, identity: Identity, registered: RegisteredPerson | None
    ) -> FilePerson:
        person = FilePerson(
            pk=uuid7(),
            identity=identity,
            given_name=row.values["fornamn"],
            family_name=row.values["efternamn"],
            line=row.line,
            is_new=registered is None,
        )
        if registered is not None:
            person.pk = registered.pk
        self._persons_by_pk[person.pk] = person
        holder = self.identities.persons.get(identity.number)
        if holder is not None and holder.is_closed:
            person.waits_for = holder.pk
        return person

    def _check_name(self, row: FileRow, person: FilePerson) -> None:
        """One person has one name in a file."""
        if row.values["fornamn"] != person.given_name:
            column = "fornamn"
        elif row.values["efternamn"] != person.family_name:
            column = "efternamn"
        else:
            return
        right = (
            f"Samma personnummer har ett annat namn på rad {person.line}."
            " Skriv samma namn på båda raderna."
        )
        row.refuse(column, excerpt(column, row.values[column]), right)

    def _take_protection(
        self, row: FileRow, person: FilePerson, registered: RegisteredPerson | None
    ) -> None:
        """One person has one protection in a file, and a file never lifts protection."""
        protection = row.get("skydd")
        if protection is None:
            return
        is_registered_as_protected = registered is not None and (
            registered.protection != Protection.NONE
        )
        if person.protection not in ("", protection):
            right = (
                f"Samma personnummer har ett annat skydd på rad {person.line} eller senare."
                " Skriv samma på alla."
            )
            row.refuse("skydd", protection, right)
        elif protection == Protection.NONE and is_registered_as_protected:
            right = (
                "Deltagaren har skyddade personuppgifter."
                " Skyddet tas bort på deltagarens sida, inte från fil."
            )
            row.refuse("skydd", protection, right)
        else:
            person.protection = protection
            if registered is not None and registered.is_elsewhere and protection != Protection.NONE:
                person.waits_for = registered.pk

    def _is_changed(self, person: FilePerson, number: str) -> bool:
        """Whether the file has another name or protection than what is registered. A person whom
        the user does not see keeps both.
        """
        registered = self.identities.persons.get(number)
        if registered is None or registered.is_closed or registered.is_elsewhere:
            return False
        has_same_name = (
            registered.given_name == person.given_name
            and registered.family_name == person.family_name
        )
        has_same_protection = person.protection in ("", registered.protection)
        return not (has_same_name and has_same_protection)

    def _find_staff(self, row: FileRow, delprojekt: int | None) -> int | None:
        staff = self.identities.find_staff(row)
        if staff and delprojekt and (staff, delprojekt) not in self.lookups.works_in:
            right = "Användaren är inte handläggare eller delprojektledare i delprojektet."
            row.refuse("handledare", excerpt("", row.get("handledare")), right)
        return staff

    def _check_income(self, row: FileRow) -> None:
        for column in INCOMES:
            sources = row.get(column) or []
            has_public = any(self.lookups.codes.incomes[source] for source in sources)
            if NO_INCOME in sources and has_public:
                right = (
                    "INGEN_OFFENTLIG kan inte stå tillsammans med en offentlig försörjning."
                    " Ta bort den ena."
                )
                row.refuse(column, "|".join(sources), right)


def _pair_extents(row: FileRow) -> None:
    """Give each source of income its per cent, as the database's column has them."""
    for column in INCOMES:
        name = f"{column}_procent"
        percents = row.get(name)
        if not isinstance(percents, list):  # the cell is empty
            continue
        del row.values[name]
        sources = row.get(column) or []
        if len(percents) != len(sources):
            right = f"Skriv lika många tal som {column} har koder, med | emellan."
            row.refuse(name, _written(percents), right)
            continue
        extent = {}
        for source, percent in zip(sources, percents, strict=True):
            if percent is not None:
                extent[source] = percent
        if NO_INCOME in extent:
            right = f"Lämna tomt för {NO_INCOME}."
            row.refuse(name, _written(percents), right)
            continue
        row.values[name] = Jsonb(extent)


def _written(percents: Sequence[int | None]) -> str:
    """As the cell has them."""
    parts = ["" if percent is None else str(percent) for percent in percents]
    return "|".join(parts)
