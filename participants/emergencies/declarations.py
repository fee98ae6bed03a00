"""What emergency openings add to the pages that show many features, and to where a day begins."""

from datetime import date

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from mia.access.roles import Permission
from mia.organisation.frame.notices import StartNotice
from mia.organisation.staff.models import Staff
from participants.assignments.queries import NOTICE_DAYS
from participants.emergencies import queries
from participants.emergencies.models import EmergencyOpening
from participants.enrolments.models import Enrolment
from participants.seams import CaseNotice, ExtractRow, ExtractSection, Feature
from participants.visibility import is_in_whole_delprojekt, is_open_in_emergency


def case_notices(user: Staff, enrolment: Enrolment, today: date) -> list[CaseNotice]:
    """That the user sees the case by an emergency opening, and until when."""
    if is_in_whole_delprojekt(user, enrolment):
        return []
    if not is_open_in_emergency(user, enrolment.pk):
        return []
    own = EmergencyOpening.objects.visible_to(user).filter(staff=user, enrolment=enrolment)
    last = own.latest("ends_at")
    ends_at = timezone.localtime(last.ends_at)
    text = (
        f"Den gäller till {ends_at:%H:%M}. Du kan läsa och logga kontakter."
        " Delprojektledaren och koordinatorn har fått veta att du har öppnat ärendet."
    )
    return [CaseNotice("Nödöppning.", text, tone="alert")]


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    """Who opened the case, and when, for one who sees the case."""
    openings = EmergencyOpening.objects.filter(enrolment=enrolment).select_related("staff")
    rows = []
    for opening in openings.order_by("opened_at", "pk"):
        times = f"{timezone.localtime(opening.opened_at):%Y-%m-%d %H:%M}"
        rows.append(ExtractRow(times, f"{opening.staff}: {opening.reason}"))
    return rows


def start_notices(request: HttpRequest, user: Staff) -> list[StartNotice]:
    """What those who review emergency openings have to do, and the cases that nobody may open."""
    if not user.may(Permission.REVIEW_EMERGENCY):
        return []
    notices = []
    work = queries.count_work(user)
    if work.unreviewed:
        title = f"Nödöppningar att granska: {work.unreviewed}."
        text = "Någon har öppnat ett ärende med skyddade personuppgifter utan att ansvara för det."
        url = reverse("participants:emergencies")
        notices.append(StartNotice(title, text, "alert", url, "Granska"))
    if work.orphans:
        title = f"Deltagare med skyddade personuppgifter som ingen kan öppna: {work.orphans}."
        text = "Nödöppna ärendet och välj en ansvarig."
        notices.append(StartNotice(title, text))
    if work.orphans_soon:
        title = (
            "Deltagare med skyddade personuppgifter som snart ingen kan öppna:"
            f" {work.orphans_soon}."
        )
        text = (
            f"De ansvarigas uppdrag slutar inom {NOTICE_DAYS} dagar. Be dem lämna över, eller be"
            " administratören förlänga uppdragen."
        )
        notices.append(StartNotice(title, text))
    return notices


FEATURE = Feature(
    notices=case_notices,
    extract=(ExtractSection("Nödöppningar", extract_rows),),
    retention=(EmergencyOpening,),
)
