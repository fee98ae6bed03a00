"""Memberships: a role of a member of staff, from–to."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from mia.access.roles import ROLES, Role, role_choices
from mia.audit.history import tracked
from mia.organisation.delprojekt.models import Delprojekt, PeriodQuerySet, Team, ends_after_start
from mia.organisation.memberships.enums import Method, Party
from mia.organisation.staff.models import Staff

WHOLE_PROGRAMME_ROLES = [role.value for role, info in ROLES.items() if info.is_for_whole_programme]
PARTY_ROLES = [role.value for role, info in ROLES.items() if info.is_for_one_party]
METHOD_ROLES = [role.value for role, info in ROLES.items() if info.is_for_one_method]


@tracked()
class Membership(models.Model):
    """A role in a delprojekt from–to; without delprojekt, in the whole programme.

    A role that is for one method or one party (mia.access.roles) names it.
    """

    staff = models.ForeignKey(
        Staff, models.CASCADE, verbose_name="användare", related_name="memberships"
    )
    role = models.CharField("roll", max_length=20, choices=role_choices)
    delprojekt = models.ForeignKey(
        Delprojekt,
        models.PROTECT,
        verbose_name="delprojekt",
        related_name="memberships",
        null=True,
        blank=True,
    )
    team = models.ForeignKey(
        Team, models.PROTECT, verbose_name="team", related_name="memberships", null=True, blank=True
    )
    method = models.CharField(
        "metod", max_length=10, choices=Method, blank=True, default="", db_default=""
    )
    party = models.CharField(
        "part", max_length=10, choices=Party, blank=True, default="", db_default=""
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
            models.CheckConstraint(
                condition=Q(role__in=METHOD_ROLES) & ~Q(method="")
                | ~Q(role__in=METHOD_ROLES) & Q(method=""),
                name="membership_names_method",
                violation_error_code="method",
                violation_error_message="Metodhandledare har en metod, andra roller ingen.",
            ),
            models.CheckConstraint(
                condition=Q(role__in=PARTY_ROLES) & ~Q(party="")
                | ~Q(role__in=PARTY_ROLES) & Q(party=""),
                name="membership_names_party",
                violation_error_code="party",
                violation_error_message="Styrgruppsledamot har en part, andra roller ingen.",
            ),
            models.UniqueConstraint(
                fields=["staff", "role", "delprojekt", "team", "method", "started_on"],
                name="membership_is_given_once",
                violation_error_code="role",
                nulls_distinct=False,
                violation_error_message="Personen har redan det uppdraget från den dagen.",
            ),
        ]
        indexes = [models.Index(fields=["staff"], name="membership_by_staff")]

    def __str__(self) -> str:
        place = self.delprojekt or "hela programmet"
        if self.method:
            return f"{self.get_role_display()} {self.get_method_display()} {place}"
        return f"{self.get_role_display()} {place}"

    def clean(self) -> None:
        """A team belongs to the membership's own delprojekt."""
        if self.team and self.team.delprojekt_id != self.delprojekt_id:
            raise ValidationError({"team": "Teamet hör till ett annat delprojekt."})
