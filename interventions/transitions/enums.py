"""Who receives, and how far a transition has come."""

from django.db import models


class Receiver(models.TextChoices):
    """Those whose ordinary interventions count (docs/domain.md §1.7), and others."""

    EMPLOYMENT_SERVICE = "AF", "Arbetsförmedlingen"
    MUNICIPALITY = "KOMMUN", "kommunen"
    OTHER = "ANNAN", "annan"


class State(models.TextChoices):
    PLANNED = "PLANERAD", "planerad"
    STARTED = "STARTAD", "har börjat"
    NOT_STARTED = "EJ_STARTAD", "blev inte av"
