"""Whose row it is: the delprojekt and the person, the same in both kinds of file."""

from datetime import date

from interventions.imports.columns import FileRow
from interventions.imports.lookups import ImportLookups, RegisteredPerson
from interventions.imports.report import excerpt
from mia.core import personnummer

BIRTH_DATE = 8  # characters of a number


class IdentityReader:
    """Reads delprojekt and personal number of a row; a number that comes again is read once.

    `unseen` are the numbers of nobody whom the user sees, each with its birth date.
    """

    def __init__(self, lookups: ImportLookups, today: date) -> None:
        self.lookups = lookups
        self.today = today
        self.unseen: dict[str, str] = {}
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

    def find_registered(self, identity: personnummer.Identity) -> RegisteredPerson | None:
        """The registered person. One whom the user may not see is treated as not registered, so
        that the answer to a row tells nothing (docs/security.md §5).
        """
        person = self.lookups.persons.get(identity.number)
        if person is None or person.is_closed or person.is_elsewhere:
            self.unseen[identity.number] = identity.number[:BIRTH_DATE]
        if person is None or person.is_closed:
            return None
        return person
