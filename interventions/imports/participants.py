"""What a row of the file of participants says. Nothing is written here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from interventions.imports.columns import FileHeader, FileRow, read_row
from interventions.imports.lookups import NOT_HERE, ImportLookups, RegisteredPerson
from interventions.imports.participant_columns import columns
from interventions.imports.report import RowProblem, shown
from mia.core import personnummer
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.queries import esf_project_on
from participants.people.actions import new_alias
from participants.people.enums import Protection


@dataclass(slots=True)
class FilePerson:
    """A person as the file has them, the same in every row. `protection` is empty when no row has
    one, `alias` when the person is registered.
    """

    pk: UUID
    identity: personnummer.Identity
    given_name: str
    family_name: str
    line: int
    is_new: bool
    alias: str = ""
    protection: str = ""


class IdentityReader:
    """Reads delprojekt and personal number of a row; a number that comes again is read once."""

    def __init__(self, lookups: ImportLookups, today: date) -> None:
        self.lookups, self.today = lookups, today
        self._identities: dict[tuple[Any, Any], personnummer.Identity] = {}

    def delprojekt(self, row: FileRow) -> int | None:
        code = row.get("delprojekt")
        if not code:
            return None
        pk = self.lookups.delprojekt.get(code.upper())
        if pk is None:
            valid = ", ".join(sorted(self.lookups.delprojekt))
            right = f"Delprojektet finns inte bland dem du kan läsa in till: {valid}."
            row.refuse("delprojekt", shown("", code), right)
        return pk

    def identity(self, row: FileRow) -> personnummer.Identity | None:
        cell = row.get("personnummer")
        if not cell:
            return None
        kind = row.get("identitetstyp")
        if (cell, kind) not in self._identities:
            try:
                identity = personnummer.parse(cell, kind=kind, today=self.today)
            except personnummer.InvalidIdentity as error:
                row.refuse("personnummer", shown("personnummer", cell), error.message)
                return None
            self._identities[cell, kind] = identity
        return self._identities[cell, kind]

    def registered(
        self, row: FileRow, identity: personnummer.Identity
    ) -> tuple[RegisteredPerson | None, bool]:
        """The registered person, if there is one, and whether the row may be about them."""
        person = self.lookups.persons.get(identity.number)
        if person is not None and person.is_closed:
            number = shown("personnummer", identity.number)
            row.refuse("personnummer", number, NOT_HERE)
            return None, False
        return person, True


class ParticipantReader:
    """Rows of the file become rows of `incoming`. `persons` are those in the file, by number."""

    def __init__(self, header: FileHeader, lookups: ImportLookups, today: date) -> None:
        self.header, self.lookups = header, lookups
        self.identities = IdentityReader(lookups, today)
        self.columns = columns(lookups.codes)
        self.fields = [column for column in self.columns if column.field]
        self.persons: dict[str, FilePerson] = {}
        self._by_pk: dict[UUID, FilePerson] = {}
        self._aliases = set(lookups.aliases)
        self.headings = {column.field: column.name for column in self.fields}
        self.enrolment_columns = ["id", "participant_id", "delprojekt_id", *self.headings]
        others = ["staff", "methods", "consent_on", "person_changed", "version"]
        self.names = ["line", "bad", *self.enrolment_columns, *others]

    def read(
        self, line: int, cells: Sequence[object]
    ) -> tuple[tuple[object, ...], list[RowProblem]]:
        """The record for COPY, in the order of `names`, and everything wrong that the row itself
        tells.
        """
        row = read_row(line, cells, self.header, self.columns)
        delprojekt = self.identities.delprojekt(row)
        person = self._person(row)
        staff = self._staff(row, delprojekt)
        self._check_income(row)
        self._choose_project(row)
        record = (
            line,
            [column.field for column in row.unread(self.fields)],
            uuid7(),
            person.pk if person else None,
            delprojekt,
            *(row.values.get(column.name, column.empty) for column in self.fields),
            staff,
            row.get("metoder"),
            row.get("samtycke_sus"),
            person is not None and self._is_changed(person),
            1,
        )
        return record, row.problems

    def _choose_project(self, row: FileRow) -> None:
        started_on = row.get("startdatum")
        if started_on and row.get("projekt") is None:
            projects = self.lookups.codes.projects_by_start
            row.values["projekt"] = esf_project_on(started_on, projects).pk

    def _person(self, row: FileRow) -> FilePerson | None:
        identity = self.identities.identity(row)
        given, family = row.get("fornamn"), row.get("efternamn")
        if identity is None or not given or not family:
            return None
        registered, is_allowed = self.identities.registered(row, identity)
        if not is_allowed:
            return None
        person = self.persons.get(identity.number)
        if person is None and registered is not None:
            person = self._by_pk.get(registered.pk)
        if person is None:
            person = self._first_row_of(row, identity, registered)
        self.persons[identity.number] = person
        self._check_name(row, person)
        self._take_protection(row, person, registered)
        return person

    def _first_row_of(
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
        self._by_pk[person.pk] = person
        return person

    def _check_name(self, row: FileRow, person: FilePerson) -> None:
        """One person has one name in a file."""
        given, family = row.values["fornamn"], row.values["efternamn"]
        if (given, family) == (person.given_name, person.family_name):
            return
        column = "fornamn" if given != person.given_name else "efternamn"
        right = (
            f"Samma personnummer har ett annat namn på rad {person.line}."
            " Skriv samma namn på båda raderna."
        )
        row.refuse(column, shown(column, row.values[column]), right)

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

    def _is_changed(self, person: FilePerson) -> bool:
        """Whether the file has another name or protection than what is registered."""
        registered = self.lookups.persons.get(person.identity.number)
        if registered is None:
            return False
        if (registered.given_name, registered.family_name) != (
            person.given_name,
            person.family_name,
        ):
            return True
        return person.protection not in ("", registered.protection)

    def _new_alias(self) -> str:
        alias = new_alias()
        while alias in self._aliases:
            alias = new_alias()
        self._aliases.add(alias)
        return alias

    def _staff(self, row: FileRow, delprojekt: int | None) -> int | None:
        username = row.get("handledare")
        if not username:
            return None
        pk = self.lookups.staff.get(username.lower())
        if pk is None:
            row.refuse("handledare", shown("", username), "Användarnamnet finns inte.")
        elif delprojekt and (pk, delprojekt) not in self.lookups.works_in:
            right = "Användaren är inte handläggare eller delprojektledare i delprojektet."
            row.refuse("handledare", shown("", username), right)
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
