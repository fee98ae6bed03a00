"""What kinds of hosts there are."""

from django.db import models


class HostKind(models.TextChoices):
    """Who takes a participant in (docs/domain.md §1.6, §5.5)."""

    SOCIAL_ENTERPRISE = "ASF", "arbetsintegrerande socialt företag"
    EMPLOYER = "ARBETSGIVARE", "arbetsgivare"
    ASSOCIATION = "FORENING", "förening eller stiftelse"
    SCHOOL = "SKOLA", "folkhögskola eller annan skola"


class Meets(models.TextChoices):
    """How far a host meets what an agreement asks (docs/domain.md §7, HP-uppföljning av ASF)."""

    YES = "JA", "ja"
    PARTLY = "DELVIS", "delvis"
    NO = "NEJ", "nej"
