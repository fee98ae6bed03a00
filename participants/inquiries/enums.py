"""What becomes of a question to another delprojekt."""

from django.db import models


class InquiryOutcome(models.TextChoices):
    WAITING = "VANTAR", "väntar på svar"
    TOLD = "BESVARAD", "besvarad"
    REFUSED = "AVBOJD", "avböjd"
