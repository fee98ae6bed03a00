"""The list of areas of life, declared for the pages of reference lists."""

from interventions.life_areas.models import LifeArea
from mia.organisation.reference.listings import Listing

LIFE_AREAS = Listing(
    "livsomraden",
    LifeArea,
    "interventions:life_areas",
    columns=("label", "code", "position", "retired_on"),
    fields=("code", "label", "position", "retired_on"),
    fixed=("code",),
    order=("position", "code"),
    add="Lägg till ett livsområde",
    save="Spara livsområdet",
    intro="Livsområden kartläggs med deltagaren: styrkor, svårigheter, önskan och egen skattning.",
    notice="Våld är inget livsområde: frågorna om våld har egna regler.",
)
LISTINGS = {LIFE_AREAS.slug: LIFE_AREAS}
