"""Access checks of work and studies."""

from uuid import UUID

from django.http import Http404

from interventions.employment.models import Spell
from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from participants.enrolments.access import allow, can_read_notes
from participants.enrolments.models import Enrolment


def can_edit_employment(user: Staff, enrolment: Enrolment) -> bool:
    """Those who work with the participant, also after the exit."""
    may_edit = user.may(Permission.EDIT_ENROLMENT, enrolment.delprojekt_id)
    return may_edit and can_read_notes(user, enrolment)


def get_editable_spell(user: Staff, pk: UUID) -> Spell:
    """Return work or studies of a participant the user works with.

    Raises Http404, PermissionDenied.
    """
    rows = Spell.objects.visible_to(user).select_related("enrolment__participant", "source")
    spell: Spell | None = rows.filter(pk=pk).first()
    if spell is None:
        raise Http404
    allow(can_edit_employment(user, spell.enrolment))
    return spell
