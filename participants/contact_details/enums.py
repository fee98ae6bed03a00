"""How a participant is reached, and who else may be."""

from django.db import models


class ContactWay(models.TextChoices):
    """The way of contact that the participant prefers."""

    TELEPHONE = "TELEFON", "telefon"
    TEXT = "SMS", "sms"
    EMAIL = "EPOST", "e-post"
    LETTER = "BREV", "brev"


class RelationRole(models.TextChoices):
    """What another person is to the participant."""

    RELATIVE = "ANHORIG", "anhörig"
    GUARDIAN = "GOD_MAN", "god man eller förvaltare"
    OFFICIAL = "HANDLAGGARE", "handläggare hos en myndighet"
    HEALTH_CARE = "VARD", "kontakt i vården"
    SUPPORT = "STOD", "stödperson eller boendestöd"
    OTHER = "ANNAN", "annan"
