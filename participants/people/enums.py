"""Closed lists about the person, with the codes that files use (docs/formats.md §2)."""

from django.db import models


class Protection(models.TextChoices):
    """Skyddade personuppgifter (docs/domain.md §6.6)."""

    NONE = "INGEN", "ingen"
    CONFIDENTIAL = "SEKRETESSMARKERING", "sekretessmarkering"
    PROTECTED_REGISTRATION = "SKYDDAD_FOLKBOKFORING", "skyddad folkbokföring"


class IdentityKind(models.TextChoices):
    PERSONAL_NUMBER = "PNR", "personnummer"
    COORDINATION_NUMBER = "SAMNR", "samordningsnummer"
    TEMPORARY = "TF", "TF-nummer"


class Sex(models.TextChoices):
    """Legal sex, from the number; X only where a TF number carries none."""

    WOMAN = "K", "kvinna"
    MAN = "M", "man"
    UNKNOWN = "X", "framgår inte av numret"
