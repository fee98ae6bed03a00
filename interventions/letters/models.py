"""Templates of letters, and the letters that were written, kept with the case."""

import re
from typing import ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q

from interventions.letters.enums import PLACEHOLDERS, LetterKind
from mia.access.fields import EncryptedTextField, encrypted_constraint
from mia.access.roles import Permission
from mia.audit.history import tracked
from mia.core.retention import NOTES, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt, plain_text_constraint
from participants.enrolments.models import Enrolment
from participants.visibility import ScopedQuerySet

TEXT_LENGTH = 3000  # characters
IN_BRACES = re.compile(r"\{[^{}]*\}")


@tracked()
class LetterTemplate(models.Model):
    """The text of a kind of letter. What stands in braces is filled in (`PLACEHOLDERS`)."""

    name = models.CharField("rubrik", max_length=100)
    kind = models.CharField("slag", max_length=10, choices=LetterKind)
    text = models.TextField("text", validators=[MaxLengthValidator(TEXT_LENGTH)])
    position = models.PositiveSmallIntegerField("ordning", default=100)
    retired_on = models.DateField("används inte från", null=True, blank=True)

    class Meta:
        verbose_name = "brevmall"
        verbose_name_plural = "brevmallar"
        constraints = [
            plain_text_constraint("lettertemplate", "name"),
            models.UniqueConstraint(
                fields=["name"],
                name="lettertemplate_has_its_own_name",
                violation_error_code="name",
                violation_error_message="Det finns redan en mall med den rubriken.",
            ),
            models.CheckConstraint(
                condition=Q(text__regex=r"\S"),
                name="lettertemplate_has_a_text",
                violation_error_code="text",
                violation_error_message="Skriv brevets text.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Raises ValidationError for something in braces that nothing fills in."""
        unknown = set(IN_BRACES.findall(self.text or "")) - set(PLACEHOLDERS)
        if unknown:
            words = ", ".join(sorted(unknown))
            message = (
                f"Det här fyller MIA inte i: {words}. Skriv något av {', '.join(PLACEHOLDERS)}."
            )
            raise ValidationError({"text": message})


class LetterQuerySet(ScopedQuerySet):
    """Letters are read by those who work with the participant, as notes are."""

    permission = Permission.READ_NOTES


@tracked()
class Letter(models.Model):
    """A letter as it was sent; never changed. The paper is made of it each time it is printed."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="letters"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    kind = models.CharField("slag", max_length=10, choices=LetterKind)
    heading = models.CharField("rubrik", max_length=100)
    text = EncryptedTextField(
        "text",
        validators=[MaxLengthValidator(TEXT_LENGTH)],
        bound_to="id",
        place="interventions_letter.text",
    )
    dated_on = models.DateField("datum")
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="skrivet av", related_name="+"
    )

    objects = LetterQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"kind", "heading", "dated_on"}
    sensitive: ClassVar[set[str]] = {"is_protected", "text"}
    retention: ClassVar[Rule] = NOTES

    class Meta:
        verbose_name = "brev"
        verbose_name_plural = "brev"
        constraints = [
            encrypted_constraint("letter", "text"),
            plain_text_constraint("letter", "heading"),
        ]

    def __str__(self) -> str:
        return f"brev {self.dated_on:%Y-%m-%d}"
