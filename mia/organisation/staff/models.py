"""Staff: the people who work here, and the users who log in."""

from typing import ClassVar, NamedTuple

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import connection, models
from django.utils import timezone
from django.utils.functional import cached_property

from mia.access.roles import Permission
from mia.access.scope import Scope
from mia.audit.history import tracked
from mia.organisation.delprojekt.models import Delprojekt

_HELD = """
SELECT m.role, m.delprojekt_id, m.team_id, d.code, d.name
FROM organisation_membership m LEFT JOIN organisation_delprojekt d ON d.id = m.delprojekt_id
WHERE m.staff_id = %(staff)s AND m.started_on <= %(today)s AND (m.ended_on IS NULL OR m.ended_on >= %(today)s)
ORDER BY m.id
"""


class Held(NamedTuple):
    """A membership that holds today, with the code and the name of its delprojekt."""

    role: str
    delprojekt_id: int | None
    team_id: int | None
    delprojekt: Delprojekt | None


class StaffManager(BaseUserManager["Staff"]):
    def get_by_natural_key(self, username: str | None) -> "Staff":
        return self.get(username__iexact=username)


@tracked("password", "last_login")
class Staff(AbstractBaseUser):
    """A member of staff, and the user who logs in."""

    username = models.CharField(
        "användarnamn",
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z0-9._-]+$", "Använd små bokstäver a–z, siffror, punkt och bindestreck."
            )
        ],
    )
    name = models.CharField("namn", max_length=100)
    email = models.EmailField("e-post", blank=True)
    title = models.CharField("titel", max_length=60, blank=True)
    is_active = models.BooleanField("får logga in", default=True)
    must_change_password = models.BooleanField("ska byta lösenord", default=False)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    is_staff = is_superuser = False  # there is no Django admin

    objects = StaffManager()

    class Meta:
        verbose_name = "användare"
        verbose_name_plural = "användare"

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> Scope:
        """What this user's memberships open today; read once per request, so that changed rights
        hold at once.
        """
        if not hasattr(self, "_scope"):
            rows = [(m.role, m.delprojekt_id, m.team_id) for m in self.current_memberships]
            everything = [place.pk for place in self.current_delprojekt]
            self._scope = Scope.of(self.pk, timezone.localdate(), rows, everything)
        return self._scope

    @cached_property
    def current_memberships(self) -> list[Held]:
        """Memberships that hold today, with their delprojekt; one statement."""
        with connection.cursor() as cursor:
            cursor.execute(_HELD, {"staff": self.pk, "today": timezone.localdate()})
            rows = cursor.fetchall()
        known, alias = ("id", "code", "name"), connection.alias
        return [
            Held(role, dp, team, Delprojekt.from_db(alias, known, (dp, *words)) if dp else None)
            for role, dp, team, *words in rows
        ]

    @cached_property
    def current_delprojekt(self) -> "list[Delprojekt]":
        """Where those memberships are, by name; every delprojekt when one of them is for the whole
        programme.
        """
        if any(m.delprojekt is None for m in self.current_memberships):
            return list(Delprojekt.objects.order_by("name", "pk"))
        held = {m.delprojekt for m in self.current_memberships if m.delprojekt}
        return sorted(held, key=lambda place: (place.name, place.pk))

    def may(self, permission: Permission, delprojekt_id: int | None = None) -> bool:
        """Does any role (in this delprojekt, when one is named) give the permission?"""
        allowed = self.scope.delprojekt_with(permission)
        return bool(allowed) if delprojekt_id is None else delprojekt_id in allowed
