"""Closed lists about the enrolment, with the codes that files use (docs/formats.md §2). Open lists
are rows: codes/models.py.
"""

from django.db import models

DECEASED = "AVLIDEN"  # the exit reason that asks for nothing afterwards


class LabourStatus(models.TextChoices):
    """ESF's status immediately before entry (docs/domain.md §3.5)."""

    UNEMPLOYED = "ARBETSLOS", "arbetslös"
    INACTIVE = "EJ_I_ARBETSKRAFTEN", "utanför arbetskraften"
    EMPLOYED = "SYSSELSATT", "sysselsatt"


class Education(models.TextChoices):
    """Highest completed level (docs/domain.md §2.7)."""

    NOT_COMPULSORY = "EJ_GRUNDSKOLA", "ej slutförd grundskola"
    COMPULSORY = "GRUNDSKOLA", "grundskola"
    UPPER_SECONDARY = "GYMNASIUM", "gymnasium"
    POST_SECONDARY_SHORT = "EFTERGYMN_KORT", "eftergymnasial, kortare än två år"
    TERTIARY = "EFTERGYMN", "högskola eller yrkeshögskola, två år eller mer"
    RESEARCH = "FORSKAR", "forskarutbildning"
    UNKNOWN = "OKAND", "okänd"


class Work(models.TextChoices):
    """Type of work before and after (docs/domain.md §2.8)."""

    NONE = "INGET", "arbetar inte"
    UNSUBSIDISED = "EJ_SUBVENTIONERAT", "arbete utan stöd"
    SUBSIDISED = "SUBVENTIONERAT", "arbete med stöd, till exempel lönebidrag"
    OWN_BUSINESS = "EGET_FORETAG", "eget företag"


class Answer(models.TextChoices):
    """Answer to a sensitive question: not asked and declined are not the same as no."""

    YES = "JA", "ja"
    NO = "NEJ", "nej"
    DECLINED = "VILL_EJ", "vill inte svara"
    NOT_ASKED = "EJ_FRAGAD", "inte frågad"
