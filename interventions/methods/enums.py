"""The five methods."""

from django.db import models


class Method(models.TextChoices):
    """The five methods; any number at the same time, never a ladder (docs/domain.md §1.5)."""

    CASE_MANAGEMENT = "CM", "case management"
    SUPPORTED_EMPLOYMENT = "SE", "supported employment"
    IPS = "IPS", "IPS"
    BOSTON = "BOSTON", "Bostonmetoden"
    ASF = "ASF", "arbetsträning i arbetsintegrerande socialt företag"
