"""What method supervision adds to the pages that show many features."""

from interventions.supervision import access
from participants.seams import CaseLink, Feature

FEATURE = Feature(
    urls="interventions.supervision.urls",
    links=(CaseLink("Fråga metodhandledare", "fraga/", access.can_be_asked_about),),
)
