"""What a letter is about, and what a template may fill in."""

from django.db import models


class LetterKind(models.TextChoices):
    INVITATION = "KALLELSE", "kallelse"
    MISSED = "UTEBLIVEN", "missat möte"
    DECISION = "BESKED", "besked"


# What stands between braces in a template, and what it becomes.
PLACEHOLDERS = {
    "{namn}": "deltagarens namn",
    "{dag}": "dagen för nästa bokade tid",
    "{tid}": "klockslaget för nästa bokade tid",
    "{delprojekt}": "delprojektets namn",
    "{handläggare}": "ditt namn",
}
