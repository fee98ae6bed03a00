"""Fidelity scales as data, and the reviews made by them (docs/domain.md §5.2, §5.3)."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from interventions.fidelity.enums import Measure
from interventions.methods.enums import Method
from mia.audit.history import tracked
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt, plain_text_constraint
from participants.codes.models import Code

LOWEST, HIGHEST = 1, 5


@tracked()
class FidelityScale(Code):
    """An instrument in one version: how true to its method a delprojekt works."""

    method = models.CharField("metod", max_length=10, choices=Method)

    class Meta:
        verbose_name = "programtrohetsskala"
        verbose_name_plural = "programtrohetsskalor"
        constraints = [
            plain_text_constraint("fidelityscale", "code"),
            plain_text_constraint("fidelityscale", "label"),
        ]


@tracked()
class FidelityBand(models.Model):
    """What a total from `least` up to the next band says."""

    scale = models.ForeignKey(
        FidelityScale, models.PROTECT, verbose_name="skala", related_name="bands"
    )
    least = models.PositiveSmallIntegerField("minst poäng")
    label = models.CharField("bedömning", max_length=100)

    class Meta:
        verbose_name = "nivå i en programtrohetsskala"
        verbose_name_plural = "nivåer i programtrohetsskalor"
        constraints = [
            plain_text_constraint("fidelityband", "label"),
            models.UniqueConstraint(
                fields=["scale", "least"],
                name="fidelityband_begins_once",
                violation_error_code="least",
                violation_error_message="En annan nivå börjar vid den poängen.",
            ),
        ]

    def __str__(self) -> str:
        return self.label


def limit(score: int) -> models.DecimalField:
    """Return the field of the value that gives the score."""
    return models.DecimalField(
        f"gräns för {score}", max_digits=6, decimal_places=1, null=True, blank=True
    )


@tracked()
class FidelityItem(models.Model):
    """One item of a scale, scored 1–5. One with a measure is computed: the limits say what value
    gives which score, as many as are known; what reaches none gives 1.
    """

    scale = models.ForeignKey(
        FidelityScale, models.PROTECT, verbose_name="skala", related_name="items"
    )
    number = models.PositiveSmallIntegerField("nummer", validators=[MinValueValidator(1)])
    section = models.CharField("avsnitt", max_length=100)
    text = models.CharField("fråga", max_length=200)
    measure = models.CharField("räknas av", max_length=15, choices=Measure, null=True, blank=True)
    is_lower_better = models.BooleanField("lägre är bättre", default=False)
    limit_5 = limit(5)
    limit_4 = limit(4)
    limit_3 = limit(3)
    limit_2 = limit(2)

    class Meta:
        verbose_name = "fråga i en programtrohetsskala"
        verbose_name_plural = "frågor i programtrohetsskalor"
        constraints = [
            plain_text_constraint("fidelityitem", "section"),
            plain_text_constraint("fidelityitem", "text"),
            models.UniqueConstraint(
                fields=["scale", "number"],
                name="fidelityitem_has_its_own_number",
                violation_error_code="number",
                violation_error_message="En annan fråga har det numret.",
            ),
            models.CheckConstraint(
                condition=Q(measure=None) | Q(limit_5__isnull=False),
                name="fidelityitem_measure_has_its_limit",
                violation_error_code="limit_5",
                violation_error_message="Ange vad som ger 5.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"

    @property
    def limits(self) -> list[tuple[int, Decimal]]:
        """The scores that have a limit, the best first."""
        named = ((5, self.limit_5), (4, self.limit_4), (3, self.limit_3), (2, self.limit_2))
        return [(score, value) for score, value in named if value is not None]

    def reaches(self, value: Decimal, bound: Decimal) -> bool:
        """Tell whether a value is as good as the bound."""
        return value <= bound if self.is_lower_better else value >= bound

    def score_of(self, value: Decimal) -> int:
        """Return the score, 1–5, that a value gives."""
        for score, bound in self.limits:
            if self.reaches(value, bound):
                return score
        return LOWEST


@tracked()
class FidelityReview(models.Model):
    """A review of a delprojekt by a scale. Never changed: a new one is made."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    scale = models.ForeignKey(
        FidelityScale, models.PROTECT, verbose_name="skala", related_name="reviews"
    )
    reviewed_on = models.DateField("datum")
    reviewers = models.CharField("de som granskade", max_length=200)
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="registrerad av", related_name="+"
    )

    class Meta:
        verbose_name = "programtrohetsgranskning"
        verbose_name_plural = "programtrohetsgranskningar"
        constraints = [
            plain_text_constraint("fidelityreview", "reviewers"),
            models.UniqueConstraint(
                fields=["delprojekt", "scale", "reviewed_on"],
                name="fidelityreview_is_one_a_day",
                violation_error_code="reviewed_on",
                violation_error_message="Det finns redan en granskning den dagen.",
            ),
        ]

    def __str__(self) -> str:
        return f"granskning {self.reviewed_on:%Y-%m-%d}"

    def get_absolute_url(self) -> str:
        return f"/programtrohet/granskning/{self.pk}/"


@tracked()
class FidelityScore(models.Model):
    """The score of one item in a review, and what it builds on. About no participant."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    review = models.ForeignKey(
        FidelityReview, models.PROTECT, verbose_name="granskning", related_name="scores"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    item = models.ForeignKey(FidelityItem, models.PROTECT, verbose_name="fråga", related_name="+")
    score = models.PositiveSmallIntegerField(
        "poäng", validators=[MinValueValidator(LOWEST), MaxValueValidator(HIGHEST)]
    )
    evidence = models.CharField("underlag", max_length=300, blank=True)

    class Meta:
        verbose_name = "poäng i en granskning"
        verbose_name_plural = "poäng i granskningar"
        constraints = [
            plain_text_constraint("fidelityscore", "evidence", may_be_empty=True),
            models.UniqueConstraint(fields=["review", "item"], name="fidelityscore_is_one_an_item"),
            models.CheckConstraint(
                condition=Q(score__range=(LOWEST, HIGHEST)),
                name="fidelityscore_is_on_the_scale",
                violation_error_code="score",
                violation_error_message="Poängen är 1–5.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item}: {self.score}"
