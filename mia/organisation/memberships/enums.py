"""The five methods: what is given to participants, and what a method supervisor supervises."""

from django.db import models


class Method(models.TextChoices):
    """The five methods; any number at the same time, never a ladder (docs/domain.md §1.5)."""

    CASE_MANAGEMENT = "CM", "case management"
    SUPPORTED_EMPLOYMENT = "SE", "supported employment"
    IPS = "IPS", "IPS"
    BOSTON = "BOSTON", "Bostonmetoden"
    ASF = "ASF", "arbetsträning i arbetsintegrerande socialt företag"


class Party(models.TextChoices):
    """The parties of a förbund, by their codes among the referrers (docs/domain.md §1.4)."""

    AF = "AF", "Arbetsförmedlingen"
    FK = "FK", "Försäkringskassan"
    KOMMUN = "KOMMUN", "kommunen"
    REGION = "REGION", "regionen"
