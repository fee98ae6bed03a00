"""What continuity adds to the pages that show many features."""

from interventions.continuity import queries
from interventions.continuity.delprojekt_lists import DELPROJEKT_LISTS
from participants.seams import Feature, Queue

FEATURE = Feature(
    urls="interventions.continuity.urls",
    queues=(
        Queue("kontakt", "Ingen kontakt på 30 dagar", queries.without_contact),
        Queue("uppehall", "Uppehåll på väg", queries.coming_gap),
    ),
    delprojekt_lists=DELPROJEKT_LISTS,
)
