"""What a log review looks for, and what came of it."""

from django.db import models


class LogSelection(models.TextChoices):
    """Which rows of the access log are shown. The values are those of app.review_log."""

    ALL = "alla", "alla rader"
    ALARMS = "larm", "larm"
    MANY_REVEALS = "visningar", "fler än tio personnummer på en timme"
    OTHER_MUNICIPALITY = "kommun", "öppnade någon i en kommun utanför sitt delprojekt"
    NIGHT = "natt", "mellan klockan 22 och 06"
    OWN_NAME = "namn", "öppnade någon med samma efternamn som sitt eget"
    WATCHED = "bevakade", "rörde en deltagare som bevakas"


class ReviewOutcome(models.TextChoices):
    NOTHING = "utan_anmarkning", "inget att anmärka på"
    ASKED = "fraga", "medarbetaren tillfrågas"
    REPORTED = "anmald", "misstänkt intrång, anmält till chef"


class WatchReason(models.TextChoices):
    """Why the reads of a participant are watched: a choice, so that no new fact about the person is
    written here.
    """

    WELL_KNOWN = "kand", "känd person"
    COLLEAGUE = "medarbetare", "medarbetare eller anhörig till en medarbetare"
    THREATENED = "hotad", "hotad eller i en uppmärksammad händelse"
    WISH = "onskan", "deltagaren har bett om det"
