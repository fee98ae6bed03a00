"""Kinds of consent, and what each reaches (docs/domain.md §6.3)."""

from django.db import models


class ConsentKind(models.TextChoices):
    """Consents are kept apart (docs/domain.md §6.3)."""

    SUS = "SUS", "uppföljning i SUS (blankett 9443)"
    COLLABORATION = "SEKRETESS_SAMVERKAN", "samverkan mellan myndigheter"
    MEETING = "SIP_MGT", "möte med flera myndigheter (SIP eller MGT)"
    EVALUATION = "ENKAT", "enkät och utvärdering"


# Those lift secrecy between named parties; one may be given for each of several purposes.
SHARED_KINDS = (ConsentKind.COLLABORATION, ConsentKind.MEETING)


class ConsentWay(models.TextChoices):
    """How a consent was given."""

    PAPER = "PAPPER", "på papper"
    ELECTRONIC = "E_LEGITIMATION", "med e-legitimation"
    ORAL = "MUNTLIGT", "muntligt"


class Agency(models.TextChoices):
    """The parties that a consent may name, and that something may be disclosed to."""

    AF = "AF", "Arbetsförmedlingen"
    FK = "FK", "Försäkringskassan"
    MUNICIPALITY = "KOMMUN", "kommunen"
    REGION = "REGION", "regionen (vården)"
    ASF = "ASF", "arbetsintegrerande socialt företag"
    EMPLOYER = "ARBETSGIVARE", "arbetsgivare"
    EVALUATOR = "UTVARDERARE", "den som utvärderar projektet"
    DELPROJEKT = "DELPROJEKT", "ett annat delprojekt i MIA"


class Purpose(models.TextChoices):
    """What the parties may use it for."""

    PLANNING = "PLANERING", "planera och samordna stödet"
    MEETING = "MOTE", "ett gemensamt möte"
    WORK = "ARBETE", "arbetsträning, praktik eller arbete"
    FOLLOW_UP = "UPPFOLJNING", "uppföljning efter avslut"
    EVALUATION = "UTVARDERING", "enkät, intervju eller utvärdering"
