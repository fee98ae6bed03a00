"""Why a row is removed: kept in the access log, so it is a code and no text about a person."""

from django.db import models


class RemovalReason(models.TextChoices):
    OTHER_PERSON = "FEL_DELTAGARE", "det gäller en annan deltagare"
    TWICE = "DUBBELT", "det är registrerat två gånger"
    NEVER = "BLEV_INTE", "det har aldrig hänt"
