"""Closed lists of the field, with the codes that files use (formats §2). Open lists are rows: models/codes.py."""

from django.db import models


class Protection(models.TextChoices):
    """Skyddade personuppgifter (domain §6.6)."""

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


class LabourStatus(models.TextChoices):
    """ESF's status immediately before entry (domain §3.5)."""

    UNEMPLOYED = "ARBETSLOS", "arbetslös"
    INACTIVE = "EJ_I_ARBETSKRAFTEN", "utanför arbetskraften"
    EMPLOYED = "SYSSELSATT", "sysselsatt"


class Education(models.TextChoices):
    """Highest completed level (domain §2.7)."""

    NOT_COMPULSORY = "EJ_GRUNDSKOLA", "ej slutförd grundskola"
    COMPULSORY = "GRUNDSKOLA", "grundskola"
    UPPER_SECONDARY = "GYMNASIUM", "gymnasium"
    POST_SECONDARY_SHORT = "EFTERGYMN_KORT", "eftergymnasial, kortare än två år"
    TERTIARY = "EFTERGYMN", "högskola eller yrkeshögskola, två år eller mer"
    RESEARCH = "FORSKAR", "forskarutbildning"
    UNKNOWN = "OKAND", "okänd"


class Work(models.TextChoices):
    """Type of work before and after (domain §2.8)."""

    NONE = "INGET", "arbetar inte"
    UNSUBSIDISED = "EJ_SUBVENTIONERAT", "arbete utan stöd"
    SUBSIDISED = "SUBVENTIONERAT", "arbete med stöd, till exempel lönebidrag"
    OWN_BUSINESS = "EGET_FORETAG", "eget företag"


class Answer(models.TextChoices):
    """Answer to a sensitive question: not asked and declined are not the same as no."""

    YES = "JA", "ja"
    NO = "NEJ", "nej"
    DECLINED = "VILL_EJ", "vill inte svara"
    NOT_ASKED = "EJ_FRAGAD", "inte frågad"


class ConsentKind(models.TextChoices):
    """Consents are kept apart (domain §6.3)."""

    SUS = "SUS", "uppföljning i SUS (blankett 9443)"
    COLLABORATION = "SEKRETESS_SAMVERKAN", "samverkan mellan myndigheter"
    EVALUATION = "ENKAT", "enkät och utvärdering"
