"""What a group is, and for whom (docs/domain.md §5.3)."""

from django.db import models

from participants.people.enums import Sex


class GroupKind(models.TextChoices):
    HEALTH = "HALSOGRUPP", "hälsogrupp"
    COURSE = "KURS", "kurs"
    DIGITAL = "DIGITAL", "digital träff"
    OTHER = "ANNAN", "annan grupp"


class Audience(models.TextChoices):
    EVERYONE = "ALLA", "alla"
    WOMEN = "KVINNOR", "kvinnor"
    MEN = "MAN", "män"


# Legal sex that a group for women or men leaves out.
LEFT_OUT = {Audience.WOMEN.value: Sex.MAN, Audience.MEN.value: Sex.WOMAN}
