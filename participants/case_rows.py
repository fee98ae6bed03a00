"""What the rows have in common that only those who work with a participant read, as notes are."""

from uuid import UUID

from django.conf import settings
from django.db import models

from mia.access.roles import Permission
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt
from participants.enrolments.models import Enrolment
from participants.visibility import ScopedQuerySet


class PrivateQuerySet(ScopedQuerySet):
    """Read by those who work with the participant, as notes are."""

    permission = Permission.READ_NOTES


class PrivateCaseRow(models.Model):
    """A row of a case, with its version and who registered it. The model has its `enrolment`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    delprojekt = models.ForeignKey(
        Delprojekt, models.PROTECT, verbose_name="delprojekt", related_name="+"
    )
    is_protected = models.BooleanField("skyddad", default=False, editable=False)
    version = models.PositiveIntegerField("version", default=1)
    registered_at = models.DateTimeField("registrerad", auto_now_add=True)
    registered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="registrerad av", related_name="+"
    )

    objects = PrivateQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def participant_key(self) -> UUID | None:
        """The participant when the enrolment was loaded too: the case has recorded the view."""
        enrolment: Enrolment | None = self._state.fields_cache.get("enrolment")
        return enrolment.participant_id if enrolment else None
