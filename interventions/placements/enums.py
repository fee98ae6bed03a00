"""How a placement ends (docs/domain.md §5.5)."""

from django.db import models


class EndReason(models.TextChoices):
    """Why a placement ended."""

    AS_PLANNED = "PLANERAT", "enligt planen"
    WORK_OR_STUDIES = "ARBETE_STUDIER", "arbete eller studier började"
    HEALTH = "HALSA", "hälsan"
    OWN_WISH = "EGEN_ONSKAN", "deltagaren ville sluta"
    HOST = "VARD", "värden kunde inte ta emot längre"
    EXIT = "AVSLUT", "inskrivningen slutade"
    OTHER = "ANNAT", "annat"


class Result(models.TextChoices):
    """What the placement led to."""

    WORK = "ARBETE", "arbete"
    STUDIES = "STUDIER", "studier"
    OTHER_PLACEMENT = "NY_PLACERING", "en annan placering"
    ORDINARY = "ORDINARIE", "ordinarie insats hos Arbetsförmedlingen eller kommunen"
    NONE = "INGET", "inget av det"
