"""Add a member of staff by command: the first administrator, and staff of a new delprojekt."""

from typing import NoReturn

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

# What the command calls the fields of an action's refusal.
OPTIONS = {
    "username": "användarnamn",
    "name": "namn",
    "delprojekt": "--delprojekt",
    "role": "--role",
    "method": "--method",
    "party": "--party",
}


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
        parser.add_argument("--method", default="", metavar="CODE", help="metodhandledarens metod")
        parser.add_argument("--party", default="", metavar="CODE", help="styrgruppsledamotens part")
        parser.add_argument("--name", default="", help="namnet som visas; utan: användarnamnet")

    def handle(
        self,
        *args: object,
        username: str,
        role: str,
        delprojekt: list[str],
        name: str,
        method: str,
        party: str,
        **options: object,
    ) -> None:
        if role not in Role.values:
            problem = f"Rollen {role} finns inte." if role else "Ange en roll med --role."
            raise CommandError(f"{problem} Rollerna är {', '.join(Role.values)}.")
        try:
            with unit_of_work(identity.SYSTEM, source="create_staff"):
                places = delprojekt_with_codes(delprojekt)
                password = add(username, name, places, role=role, method=method, party=party)
        except ValidationError as refusal:
            raise_refusal(refusal)
        self.stdout.write(f"Användaren {username} finns nu, med rollen {Role(role).label}.")
        self.stdout.write(f"Engångslösenord: {password}")
        self.stdout.write(
            "Det visas bara nu. Vid första inloggningen väljer användaren ett eget lösenord."
        )


@transaction.atomic
def add(
    username: str, name: str, places: list[Delprojekt], *, role: str, method: str, party: str
) -> str:
    """Add a membership for each delprojekt, or for the whole programme; return the password."""
    staff, password = staff_actions.add(by=None, username=username, name=name or username)
    whole_programme: list[Delprojekt | None] = [None]
    for delprojekt in places or whole_programme:
        memberships_actions.add(
            staff,
            by=None,
            role=role,
            delprojekt=delprojekt,
            method=method,
            party=party,
            started_on=timezone.localdate(),
        )
    return password


def delprojekt_with_codes(codes: list[str]) -> list[Delprojekt]:
    """Return the delprojekt with these codes. Raises CommandError for a code that is none."""
    by_code = {row.code: row for row in delprojekt_listed()}
    missing = [code for code in codes if code not in by_code]
    if missing:
        raise CommandError(
            f"Delprojektet {', '.join(missing)} finns inte. "
            f"Koderna är {', '.join(sorted(by_code))}."
        )
    return [by_code[code] for code in dict.fromkeys(codes)]


def raise_refusal(refusal: ValidationError) -> NoReturn:
    """Raise CommandError with each error and the option that it is about."""
    lines = []
    for field, errors in refusal.error_dict.items():
        option = OPTIONS.get(field, field)
        for error in errors:
            is_taken = error.code == "unique"
            message = "Det finns redan." if is_taken else " ".join(error.messages)
            lines.append(f"{option}: {message}")
    raise CommandError("\n".join(lines))
