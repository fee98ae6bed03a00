"""The list of topics, declared for the pages of reference lists (mia.organisation.reference)."""

from interventions.contacts.models import Topic
from mia.organisation.reference.listings import code_list

TOPICS = code_list(
    "amnen",
    Topic,
    "interventions:topics",
    add="Lägg till ett ämne",
    save="Spara ämnet",
    intro=(
        "Ämnen säger vad en kontakt handlade om. Det första ordet i benämningen kan skrivas i"
        " snabbkontakten."
    ),
    notice=(
        "Välj neutrala ord. Ett ämne får aldrig avslöja våld, diagnoser eller skyddade uppgifter."
    ),
)
LISTINGS = {TOPICS.slug: TOPICS}
