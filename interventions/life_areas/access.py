"""Access checks of the mapping of areas of life."""

from uuid import UUID

from django.http import Http404

from interventions.life_areas.models import AreaRecord, LifeArea
from mia.organisation.staff.models import Staff
from participants.enrolments.access import allow, can_edit_enrolment
from participants.enrolments.models import Enrolment


def can_map_areas(user: Staff, enrolment: Enrolment) -> bool:
    return can_edit_enrolment(user, enrolment)


def get_area(code: str) -> LifeArea:
    """Return an area that is in use. Raises Http404."""
    area: LifeArea | None = LifeArea.objects.filter(pk=code, retired_on=None).first()
    if area is None:
        raise Http404
    return area


def get_editable_record(user: Staff, pk: UUID) -> AreaRecord:
    """Return what was mapped, to be corrected. Raises Http404, PermissionDenied."""
    rows = AreaRecord.objects.visible_to(user).select_related("enrolment__participant", "area")
    record: AreaRecord | None = rows.filter(pk=pk).first()
    if record is None:
        raise Http404
    allow(can_map_areas(user, record.enrolment))
    return record
