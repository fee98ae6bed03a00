"""What an order of a file can be."""

from django.db import models


class OrderState(models.TextChoices):
    WAITING = "waiting", "väntar"
    WORKING = "working", "görs"
    READY = "ready", "klar"
    FAILED = "failed", "gick inte"


FINISHED = (OrderState.READY, OrderState.FAILED)
