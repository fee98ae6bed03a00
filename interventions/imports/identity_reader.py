"""Whose row it is: delprojekt, staff and person, the same in both kinds of file."""

from collections.abc import Sequence
from datetime import date

from interventions.imports.columns import FileRow
from interventions.imports.lookups import ImportLookups, RegisteredPerson, registered_persons
from interventions.imports.report import excerpt
from mia.core import personnummer
from mia.organisation.staff.models import Staff
from participants.people.limits import birth_date_in


class IdentityReader:
    """Reads delprojekt, staff and personal number of rows.

    `persons` are the registered persons of the last block, by every number they have had. `unseen`
    are the numbers of nobody whom the user sees, each with its birth date.
    """

    def __init__(self, lookups: ImportLookups, user: Staff | None, today: date) -> None:
        self.lookups = lookups
        self.user = user
        self.today = today
        self.persons: dict[str, RegisteredPerson] = {}
        self.unseen: dict[str, str] = {}

    def read_identities(self, block: Sequence[FileRow]) -> list[personnummer.Identity | None]:
        """The identity of each row of a block, None where it cannot be read. Who of them is
        registered is asked in one go.
        """
        identities = [self._parse_identity(row) for row in block]
        numbers = {identity.number for identity in identities if identity is not None}
        self.persons = registered_persons(numbers, self.user)
        return identities

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

    def find_staff(self, row: FileRow) -> int | None:
        username = row.get("handledare")
        if not username:
            return None
        staff = self.lookups.staff.get(username.lower())
        if staff is None:
            row.refuse("handledare", excerpt("", username), "Användarnamnet finns inte.")
        return staff

    def _parse_identity(self, row: FileRow) -> personnummer.Identity | None:
        cell = row.get("personnummer")
        if not cell:
            return None
        kind = row.get("identitetstyp")
        try:
            return personnummer.parse(cell, kind=kind, today=self.today)
        except personnummer.InvalidIdentity as error:
            row.refuse("personnummer", excerpt("personnummer", cell), error.message)
            return None

    def find_registered(self, identity: personnummer.Identity) -> RegisteredPerson | None:
        """The registered person. One whom the user may not see is treated as not registered, so
        that the answer to a row tells nothing (docs/security.md §5).
        """
        person = self.persons.get(identity.number)
        if person is None or person.is_closed or person.is_elsewhere:
            self.unseen[identity.number] = birth_date_in(identity.number)
        if person is None or person.is_closed:
            return None
        return person
