"""What a row of the file of participants says. Nothing is written here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from interventions.imports.columns import FileColumn, FileHeader, FileRow, read_cells
from interventions.imports.identity_reader import IdentityReader
from interventions.imports.import_request import Record
from interventions.imports.lookups import ImportLookups, RegisteredPerson
from interventions.imports.report import RowProblem, excerpt
from mia.core import personnummer
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.queries import esf_project_on
from participants.people.actions import new_alias
from participants.people.enums import Protection

FIRST_VERSION = 1


@dataclass(slots=True)
class FilePerson:
    """A person as the file has them, the same in every row. `protection` is empty when no row has
    one, `alias` when the person is registered. `waits_for` is the registered person whom the user
    may not see or not protect: the rows wait (waiting_rows.py).
    """

    pk: UUID
    identity: personnummer.Identity
    given_name: str
    family_name: str
    line: int
    is_new: bool
    alias: str = ""
    protection: str = ""
    waits_for: UUID | None = None


class ParticipantReader:
    """Rows of the file become records of `incoming`. `persons` are those in the file, by number."""

    def __init__(
        self,
        header: FileHeader,
        columns: Sequence[FileColumn],
        lookups: ImportLookups,
        today: date,
    ) -> None:
        self.header = header
        self.columns = columns
        self.lookups = lookups
        self.identities = IdentityReader(lookups, today)
        self.fact_columns = [column for column in columns if column.field]
        self.persons: dict[str, FilePerson] = {}
        self._persons_by_pk: dict[UUID, FilePerson] = {}
        self._aliases = set(lookups.aliases)

    def read_row(self, line: int, cells: Sequence[object]) -> tuple[Record, list[RowProblem]]:
        """The record, in the order of ParticipantImport.record_columns, and everything wrong that
        the row itself tells.
        """
        row = read_cells(line, cells, self.header, self.columns)
        delprojekt = self.identities.find_delprojekt(row)
        person = self._read_person(row)
        staff = self._find_staff(row, delprojekt)
        self._check_income(row)
        self._choose_project(row)
        record = (
            line,
            [column.field for column in row.unread(self.fact_columns)],
            uuid7(),
            None if person is None else person.pk,
            delprojekt,
            *row.values_of(self.fact_columns),
            staff,
            row.get("metoder"),
            row.get("samtycke_sus"),
            person is not None and self._is_changed(person),
            FIRST_VERSION,
        )
        return record, row.problems

    def _choose_project(self, row: FileRow) -> None:
        started_on = row.get("startdatum")
        if started_on and row.get("projekt") is None:
            projects = self.lookups.codes.projects_by_start
            row.values["projekt"] = esf_project_on(started_on, projects).pk

    def _read_person(self, row: FileRow) -> FilePerson | None:
        identity = self.identities.parse_identity(row)
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
        self, row: FileRow, identity: personnummer.Identity, registered: RegisteredPerson | None
    ) -> FilePerson:
        person = FilePerson(
            pk=uuid7(),
            identity=identity,
            given_name=row.values["fornamn"],
            family_name=row.values["efternamn"],
            line=row.line,
            is_new=registered is None,
        )
        if registered is None:
            person.alias = self._new_alias()
        else:
            person.pk = registered.pk
        self._persons_by_pk[person.pk] = person
        holder = self.lookups.persons.get(identity.number)
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

    def _is_changed(self, person: FilePerson) -> bool:
        """Whether the file has another name or protection than what is registered. A person whom
        the user does not see keeps both.
        """
        registered = self.lookups.persons.get(person.identity.number)
        if registered is None or registered.is_closed or registered.is_elsewhere:
            return False
        has_same_name = (
            registered.given_name == person.given_name
            and registered.family_name == person.family_name
        )
        has_same_protection = person.protection in ("", registered.protection)
        return not (has_same_name and has_same_protection)

    def _new_alias(self) -> str:
        alias = new_alias()
        while alias in self._aliases:
            alias = new_alias()
        self._aliases.add(alias)
        return alias

    def _find_staff(self, row: FileRow, delprojekt: int | None) -> int | None:
        username = row.get("handledare")
        if not username:
            return None
        pk = self.lookups.staff.get(username.lower())
        if pk is None:
            row.refuse("handledare", excerpt("", username), "Användarnamnet finns inte.")
        elif delprojekt and (pk, delprojekt) not in self.lookups.works_in:
            right = "Användaren är inte handläggare eller delprojektledare i delprojektet."
            row.refuse("handledare", excerpt("", username), right)
        return pk

    def _check_income(self, row: FileRow) -> None:
        for column in ("forsorjning_fore", "forsorjning_efter"):
            sources = row.get(column) or []
            has_public = any(self.lookups.codes.incomes[source] for source in sources)
            if "INGEN_OFFENTLIG" in sources and has_public:
                right = (
                    "INGEN_OFFENTLIG kan inte stå tillsammans med en offentlig försörjning."
                    " Ta bort den ena."
                )
                row.refuse(column, "|".join(sources), right)
