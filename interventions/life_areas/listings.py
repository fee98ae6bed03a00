"""The list of areas of life, declared for the pages of reference lists."""

from interventions.life_areas.models import LifeArea
from mia.organisation.reference.listings import code_list

LIFE_AREAS = code_list(
    "livsomraden",
    LifeArea,
    "interventions:life_areas",
    add="Lägg till ett livsområde",
    save="Spara livsområdet",
    intro="Livsområden kartläggs med deltagaren: styrkor, svårigheter, önskan och egen skattning.",
    notice="Våld är inget livsområde: frågorna om våld har egna regler.",
)
LISTINGS = {LIFE_AREAS.slug: LIFE_AREAS}
