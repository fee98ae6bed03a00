"""What can be computed of logged work for a fidelity scale (docs/domain.md §5.3)."""

from django.db import models


class Measure(models.TextChoices):
    """The label says what the value is, and its unit."""

    CASELOAD = "DELTAGARE", "deltagare per handledare"
    METHOD_TIME = "METODTID", "handledarnas tid med metodens deltagare, procent"
    PHASES = "FASER", "faser som deltagare har varit i under ett år"
    BENEFITS = "RADGIVNING", "deltagare som har fått rådgivning om ersättning, procent"
    DISCLOSURE = "BERATTA", "deltagare som har valt vad som får berättas, procent"
    PROFILE = "YRKESPROFIL", "deltagare med yrkesprofil, procent"
    FIRST_CONTACT = "FORSTA", "dagar från start till första arbetsgivarkontakten"
    VISITS = "BESOK", "möten med arbetsgivare på plats, per handledare och vecka"
    OCCUPATIONS = "YRKEN", "olika yrken bland jobben, procent"
    EMPLOYERS = "ARBETSGIVARE", "olika arbetsgivare bland jobben, procent"
    COMPETITIVE = "KONKURRENS", "jobb utan subvention, procent"
    SUPPORTED = "STOD", "deltagare i jobb med kontakt den senaste månaden, procent"
    MONTHS_SUPPORTED = "STODTID", "månader med stöd efter att jobbet började"
    OUTSIDE = "UTANFOR", "tid med deltagare utanför kontoret, procent"
