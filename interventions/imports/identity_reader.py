"""Whose row it is: the delprojekt and the person, the same in both kinds of file."""

from datetime import date

from interventions.imports.columns import FileRow
from interventions.imports.lookups import CANNOT_IMPORT_HERE, ImportLookups, RegisteredPerson
from interventions.imports.report import excerpt
from mia.core import personnummer


class IdentityReader:
    """Reads delprojekt and personal number of a row; a number that comes again is read once."""

    def __init__(self, lookups: ImportLookups, today: date) -> None:
        self.lookups = lookups
        self.today = today
        self._identities: dict[tuple[object, object], personnummer.Identity] = {}

    def find_delprojekt(self, row: FileRow) -> int | None:
        code = row.get("delprojekt")
        if not code:
            return None
        pk = self.lookups.delprojekt.get(code.upper())
        if pk is None:
            valid = ", ".join(sorted(self.lookups.delprojekt))
            right = f"Delprojektet finns inte bland dem du kan läsa in till: {valid}."
            row.refuse("delprojekt", excerpt("", code), right)
        return pk

    def parse_identity(self, row: FileRow) -> personnummer.Identity | None:
        cell = row.get("personnummer")
        if not cell:
            return None
        kind = row.get("identitetstyp")
        identity = self._identities.get((cell, kind))
        if identity is not None:
            return identity
        try:
            identity = personnummer.parse(cell, kind=kind, today=self.today)
        except personnummer.InvalidIdentity as error:
            row.refuse("personnummer", excerpt("personnummer", cell), error.message)
            return None
        self._identities[cell, kind] = identity
        return identity

    def find_registered(
        self, row: FileRow, identity: personnummer.Identity
    ) -> tuple[RegisteredPerson | None, bool]:
        """The registered person, if there is one, and whether the row may be about them."""
        person = self.lookups.persons.get(identity.number)
        if person is not None and person.is_closed:
            number = excerpt("personnummer", identity.number)
            row.refuse("personnummer", number, CANNOT_IMPORT_HERE)
            return None, False
        return person, True
