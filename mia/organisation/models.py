"""Who works here: förbund, delprojekt, municipalities, the ESF projects, staff and their memberships."""

from datetime import date
from typing import Any, ClassVar, NamedTuple, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import connection, models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.functional import cached_property

from mia.audit.history import tracked
from mia.organisation.roles import ROLES, Permission, Role
from mia.organisation.scope import Scope

WHOLE_PROGRAMME_ROLES = [role.value for role, info in ROLES.items() if info.whole_programme]


class PeriodQuerySet(models.QuerySet[Any]):
    """Rows with started_on and ended_on (the last day, inclusive)."""

    def active(self, today: date) -> Self:
        return self.filter(Q(ended_on=None) | Q(ended_on__gte=today), started_on__lte=today)


def ends_after_start(model: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(ended_on=None) | Q(ended_on__gte=F("started_on")),
        name=f"{model}_ends_after_start",
        violation_error_code="ended_on",
        violation_error_message="Slutdatumet kan inte ligga före startdatumet.",
    )


@tracked()
class Forbund(models.Model):
    """Samordningsförbund (lag 2003:1210): the parties that finance the work in their municipalities."""

    code = models.CharField("kod", max_length=10, unique=True)
    name = models.CharField("namn", max_length=100, unique=True)

    class Meta:
        verbose_name = "samordningsförbund"
        verbose_name_plural = "samordningsförbund"

    def __str__(self) -> str:
        return self.name


@tracked()
class Municipality(models.Model):
    """Kommun, by SCB's four-digit code."""

    code = models.CharField(
        "kommunkod", max_length=4, primary_key=True, validators=[RegexValidator(r"^\d{4}$", "Skriv fyra siffror.")]
    )
    name = models.CharField("namn", max_length=60)

    class Meta:
        verbose_name = "kommun"
        verbose_name_plural = "kommuner"

    def __str__(self) -> str:
        return self.name


@tracked()
class EsfProject(models.Model):
    """One of the ESF projects (domain §1.1): an enrolment belongs to one of them."""

    code = models.CharField("kod", max_length=20, unique=True)
    name = models.CharField("namn", max_length=60)
    reference = models.CharField("diarienummer", max_length=20, blank=True)
    started_on = models.DateField("startdatum")
    ended_on = models.DateField("slutdatum", null=True, blank=True)
    target = models.PositiveIntegerField("mål, antal deltagare", null=True, blank=True)
    keep_until = models.DateField(
        "underlaget bevaras till och med", null=True, blank=True, help_text="Står i ESF-rådets beslut om projektet."
    )

    class Meta:
        verbose_name = "ESF-projekt"
        verbose_name_plural = "ESF-projekt"
        constraints = [ends_after_start("esfproject")]

    def __str__(self) -> str:
        return self.name


@tracked()
class Delprojekt(models.Model):
    """The part of MIA that one förbund runs. Dated rows, because six became eight."""

    code = models.CharField(
        "kod",
        max_length=10,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{2,10}$", "Skriv versaler, till exempel OS.")],
    )
    name = models.CharField("namn", max_length=60)
    forbund = models.ForeignKey(Forbund, models.PROTECT, verbose_name="samordningsförbund", related_name="delprojekt")
    municipalities = models.ManyToManyField(Municipality, verbose_name="kommuner", related_name="delprojekt")
    started_on = models.DateField("startdatum")
    ended_on = models.DateField("slutdatum", null=True, blank=True)
    target = models.PositiveIntegerField("mål, antal deltagare", null=True, blank=True)
    min_age = models.PositiveSmallIntegerField("lägsta ålder", default=16)
    max_age = models.PositiveSmallIntegerField("högsta ålder", default=64)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "delprojekt"
        verbose_name_plural = "delprojekt"
        constraints = [
            ends_after_start("delprojekt"),
            models.CheckConstraint(
                condition=Q(max_age__gte=F("min_age")),
                name="delprojekt_ages_in_order",
                violation_error_code="max_age",
                violation_error_message="Högsta åldern kan inte vara lägre än lägsta åldern.",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@tracked()
class Team(models.Model):
    """Colleagues in one delprojekt who answer for the same participants."""

    delprojekt = models.ForeignKey(Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="teams")
    name = models.CharField("namn", max_length=60)

    class Meta:
        verbose_name = "team"
        verbose_name_plural = "team"
        constraints = [
            models.UniqueConstraint(
                fields=["delprojekt", "name"],
                name="team_has_one_name",
                violation_error_code="name",
                violation_error_message="Delprojektet har redan ett team med det namnet.",
            )
        ]

    def __str__(self) -> str:
        return self.name


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
        validators=[RegexValidator(r"^[a-z0-9._-]+$", "Använd små bokstäver a–z, siffror, punkt och bindestreck.")],
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
        """What this user's memberships open today; read once per request, so that changed rights hold at once."""
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
        """Where those memberships are, by name; every delprojekt when one of them is for the whole programme."""
        if any(m.delprojekt is None for m in self.current_memberships):
            return list(Delprojekt.objects.order_by("name", "pk"))
        held = {m.delprojekt for m in self.current_memberships if m.delprojekt}
        return sorted(held, key=lambda place: (place.name, place.pk))

    def may(self, permission: Permission, delprojekt_id: int | None = None) -> bool:
        """Does any role (in this delprojekt, when one is named) give the permission?"""
        allowed = self.scope.delprojekt_with(permission)
        return bool(allowed) if delprojekt_id is None else delprojekt_id in allowed


@tracked()
class Membership(models.Model):
    """A role in a delprojekt from–to; without delprojekt, in the whole programme."""

    staff = models.ForeignKey(Staff, models.CASCADE, verbose_name="användare", related_name="memberships")
    role = models.CharField("roll", max_length=20, choices=Role)
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="memberships", null=True, blank=True
    )
    team = models.ForeignKey(
        Team, models.PROTECT, verbose_name="team", related_name="memberships", null=True, blank=True
    )
    started_on = models.DateField("från och med")
    ended_on = models.DateField("till och med", null=True, blank=True)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "uppdrag"
        verbose_name_plural = "uppdrag"
        constraints = [
            ends_after_start("membership"),
            models.CheckConstraint(
                condition=Q(delprojekt__isnull=False) | Q(role__in=WHOLE_PROGRAMME_ROLES),
                name="membership_names_delprojekt",
                violation_error_code="delprojekt",
                violation_error_message="Den här rollen gäller i ett delprojekt. Välj vilket.",
            ),
            models.CheckConstraint(
                condition=Q(team=None) | Q(role=Role.CASE_WORKER),
                name="membership_team_is_for_case_workers",
                violation_error_code="team",
                violation_error_message="Bara handläggare kan höra till ett team.",
            ),
            models.UniqueConstraint(
                fields=["staff", "role", "delprojekt", "team", "started_on"],
                name="membership_is_given_once",
                violation_error_code="role",
                nulls_distinct=False,
                violation_error_message="Personen har redan det uppdraget från den dagen.",
            ),
        ]
        indexes = [models.Index(fields=["staff"], name="membership_by_staff")]

    def __str__(self) -> str:
        return f"{self.get_role_display()} {self.delprojekt or 'hela programmet'}"

    def clean(self) -> None:
        """A team belongs to the membership's own delprojekt."""
        if self.team and self.team.delprojekt_id != self.delprojekt_id:
            raise ValidationError({"team": "Teamet hör till ett annat delprojekt."})
