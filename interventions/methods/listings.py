"""The list of phases, declared for the pages of reference lists."""

from interventions.methods.models import Phase
from mia.organisation.reference.listings import Listing

PHASES = Listing(
    "faser",
    Phase,
    "interventions:phases",
    columns=("method", "version", "position", "label", "code", "retired_on"),
    fields=("method", "version", "code", "label", "position", "retired_on"),
    fixed=("code", "method", "version"),
    order=("method", "version", "position", "code"),
    add="Lägg till en fas",
    save="Spara fasen",
    intro="Faserna visar hur långt deltagaren har kommit i en metod.",
    notice=(
        "När en metod får nya faser lägger du in dem som en ny version. Deltagare som börjar efter "
        "det följer den nya versionen. De som redan har börjat fortsätter i sin."
    ),
)
LISTINGS = {PHASES.slug: PHASES}
