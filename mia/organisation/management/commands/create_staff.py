"""Add a member of staff from the command line: the first administrator, and staff of a new
delprojekt.
"""

from typing import Any, NoReturn

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from mia.access import identity
from mia.access.roles import Role
from mia.access.unit_of_work import unit_of_work
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.delprojekt.queries import delprojekt_listed
from mia.organisation.memberships import actions as memberships_actions
from mia.organisation.staff import actions as staff_actions


class Command(BaseCommand):
    help = "Lägg till en användare och skriv ut engångslösenordet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "username", metavar="USERNAME", help="användarnamn: små bokstäver a–z, siffror, . _ -"
        )
        parser.add_argument("--role", default="", metavar="ROLE", help=", ".join(Role.values))
        parser.add_argument(
            "--delprojekt",
            nargs="+",
            default=[],
            metavar="CODE",
            help="koder, till exempel OS; utan: hela programmet",
        )
        parser.add_argument("--name", default="", help="namnet som visas; utan: användarnamnet")

    def handle(
        self, *args: Any, username: str, role: str, delprojekt: list[str], name: str, **options: Any
    ) -> None:
        if role not in Role.values:
            wrong = f"Rollen {role} finns inte." if role else "Ange en roll med --role."
            raise CommandError(f"{wrong} Rollerna är {', '.join(Role.values)}.")
        try:
            with unit_of_work(identity.SYSTEM, source="create_staff"):
                password = add(username, role, found(delprojekt), name)
        except ValidationError as refused:
            tell(refused)
        self.stdout.write(f"Användaren {username} finns nu, med rollen {Role(role).label}.")
        self.stdout.write(f"Engångslösenord: {password}")
        self.stdout.write(
            "Det visas bara nu. Vid första inloggningen väljer användaren ett eget lösenord."
        )


@transaction.atomic
def add(username: str, role: str, places: list[Delprojekt], name: str) -> str:
    """One membership for each delprojekt, or one for the whole programme. Returns the password."""
    staff, password = staff_actions.add(by=None, username=username, name=name or username)
    whole_programme: list[Delprojekt | None] = [None]
    for delprojekt in places or whole_programme:
        memberships_actions.add(
            staff, by=None, role=role, delprojekt=delprojekt, started_on=timezone.localdate()
        )
    return password


def found(codes: list[str]) -> list[Delprojekt]:
    known = {row.code: row for row in delprojekt_listed()}
    unknown = [code for code in codes if code not in known]
    if unknown:
        raise CommandError(
            f"Delprojektet {', '.join(unknown)} finns inte. Koderna är {', '.join(sorted(known))}."
        )
    return [known[code] for code in dict.fromkeys(codes)]


def tell(refused: ValidationError) -> NoReturn:
    """Each refusal with what it is about."""
    about = {
        "username": "användarnamn",
        "name": "namn",
        "delprojekt": "--delprojekt",
        "role": "--role",
    }
    lines = [
        f"{about.get(field, field)}: {'Det finns redan.' if error.code == 'unique' else ' '.join(error.messages)}"
        for field, errors in refused.error_dict.items()
        for error in errors
    ]
    raise CommandError("\n".join(lines))
