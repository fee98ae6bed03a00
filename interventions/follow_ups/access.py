"""Access checks of follow-ups."""

from uuid import UUID

from django.http import Http404

from interventions.employment.models import Spell
from interventions.follow_ups.enums import Occasion, find_occasion
from interventions.follow_ups.models import FollowUp
from interventions.follow_ups.queries import is_followed
from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from participants.enrolments.access import can_read_notes
from participants.enrolments.models import Enrolment


def can_follow_up(user: Staff, enrolment: Enrolment) -> bool:
    """Those who work with the participant, also after the exit."""
    may_edit = user.may(Permission.EDIT_ENROLMENT, enrolment.delprojekt_id)
    return may_edit and can_read_notes(user, enrolment)


def get_spell(user: Staff, enrolment: Enrolment, pk: UUID | None) -> Spell | None:
    """Return work or studies of the case, None for the exit. Raises Http404."""
    if pk is None:
        return None
    spell: Spell | None = Spell.objects.visible_in(user, enrolment).filter(pk=pk).first()
    if spell is None:
        raise Http404
    return spell


def get_occasion(enrolment: Enrolment, moment: str, spell: Spell | None) -> Occasion:
    """Return the occasion. Raises Http404 for one that there is not, and before the exit."""
    occasion = find_occasion(moment, is_of_spell=spell is not None)
    is_of_exit = spell is None
    if occasion is None or (is_of_exit and not is_followed(enrolment)):
        raise Http404
    return occasion


def find_answer(
    user: Staff, enrolment: Enrolment, moment: str, spell: Spell | None
) -> FollowUp | None:
    rows = FollowUp.objects.visible_in(user, enrolment)
    answer: FollowUp | None = rows.filter(moment=moment, spell=spell).first()
    return answer
