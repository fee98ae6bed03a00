"""The lists of scales, their items and bands, declared for the pages of reference lists."""

from interventions.fidelity.models import FidelityBand, FidelityItem, FidelityScale
from mia.organisation.reference.listings import Listing

ROUTE = "interventions:fidelity_lists"
LIMITS = ("limit_5", "limit_4", "limit_3", "limit_2")
UNCONFIRMED = (
    "Av IPS-skalan är bara en del av gränserna publicerade på svenska. Övriga är MIA:s egna tills "
    "metodhandledaren har stämt av dem."
)
SCALES = Listing(
    "skalor",
    FidelityScale,
    ROUTE,
    columns=("label", "code", "method", "position", "retired_on"),
    fields=("code", "label", "method", "position", "retired_on"),
    fixed=("code", "method"),
    order=("position", "code"),
    add="Lägg till en skala",
    save="Spara skalan",
    intro="En ny version av en skala läggs till som en ny skala. Den gamla finns kvar.",
)
ITEMS = Listing(
    "fragor",
    FidelityItem,
    ROUTE,
    columns=("scale", "number", "section", "text", "measure", *LIMITS),
    fields=("scale", "number", "section", "text", "measure", "is_lower_better", *LIMITS),
    fixed=("scale", "number"),
    order=("scale", "number"),
    related=("scale",),
    add="Lägg till en fråga",
    save="Spara frågan",
    intro="Det som räknas av det som är loggat får poäng efter gränserna.",
    notice=UNCONFIRMED,
)
BANDS = Listing(
    "nivaer",
    FidelityBand,
    ROUTE,
    columns=("scale", "least", "label"),
    fields=("scale", "least", "label"),
    fixed=("scale",),
    order=("scale", "-least"),
    related=("scale",),
    add="Lägg till en nivå",
    save="Spara nivån",
    intro="Vad en summa säger. En nivå gäller till nästa börjar.",
)
LISTINGS = {listing.slug: listing for listing in (SCALES, ITEMS, BANDS)}
