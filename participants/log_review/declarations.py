"""What the log review adds to the case page."""

from participants.log_review import access
from participants.seams import CaseLink, Feature

FEATURE = Feature(
    links=(CaseLink("Vem har läst och ändrat", "logg/", access.can_review_case),),
)
