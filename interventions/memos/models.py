"""A worker's own memo about a case."""

from typing import TYPE_CHECKING, ClassVar, Self
from uuid import UUID

from django.conf import settings
from django.db import models

from mia.access.fields import encrypted_constraint, free_text
from mia.access.roles import Permission
from mia.audit.history import tracked
from mia.core.retention import NOTES, Rule
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt
from participants.enrolments.models import Enrolment
from participants.visibility import ScopedQuerySet

if TYPE_CHECKING:
    from mia.organisation.staff.models import Staff

TEXT_LENGTH = 300  # characters


class MemoQuerySet(ScopedQuerySet):
    """A memo is its author's alone, while the author works with the case, as notes are read."""

    permission = Permission.READ_NOTES

    def visible_to(self, user: "Staff") -> Self:
        return super().visible_to(user).filter(staff=user)

    def visible_in(self, user: "Staff", enrolment: Enrolment) -> Self:
        return super().visible_in(user, enrolment).filter(staff=user)


@tracked()
class Memo(models.Model):
    """To be done or thought of on `due_on`, by its author (`staff`)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, verbose_name="inskrivning", related_name="memos"
    )
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    staff = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="skriven av", related_name="+"
    )
    text = free_text("text", place="interventions_memo.text", most=TEXT_LENGTH)
    due_on = models.DateField("dag")
    done_on = models.DateField("klar", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)

    objects = MemoQuerySet.as_manager()
    personal: ClassVar[set[str]] = {"staff", "due_on", "done_on"}
    sensitive: ClassVar[set[str]] = {"is_protected", "text"}
    retention: ClassVar[Rule] = NOTES

    class Meta:
        verbose_name = "minneslapp"
        verbose_name_plural = "minneslappar"
        constraints = [encrypted_constraint("memo", "text")]
        indexes = [models.Index(fields=["staff", "due_on"], name="memo_of_staff")]

    def __str__(self) -> str:
        return f"minneslapp {self.due_on:%Y-%m-%d}"

    @property
    def participant_key(self) -> UUID | None:
        """The participant when the enrolment was loaded too: the case has recorded the view."""
        return self.enrolment.participant_id if "enrolment" in self._state.fields_cache else None
