"""Staff: the people who work here, and the users who log in."""

from typing import Any, ClassVar

from django.contrib.auth import hashers
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property

from mia.access import identity
from mia.access.roles import Permission
from mia.access.scope import Scope
from mia.audit.history import tracked
from mia.organisation.delprojekt.models import Delprojekt


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
    languages = models.CharField(
        "språk utöver svenska", max_length=200, blank=True, default="", db_default=""
    )
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

    def check_password(self, raw_password: str | None) -> bool:
        """Tell whether it is the password. A hash by an older hasher is replaced by a new one."""
        return hashers.check_password(raw_password, self.password, self._renew_hash)

    def _renew_hash(self, raw_password: str | None) -> None:
        """In the user's own name: at log-in nobody has been let in yet."""
        self.set_password(raw_password)
        self._password = None  # no other password, so Django has no change to tell of
        with identity.acting_as(self.pk, source="konto"):
            self.save(update_fields=["password"])

    # What participants.visibility has read: the enrolments that are open for the user today.
    opened_today: Any = None

    @cached_property
    def scope(self) -> Scope:
        """What the user's memberships give today.

        Kept as long as this object, which is loaded anew for each request and job: changed rights
        hold from the next one.
        """
        memberships = [
            (membership.role, membership.delprojekt_id, membership.team_id)
            for membership in self.current_memberships
        ]
        delprojekt = [place.pk for place in self.current_delprojekt]
        return Scope.of(self.pk, timezone.localdate(), memberships, delprojekt)

    @cached_property
    def current_memberships(self) -> list[Any]:
        """The memberships that hold today, with their delprojekt.

        Instances of Membership, whose package stands on this one.
        """
        memberships = self.memberships.active(timezone.localdate())
        return list(memberships.select_related("delprojekt").order_by("pk"))

    @cached_property
    def current_delprojekt(self) -> list[Delprojekt]:
        """The delprojekt of those memberships, by name; all of them for the whole programme."""
        own: set[Delprojekt] = set()
        for membership in self.current_memberships:
            if membership.delprojekt is None:
                return list(Delprojekt.objects.order_by("name", "pk"))
            own.add(membership.delprojekt)
        return sorted(own, key=_name_and_key)

    def may(self, permission: Permission, delprojekt_id: int | None = None) -> bool:
        """Tell whether some role of the user gives the permission, in this delprojekt if named."""
        allowed = self.scope.delprojekt_with(permission)
        if delprojekt_id is None:
            return bool(allowed)
        return delprojekt_id in allowed


def _name_and_key(delprojekt: Delprojekt) -> tuple[str, int]:
    return delprojekt.name, delprojekt.pk
