"""Closed lists about work and studies. How it was obtained is rows: participants/codes/."""

from django.db import models

from participants.enrolments.enums import Work


class SpellKind(models.TextChoices):
    WORK = "ARBETE", "arbete"
    STUDIES = "STUDIER", "studier"


# The kinds of work that are work, with the codes of the end record (docs/domain.md §2.8).
WORK_TYPES = [choice for choice in Work.choices if choice[0] != Work.NONE]


class OccupationGroup(models.TextChoices):
    """The ten major groups of SSYK 2012, its first digit."""

    MILITARY = "0", "militära yrken"
    MANAGERS = "1", "chefsyrken"
    ADVANCED = "2", "yrken med krav på fördjupad högskolekompetens"
    COLLEGE = "3", "yrken med krav på högskolekompetens eller motsvarande"
    OFFICE = "4", "yrken inom administration och kundtjänst"
    SERVICE = "5", "service-, omsorgs- och försäljningsyrken"
    FARMING = "6", "yrken inom lantbruk, trädgård, skogsbruk och fiske"
    CRAFT = "7", "yrken inom byggverksamhet och tillverkning"
    MACHINES = "8", "yrken inom maskinell tillverkning och transport"
    ELEMENTARY = "9", "yrken med krav på kortare utbildning eller introduktion"


class StudyLevel(models.TextChoices):
    """The level of the studies (docs/domain.md §2.8)."""

    SFI = "SFI", "svenska för invandrare (sfi)"
    ADULT_COMPULSORY = "GRUNDVUX", "grundläggande vuxenutbildning"
    UPPER_SECONDARY = "GYMNASIAL", "gymnasial utbildning"
    FOLK_HIGH_SCHOOL = "FOLKHOGSKOLA", "folkhögskola"
    VOCATIONAL = "YH", "yrkeshögskola"
    UNIVERSITY = "HOGSKOLA", "högskola eller universitet"
    LABOUR_MARKET = "ARBETSMARKNAD", "arbetsmarknadsutbildning"
    OTHER = "ANNAN", "annan utbildning"
