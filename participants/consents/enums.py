"""Kinds of consent."""

from django.db import models


class ConsentKind(models.TextChoices):
    """Consents are kept apart (docs/domain.md §6.3)."""

    SUS = "SUS", "uppföljning i SUS (blankett 9443)"
    COLLABORATION = "SEKRETESS_SAMVERKAN", "samverkan mellan myndigheter"
    EVALUATION = "ENKAT", "enkät och utvärdering"
