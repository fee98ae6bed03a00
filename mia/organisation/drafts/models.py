"""Drafts: what staff have typed in a form and not yet saved."""

from datetime import timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from mia.access.fields import EncryptedTextField, encrypted_constraint, free_text
from mia.core.uuid7 import uuid7
from mia.organisation.staff.models import Staff

# A draft that nobody has returned to for so long is removed by housekeeping.
KEPT = timedelta(days=14)
TITLE_LENGTH = 200  # characters


class DraftQuerySet(models.QuerySet[Any]):
    def old(self) -> Self:
        """Those that nobody has returned to in the time that drafts are kept."""
        return self.filter(saved_at__lt=Now() - KEPT)


class Draft(models.Model):
    """The typed content of one form in one browser tab: its author's alone, encrypted.

    `path` is the page of the form and `title` its title, which names a participant by initials at
    most; `content` is a JSON object from field name to a list of texts.
    `version` rises with each save, so that a second tab does not write over the first.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    staff = models.ForeignKey(Staff, models.CASCADE, verbose_name="användare", related_name="+")
    path = models.CharField("sida", max_length=300)
    title = free_text(
        "rubrik", place="organisation_draft.title", most=TITLE_LENGTH, is_optional=True
    )
    content = EncryptedTextField("innehåll", bound_to="id", place="organisation_draft.content")
    version = models.PositiveIntegerField("version", default=1)
    saved_at = models.DateTimeField("sparat")

    objects = DraftQuerySet.as_manager()

    class Meta:
        verbose_name = "utkast"
        verbose_name_plural = "utkast"
        indexes = [models.Index(fields=["staff", "path", "-saved_at"], name="draft_by_page")]
        constraints = [
            encrypted_constraint("draft", "title"),
            models.CheckConstraint(
                condition=Q(content__regex=r"^\d+\.[A-Za-z0-9+/]{40,}={0,2}$"),
                name="draft_is_encrypted",
                violation_error_message="Ett utkast sparas krypterat.",
            ),
            models.CheckConstraint(
                condition=Q(path__startswith="/"),
                name="draft_is_of_a_page",
                violation_error_message="Utkastet hör inte till någon sida.",
            ),
        ]

    def __str__(self) -> str:
        return "utkast"
