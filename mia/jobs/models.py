"""Work that is done in the background for one person."""

from typing import TYPE_CHECKING, Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from mia.audit.history import tracked
from mia.core.uuid7 import uuid7
from mia.jobs.enums import FINISHED, JobState

if TYPE_CHECKING:
    from mia.organisation.staff.models import Staff


class JobQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: "Staff") -> Self:
        """A job is seen by its owner only; its policies say the same (sql/policies/)."""
        return self.filter(owner=user)

    def latest_first(self) -> Self:
        return self.order_by("-created_at", "-pk")


@tracked()
class Job(models.Model):
    """One piece of work in the background, done as its owner with the owner's rights that day.

    `kind` names the handler (mia.jobs.handlers). `parameters` is what the owner asked for and
    `result` what came of it, both as the handler defines them, both without personal data: a row
    is kept, while the files of the job (mia.jobs.files) are removed after their time. How far the
    work has come is not in the row but beside the files (mia.jobs.progress).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField("slag", max_length=20)
    parameters = models.JSONField("val", default=dict)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="ägare", related_name="+"
    )
    created_at = models.DateTimeField("beställd")
    state = models.CharField("läge", max_length=10, choices=JobState, default=JobState.WAITING)
    attempts = models.PositiveSmallIntegerField("försök", default=0)
    message = models.CharField("vad som hände", max_length=300, default="", blank=True)
    result = models.JSONField("resultat", default=dict, blank=True)
    finished_at = models.DateTimeField("färdig", null=True, blank=True)
    fetched_at = models.DateTimeField("hämtad", null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "jobb"
        verbose_name_plural = "jobb"
        constraints = [
            models.CheckConstraint(
                condition=Q(state=JobState.READY) & ~Q(result={})
                | ~Q(state=JobState.READY) & Q(result={}),
                name="job_ready_has_result",
                violation_error_message="Ett färdigt jobb har ett resultat, och inget annat.",
            ),
            models.CheckConstraint(
                condition=Q(state__in=FINISHED, finished_at__isnull=False)
                | ~Q(state__in=FINISHED) & Q(finished_at=None, fetched_at=None),
                name="job_finished_has_time",
                violation_error_message=(
                    "Ett jobb som är klart eller inte gick har en tidpunkt, och inget annat."
                ),
            ),
            models.CheckConstraint(
                condition=Q(state=JobState.FAILED) & ~Q(message="")
                | ~Q(state=JobState.FAILED) & Q(message=""),
                name="job_failed_says_why",
                violation_error_message="Ett jobb som inte gick säger varför, och inget annat.",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "kind", "-created_at"], name="job_by_owner_and_kind")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def is_finished(self) -> bool:
        return self.state in FINISHED


class HousekeepingRun(models.Model):
    """The last run of one housekeeping task, about nobody (mia/jobs/housekeeping.py)."""

    name = models.CharField("namn", max_length=40, primary_key=True)
    created_at = models.DateTimeField("finns sedan", db_default=Now())
    began_at = models.DateTimeField("började", null=True)
    ended_at = models.DateTimeField("slutade", null=True)
    succeeded_at = models.DateTimeField("gick senast bra", null=True)
    has_failed = models.BooleanField("gick inte", default=False)
    message = models.CharField("vad som hände", max_length=300, default="", blank=True)

    class Meta:
        verbose_name = "körning"
        verbose_name_plural = "körningar"

    def __str__(self) -> str:
        return self.name
