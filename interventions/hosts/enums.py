"""What kinds of hosts there are."""

from django.db import models


class HostKind(models.TextChoices):
    """Who takes a participant in (docs/domain.md §1.6, §5.5)."""

    SOCIAL_ENTERPRISE = "ASF", "arbetsintegrerande socialt företag"
    EMPLOYER = "ARBETSGIVARE", "arbetsgivare"
    ASSOCIATION = "FORENING", "förening eller stiftelse"
    SCHOOL = "SKOLA", "folkhögskola eller annan skola"
