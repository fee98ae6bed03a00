"""The states of a job."""

from django.db import models


class JobState(models.TextChoices):
    WAITING = "waiting", "väntar"
    WORKING = "working", "görs"
    READY = "ready", "klar"
    FAILED = "failed", "gick inte"


FINISHED = (JobState.READY, JobState.FAILED)
