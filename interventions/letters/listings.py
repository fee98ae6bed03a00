"""The list of templates, declared for the pages of reference lists (mia.organisation.reference)."""

from interventions.letters.enums import PLACEHOLDERS
from interventions.letters.models import LetterTemplate
from mia.organisation.reference.listings import Listing

FILLED_IN = ", ".join(f"{word} ({meaning})" for word, meaning in PLACEHOLDERS.items())
TEMPLATES = Listing(
    "mallar",
    LetterTemplate,
    "interventions:templates",
    columns=("name", "kind", "position", "retired_on"),
    fields=("name", "kind", "text", "position", "retired_on"),
    fixed=(),
    order=("position", "name"),
    add="Lägg till en brevmall",
    save="Spara mallen",
    intro=f"Handläggaren kan ändra texten innan brevet skrivs ut. MIA fyller i {FILLED_IN}.",
)
LISTINGS = {TEMPLATES.slug: TEMPLATES}
