"""Closed lists of the Boston method (docs/domain.md §5.4)."""

from django.db import models


class Conclusion(models.TextChoices):
    """What an assessment of readiness leads to."""

    READY = "REDO", "redo att välja mål"
    DEVELOP = "UTVECKLA", "utveckla beredskapen först"


class GoalArea(models.TextChoices):
    """The part of life that an overall rehabilitation goal is about."""

    HOUSING = "BOENDE", "boende"
    WORK = "ARBETE", "arbete"
    EDUCATION = "UTBILDNING", "utbildning"
    SOCIAL = "SOCIALT", "socialt liv"


class GoalEnd(models.TextChoices):
    """Why a goal is no longer worked towards."""

    REACHED = "NATT", "målet är nått"
    CHANGED = "ANDRAT", "deltagaren har valt ett annat mål"
    DROPPED = "AVSLUTAT", "inte längre aktuellt"


class NeedKind(models.TextChoices):
    """A critical skill, or a critical resource of one of four kinds."""

    SKILL = "FARDIGHET", "färdighet"
    PERSON = "PERSON", "person"
    PLACE = "PLATS", "plats"
    THING = "SAK", "sak"
    ACTIVITY = "AKTIVITET", "aktivitet"


class NeedWay(models.TextChoices):
    """How a gap is closed."""

    TEACH = "LARA", "lära ut färdigheten"
    PROGRAMME = "PROGRAM", "öva efter ett program"
    ARRANGE = "ORDNA", "ordna resursen"
