"""The Boston method: readiness, goal, what it demands, keeping (docs/domain.md §5.4)."""

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from interventions.boston.enums import Conclusion, GoalArea, GoalEnd, NeedKind, NeedWay
from interventions.planning.models import Step
from mia.access.fields import encrypted_constraint, free_text
from mia.audit.history import tracked
from mia.core.retention import NOTES, Rule
from participants.case_rows import PrivateCaseRow
from participants.enrolments.models import Enrolment

LOWEST, HIGHEST = 1, 5
TEXT_LENGTH = 600
# The five dimensions of readiness.
DIMENSIONS = ("need", "commitment", "self_awareness", "surroundings", "closeness")
GOAL_TEXTS = ("role", "environment", "own_words")


def level(label: str) -> models.Field:
    """A level of 1 (least) to 5."""
    validators = [MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]
    return models.PositiveSmallIntegerField(label, validators=validators)


def on_scale(model: str, *fields: str) -> models.CheckConstraint:
    """Return the constraint that the levels lie between the lowest and the highest."""
    condition = Q()
    for name in fields:
        condition &= Q(**{f"{name}__range": (LOWEST, HIGHEST)})
    return models.CheckConstraint(
        condition=condition,
        name=f"{model}_levels_are_on_the_scale",
        violation_error_code=fields[0],
        violation_error_message="Nivåerna är 1–5.",
    )


@tracked()
class Readiness(PrivateCaseRow):
    """How ready a participant is to choose a goal, on one day. A later assessment is a new row."""

    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="readiness"
    )
    assessed_on = models.DateField("datum")
    need = level("behov av förändring")
    commitment = level("vilja till förändring")
    self_awareness = level("självkännedom")
    surroundings = level("kännedom om omvärlden")
    closeness = level("närhet till andra")
    conclusion = models.CharField("slutsats", max_length=10, choices=Conclusion)
    comment = free_text(
        "kommentar",
        place="interventions_readiness.comment",
        most=TEXT_LENGTH,
        is_optional=True,
    )

    personal: ClassVar[set[str]] = {"assessed_on"}
    sensitive: ClassVar[set[str]] = {"is_protected", *DIMENSIONS, "conclusion", "comment"}
    retention: ClassVar[Rule] = NOTES

    class Meta:
        verbose_name = "bedömning av beredskap"
        verbose_name_plural = "bedömningar av beredskap"
        constraints = [
            encrypted_constraint("readiness", "comment"),
            on_scale("readiness", *DIMENSIONS),
            models.UniqueConstraint(
                fields=["enrolment", "assessed_on"],
                name="readiness_is_assessed_once_a_day",
                violation_error_code="assessed_on",
                violation_error_message="Beredskapen är redan bedömd den dagen. Rätta i stället.",
            ),
        ]

    def __str__(self) -> str:
        return f"beredskap {self.assessed_on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return f"/boston/beredskap/{self.pk}/"


@tracked()
class RehabilitationGoal(PrivateCaseRow):
    """The overall rehabilitation goal: which role, in which environment, by when; one at a time."""

    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="rehabilitation_goals"
    )
    area = models.CharField("område", max_length=12, choices=GoalArea)
    role = free_text("roll", place="interventions_rehabilitationgoal.role", most=TEXT_LENGTH)
    environment = free_text(
        "miljö", place="interventions_rehabilitationgoal.environment", most=TEXT_LENGTH
    )
    own_words = free_text(
        "deltagarens egna ord",
        place="interventions_rehabilitationgoal.own_words",
        most=TEXT_LENGTH,
        is_optional=True,
    )
    set_on = models.DateField("valt den")
    target_on = models.DateField("nått senast")
    ended_on = models.DateField("avslutat den", null=True, blank=True)
    end = models.CharField("hur det gick", max_length=10, choices=GoalEnd, null=True, blank=True)

    personal: ClassVar[set[str]] = {"set_on", "target_on", "ended_on", "end"}
    sensitive: ClassVar[set[str]] = {"is_protected", "area", *GOAL_TEXTS}
    retention: ClassVar[Rule] = NOTES

    class Meta:
        verbose_name = "övergripande rehabiliteringsmål"
        verbose_name_plural = "övergripande rehabiliteringsmål"
        constraints = [
            *(encrypted_constraint("rehabilitationgoal", name) for name in GOAL_TEXTS),
            models.UniqueConstraint(
                fields=["enrolment"],
                condition=Q(ended_on=None),
                name="rehabilitationgoal_is_one_at_a_time",
                violation_error_code="set_on",
                violation_error_message="Deltagaren har redan ett mål. Avsluta det först.",
            ),
            models.CheckConstraint(
                condition=Q(target_on__gt=F("set_on")),
                name="rehabilitationgoal_target_is_later",
                violation_error_code="target_on",
                violation_error_message="Måldatumet ligger inte efter dagen då målet valdes.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, end=None) | Q(ended_on__isnull=False, end__isnull=False),
                name="rehabilitationgoal_ends_with_a_result",
                violation_error_code="end",
                violation_error_message="Ett mål som är avslutat har en dag och hur det gick.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("set_on")),
                name="rehabilitationgoal_ends_after_start",
                violation_error_code="ended_on",
                violation_error_message="Dagen ligger före den då målet valdes.",
            ),
        ]

    def __str__(self) -> str:
        return "rehabiliteringsmål"

    def get_absolute_url(self) -> str:
        return f"/boston/mal/{self.pk}/"


@tracked()
class GoalNeed(PrivateCaseRow):
    """A skill or a resource that a goal demands: the level now and the level that is needed.

    `way` and `step` are set when it is planned: the step stands in the participant's plan.
    """

    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="goal_needs"
    )
    rehabilitation_goal = models.ForeignKey(
        RehabilitationGoal, models.PROTECT, verbose_name="mål", related_name="needs"
    )
    kind = models.CharField("slag", max_length=10, choices=NeedKind)
    text = free_text("vad", place="interventions_goalneed.text", most=TEXT_LENGTH)
    level_now = level("nivå nu")
    level_needed = level("nivå som behövs")
    way = models.CharField("hur", max_length=10, choices=NeedWay, null=True, blank=True)
    step = models.OneToOneField(
        Step,
        models.PROTECT,
        verbose_name="steg i planen",
        null=True,
        blank=True,
        editable=False,
        related_name="goal_need",
    )

    personal: ClassVar[set[str]] = set()
    sensitive: ClassVar[set[str]] = {
        "is_protected",
        "kind",
        "text",
        "level_now",
        "level_needed",
        "way",
    }
    retention: ClassVar[Rule] = NOTES

    class Meta:
        verbose_name = "färdighet eller resurs"
        verbose_name_plural = "färdigheter och resurser"
        constraints = [
            encrypted_constraint("goalneed", "text"),
            on_scale("goalneed", "level_now", "level_needed"),
            models.CheckConstraint(
                condition=Q(way=None, step=None) | Q(way__isnull=False, step__isnull=False),
                name="goalneed_way_has_its_step",
                violation_error_code="way",
                violation_error_message="Hur och steget i planen hör ihop.",
            ),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()

    def get_absolute_url(self) -> str:
        return f"/boston/behov/{self.pk}/"

    @property
    def gap(self) -> int:
        """How many levels are lacking; 0 when it is a strength."""
        return max(self.level_needed - self.level_now, 0)


@tracked()
class GoalFollowUp(PrivateCaseRow):
    """Whether a participant who has reached a goal is still there, and the support needed."""

    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="goal_follow_ups"
    )
    rehabilitation_goal = models.ForeignKey(
        RehabilitationGoal, models.PROTECT, verbose_name="mål", related_name="follow_ups"
    )
    followed_on = models.DateField("datum")
    is_kept = models.BooleanField("kvar i rollen")
    support = free_text(
        "stöd som behövs",
        place="interventions_goalfollowup.support",
        most=TEXT_LENGTH,
        is_optional=True,
    )

    personal: ClassVar[set[str]] = {"followed_on", "is_kept"}
    sensitive: ClassVar[set[str]] = {"is_protected", "support"}
    retention: ClassVar[Rule] = NOTES

    class Meta:
        verbose_name = "uppföljning av ett nått mål"
        verbose_name_plural = "uppföljningar av nådda mål"
        constraints = [
            encrypted_constraint("goalfollowup", "support"),
            models.UniqueConstraint(
                fields=["rehabilitation_goal", "followed_on"],
                name="goalfollowup_is_one_a_day",
                violation_error_code="followed_on",
                violation_error_message="Målet är redan följt upp den dagen.",
            ),
        ]

    def __str__(self) -> str:
        return f"uppföljning {self.followed_on:%Y-%m-%d}"
