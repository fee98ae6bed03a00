"""What the case page itself adds: its URLs, and the link to the reports of the app above."""

from mia.access.roles import Permission
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.seams import CaseLink, Feature


def can_see_attendance_report(user: Staff, enrolment: Enrolment) -> bool:
    return user.may(Permission.ATTENDANCE_REPORT, enrolment.delprojekt_id)


FEATURE = Feature(
    name="cases",
    urls="interventions.cases.urls",
    links=(CaseLink("Närvarorapporter", "narvarorapport/", can_see_attendance_report),),
)
