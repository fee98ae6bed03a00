"""Closed lists about contacts, with the codes that files use (docs/formats.md §2)."""

from django.db import models


class Channel(models.TextChoices):
    """Kanal: how the contact took place."""

    MEETING = "MOTE", "möte"
    HOME_VISIT = "HEMBESOK", "hembesök"
    PHONE = "TELEFON", "telefon"
    DIGITAL = "DIGITALT", "digitalt möte"
    GROUP = "GRUPP", "gruppträff"
    MULTI_AGENCY = "MGT", "myndighetsgemensamt team"
    WORKPLACE = "ARBETSPLATS", "på arbetsplats"
    MESSAGE = "MEDDELANDE", "meddelande (sms, mejl, brev)"
    AUTHORITY = "MYNDIGHET", "med myndighet eller arbetsgivare, utan deltagaren"


class Outcome(models.TextChoices):
    """Kontaktutfall: what came of it (docs/formats.md §2)."""

    HELD = "GENOMFORD", "genomförd"
    NO_SHOW = "UTEBLIVEN", "deltagaren uteblev"
    CANCELLED = "AVBOKAD", "avbokad"


# Not participation time in ESF's sense: the participant was not there (docs/formats.md §2).
WITHOUT_PARTICIPANT = (Channel.MESSAGE, Channel.AUTHORITY)
