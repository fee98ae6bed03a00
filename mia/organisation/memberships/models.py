"""Memberships: a role of a member of staff, from–to."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q

from mia.access.roles import ROLES, Role, role_choices
from mia.audit.history import tracked
from mia.organisation.delprojekt.models import Delprojekt, PeriodQuerySet, Team, ends_after_start
from mia.organisation.staff.models import Staff

WHOLE_PROGRAMME_ROLES = [role.value for role, info in ROLES.items() if info.is_for_whole_programme]


@tracked()
class Membership(models.Model):
    """A role in a delprojekt from–to; without delprojekt, in the whole programme."""

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
