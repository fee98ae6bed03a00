"""The demo county has persons who may be disposed of, and one with a hold."""

from datetime import date

from mia.core.draw import at_hour
from mia.core.workdays import workday
from mia.organisation.delprojekt.models import EsfProject
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from reporting.retention.models import DisposalHold

# The county's own: no source gives the day in ESF's decision.
KEEP_UNTIL = date(2023, 12, 31)
HELD_ON = date(2022, 3, 1)
REASON = "ESF-rådet har begärt underlag till en revision av projektet."


def make_due(*, by: Staff) -> DisposalHold | None:
    """Say until when the first ESF project is kept, and hold the one who left it first."""
    project = EsfProject.objects.order_by("started_on", "pk").first()
    if project is None:
        return None
    EsfProject.objects.filter(pk=project.pk).update(keep_until=KEEP_UNTIL)
    ended = Enrolment.objects.filter(project=project, ended_on__isnull=False)
    first = ended.order_by("ended_on", "pk").first()
    if first is None:
        return None
    hold: DisposalHold = DisposalHold.objects.create(
        participant_id=first.participant_id,
        reason=REASON,
        placed_at=at_hour(workday(HELD_ON), 9),
        placed_by=by,
    )
    return hold
