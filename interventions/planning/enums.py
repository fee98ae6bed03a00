"""Closed lists about plans (docs/domain.md §1.5, §5.1)."""

from django.db import models


class StepOwner(models.TextChoices):
    """Who does a step."""

    PARTICIPANT = "DELTAGARE", "deltagaren"
    STAFF = "PERSONAL", "handläggaren"
    AGENCY = "MYNDIGHET", "myndighet, vård eller någon annan"


class GoalResult(models.TextChoices):
    """What became of a goal that is no longer worked on."""

    REACHED = "NATT", "målet är nått"
    CHANGED = "ANDRAT", "målet har ändrats"
    DROPPED = "AVSTATT", "inte längre aktuellt"


class ReviewExemption(models.TextChoices):
    """Why a plan was not reviewed when it was due."""

    ILL = "SJUK", "deltagaren är sjuk"
    NOT_REACHED = "EJ_NADD", "deltagaren gick inte att nå"
    PAUSED = "UPPEHALL", "planerat uppehåll"
    ENDING = "AVSLUT", "inskrivningen avslutas snart"
