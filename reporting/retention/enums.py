"""What becomes of a person or a referral on a disposal, and where a disposal is."""

from django.db import models


class ItemState(models.TextChoices):
    WAITING = "waiting", "väntar"
    DONE = "done", "gallrad"
    KEPT = "kept", "kvar: spärrad, eller inte längre aktuell"


class ItemKind(models.TextChoices):
    PERSON = "person", "person"
    REFERRAL = "remiss", "remiss utan inskrivning"


class Stage(models.TextChoices):
    PROPOSED = "proposed", "väntar på bekräftelse"
    WITHDRAWN = "withdrawn", "tillbakadragen"
    CONFIRMED = "confirmed", "pågår"
    FINISHED = "finished", "genomförd"
