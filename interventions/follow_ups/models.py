"""The answer to a follow-up. That it is due follows from the dates and is not stored."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from interventions.employment.models import Spell
from interventions.follow_ups.enums import (
    AFTER_EXIT,
    EXIT_ANSWERS,
    OF_SPELL,
    SPELL_ANSWERS,
    Answer,
    Moment,
)
from mia.audit.history import tracked
from mia.core.retention import EVIDENCE, KeptForFigures, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt
from participants.enrolments.models import Enrolment
from participants.visibility import ScopedQuerySet

EXIT_MOMENTS = [occasion.moment.value for occasion in AFTER_EXIT]
SPELL_MOMENTS = [occasion.moment.value for occasion in OF_SPELL]


@tracked()
class FollowUp(models.Model):
    """What the participant does some time after the exit; with a `spell`, whether that lasts.

    `is_improved` is asked at six months of those who worked at entry (ESF's CR07 and EECR06).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="follow_ups"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    spell = models.ForeignKey(
        Spell,
        models.PROTECT,
        verbose_name="arbete eller studier",
        null=True,
        blank=True,
        related_name="follow_ups",
    )
    moment = models.CharField("efter", max_length=5, choices=Moment)
    followed_on = models.DateField("uppföljd den")
    answer = models.CharField("svar", max_length=10, choices=Answer)
    is_improved = models.BooleanField("bättre läge på arbetsmarknaden", null=True, blank=True)

    version = models.PositiveIntegerField("version", default=1)
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="registrerad av", related_name="+"
    )

    objects = ScopedQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"spell", "moment", "followed_on", "answer", "is_improved"}
    sensitive: ClassVar[set[str]] = {"is_protected"}
    retention: ClassVar[Rule] = EVIDENCE
    disposal: ClassVar[KeptForFigures] = KeptForFigures(
        frozenset({"spell", "moment", "followed_on", "answer", "is_improved"}),
    )

    class Meta:
        verbose_name = "uppföljning"
        verbose_name_plural = "uppföljningar"
        constraints = [
            models.CheckConstraint(
                condition=Q(spell=None, moment__in=EXIT_MOMENTS, answer__in=EXIT_ANSWERS)
                | Q(spell__isnull=False, moment__in=SPELL_MOMENTS, answer__in=SPELL_ANSWERS),
                name="followup_answers_its_question",
                violation_error_code="answer",
                violation_error_message="Svaret hör inte till den uppföljningen.",
            ),
            models.CheckConstraint(
                condition=Q(is_improved=None) | Q(spell=None, moment=Moment.MONTHS_6),
                name="followup_improved_at_six_months",
                violation_error_code="is_improved",
                violation_error_message="Frågan hör till uppföljningen efter sex månader.",
            ),
            models.UniqueConstraint(
                fields=["enrolment", "spell", "moment"],
                name="followup_is_answered_once",
                nulls_distinct=False,
                violation_error_code="answer",
                violation_error_message="Någon har redan svarat. Läs om sidan.",
            ),
        ]

    def __str__(self) -> str:
        return f"uppföljning efter {self.get_moment_display()}"
