"""What becomes of an enrolment that waits."""

from django.db import models


class WaitingState(models.TextChoices):
    WAITING = "waiting", "väntar"
    ACCEPTED = "accepted", "godkänd"
    REFUSED = "refused", "avvisad"
