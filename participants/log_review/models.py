"""Reviews of the access log that have been signed off, and the participants whose reads are
watched.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from mia.access.fields import encrypted_constraint, free_text
from mia.audit.history import tracked
from mia.core.uuid7 import uuid7
from participants.log_review.enums import ReviewOutcome, WatchReason


class LogReview(models.Model):
    """That somebody has looked at certain rows of the access log, and what came of it.

    Written once: neither the application nor its owner changes it (append_only). `criteria` is the
    filter as the page had it, `rows` the keys of the rows that it showed.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reviewed_at = models.DateTimeField("granskad", db_default=Now())
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="granskad av", related_name="+"
    )
    criteria = models.JSONField("urval")
    rows = ArrayField(models.BigIntegerField(), verbose_name="rader")
    outcome = models.CharField("utfall", max_length=20, choices=ReviewOutcome)
    note = free_text("anteckning", place="participants_logreview.note", most=2000, is_optional=True)

    class Meta:
        verbose_name = "loggranskning"
        verbose_name_plural = "loggranskningar"
        indexes = [models.Index(fields=["-reviewed_at"], name="logreview_by_time")]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome=ReviewOutcome.NOTHING) | Q(note__isnull=False),
                name="logreview_says_what_was_seen",
                violation_error_code="note",
                violation_error_message="Skriv vad du har sett och vad som ska göras.",
            ),
            encrypted_constraint("logreview", "note"),
        ]

    def __str__(self) -> str:
        return f"granskning {self.reviewed_at:%Y-%m-%d %H:%M}"


@tracked()
class WatchedParticipant(models.Model):
    """A participant whose reads are looked at, whoever made them.

    As the access log, it holds the key alone and no foreign key: who reviews the log does not see
    the person.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    participant = models.UUIDField("deltagare")
    reason = models.CharField("därför att", max_length=20, choices=WatchReason)
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="registrerad av", related_name="+"
    )

    class Meta:
        verbose_name = "bevakad deltagare"
        verbose_name_plural = "bevakade deltagare"
        constraints = [
            models.UniqueConstraint(
                fields=["participant"],
                name="watchedparticipant_is_watched_once",
                violation_error_message="Deltagaren bevakas redan.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_reason_display()
