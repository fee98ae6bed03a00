"""Closed lists about the mapping of areas of life (docs/domain.md §5.1)."""

from django.db import models


class Priority(models.TextChoices):
    """How soon the participant wants to work with an area."""

    NOW = "NU", "viktigast nu"
    LATER = "SENARE", "senare"
    NOT = "INTE", "behöver inget stöd"
