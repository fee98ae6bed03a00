"""Link an account to its person at the sign-on provider, or take the link away."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from mia.access import identity
from mia.access.unit_of_work import unit_of_work
from mia.organisation.staff import actions
from mia.organisation.staff.models import Staff


class Command(BaseCommand):
    help = "Koppla en användare till sitt ämne (sub) hos inloggningstjänsten."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", metavar="USERNAME", help="användarnamn i MIA")
        parser.add_argument(
            "subject", metavar="SUBJECT", nargs="?", default="", help="tjänstens värde i sub"
        )
        parser.add_argument("--remove", action="store_true", help="ta bort kopplingen")

    def handle(
        self, *args: object, username: str, subject: str, remove: bool, **options: object
    ) -> None:
        if settings.SIGN_ON is None:
            raise CommandError("Ingen inloggningstjänst är inställd: se docs/operations.md.")
        if bool(subject) == remove:
            raise CommandError("Ange antingen SUBJECT eller --remove.")
        provider = settings.SIGN_ON.provider_id
        with unit_of_work(identity.SYSTEM, source="link_sign_on"):
            staff = Staff.objects.filter(username=username).first()
            if staff is None:
                raise CommandError(f"Användaren {username} finns inte.")
            try:
                if remove:
                    actions.unlink_sign_on(staff, by=None, provider=provider)
                else:
                    actions.link_sign_on(staff, by=None, provider=provider, subject=subject)
            except ValidationError as refusal:
                raise CommandError(" ".join(refusal.messages)) from refusal
        self.stdout.write("Klart.")
