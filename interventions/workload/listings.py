"""The list of ceilings, declared for the pages of reference lists (mia.organisation.reference)."""

from interventions.workload.models import MethodCeiling
from mia.organisation.reference.listings import Listing

CEILINGS = Listing(
    "metoder",
    MethodCeiling,
    "interventions:ceilings",
    columns=("method", "cases", "started_on"),
    fields=("method", "cases", "started_on"),
    fixed=("method",),
    order=("method", "started_on"),
    add="Lägg till ett tak",
    save="Spara taket",
    intro=(
        "Ett tak säger hur många deltagare en handläggare bör ha som mest med en metod. Det varnar,"
        " men hindrar inget. När taket ändras lägger du till ett nytt från den dagen."
    ),
    notice=(
        "Bara taket för IPS är ett publicerat tal: högst 20 deltagare ger full poäng i"
        " programtrohetsskalan. Övriga är riktvärden. Stäm av dem med metodhandledaren."
    ),
)
LISTINGS = {CEILINGS.slug: CEILINGS}
