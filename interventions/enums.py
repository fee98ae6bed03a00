"""Closed lists of what is done, with the codes that files use (formats §2)."""

from django.db import models


class Method(models.TextChoices):
    """The five methods; any number at the same time, never a ladder (domain §1.5)."""

    CASE_MANAGEMENT = "CM", "case management"
    SUPPORTED_EMPLOYMENT = "SE", "supported employment"
    IPS = "IPS", "IPS"
    BOSTON = "BOSTON", "Bostonmetoden"
    ASF = "ASF", "arbetsträning i arbetsintegrerande socialt företag"


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
    """Kontaktutfall."""

    HELD = "GENOMFORD", "genomförd"
    NO_SHOW = "UTEBLIVEN", "deltagaren uteblev"
    CANCELLED = "AVBOKAD", "avbokad"


# Not participation time in ESF's sense: the participant was not there (formats §2).
WITHOUT_PARTICIPANT = (Channel.MESSAGE, Channel.AUTHORITY)
