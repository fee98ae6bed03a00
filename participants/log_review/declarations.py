"""What the log review adds to the case page and to the register extract."""

from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.log_review import access, accesses
from participants.seams import CaseLink, ExtractRow, ExtractSection, Feature


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    """Who has read and changed what, of the staff of the delprojekt."""
    return accesses.extract_rows(enrolment)


FEATURE = Feature(
    links=(CaseLink("Vem har läst och ändrat", "logg/", access.can_review_case),),
    extract=(ExtractSection("Vem som har läst och ändrat", extract_rows),),
)
