"""Closed lists about the search for work (docs/domain.md §5.2, §5.3)."""

from django.db import models


class ContactWay(models.TextChoices):
    """How staff were in contact with an employer. A visit is face to face."""

    VISIT = "BESOK", "möte på plats"
    DIGITAL = "DIGITALT", "digitalt möte"
    TELEPHONE = "TELEFON", "telefon"
    MESSAGE = "MEDDELANDE", "mejl eller meddelande"


class ContactPurpose(models.TextChoices):
    FIRST = "FORSTA", "första kontakten"
    MATCHING = "MATCHNING", "matchning: ett jobb för deltagaren"
    ANALYSIS = "JOBBANALYS", "jobbanalys: uppgifter, krav och anpassningar"
    SUPPORT = "STOD", "stöd på arbetsplatsen"
    FOLLOW_UP = "UPPFOLJNING", "uppföljning med arbetsgivaren"


class ApplicationState(models.TextChoices):
    SENT = "SOKT", "sökt"
    INTERVIEW = "INTERVJU", "kallad till intervju"
    OFFERED = "ERBJUDEN", "erbjuden jobbet"
    HIRED = "FATT", "fått jobbet"
    DECLINED = "TACKAT_NEJ", "tackat nej"
    REJECTED = "AVSLAG", "fått nej"


# Those that an employer or the participant has yet to answer.
OPEN_STATES = (ApplicationState.SENT, ApplicationState.INTERVIEW, ApplicationState.OFFERED)


class Disclosure(models.TextChoices):
    """What the participant lets staff tell employers about health and background."""

    NOT_ASKED = "INTE_FRAGAT", "vi har inte pratat om det"
    NOTHING = "INGET", "inget får berättas"
    SOME = "DELVIS", "det som står här får berättas"
    ALL = "ALLT", "allt som behövs får berättas"
