"""Why a contact is deleted."""

from django.db import models


class RemovalReason(models.TextChoices):
    NOT_HELD = "AGDE_EJ_RUM", "den ägde aldrig rum"
    WRONG_PARTICIPANT = "FEL_DELTAGARE", "den hör till en annan deltagare"
    LOGGED_TWICE = "DUBBEL", "den är sparad två gånger"
    OTHER = "ANNAT", "annat"
    # Within a minute of a quick contact; no form offers it.
    UNDONE = "ANGRAD", "ångrad direkt efter att den sparades"
