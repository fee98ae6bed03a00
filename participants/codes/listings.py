"""The code lists, declared for the pages of reference lists (mia.organisation.reference)."""

from mia.organisation.reference.listings import Listing
from participants.codes.models import ExitReason, IncomeSource, Referrer

ROUTE = "participants:codes"
INTRO = (
    "En kod tas inte bort. När den inte ska användas mer får den ett datum, "
    "och lämnar formulären den dagen."
)
UNCONFIRMED = (
    "Listan är inte bekräftad. Den bygger på offentliga källor, inte på SUS egen kodlista. "
    "Stäm av den med Försäkringskassans SUS-stöd innan ni rapporterar."
)
CODES = {
    listing.slug: listing
    for listing in (
        Listing(
            "remitterande",
            Referrer,
            ROUTE,
            columns=("label", "code", "position", "retired_on"),
            fields=("code", "label", "position", "retired_on"),
            fixed=("code",),
            order=("position", "code"),
            add="Lägg till en remitterande part",
            save="Spara remitterande part",
            intro=INTRO,
        ),
        Listing(
            "forsorjning",
            IncomeSource,
            ROUTE,
            columns=("label", "code", "group", "position", "retired_on"),
            fields=("code", "label", "group", "position", "retired_on"),
            fixed=("code",),
            order=("position", "code"),
            add="Lägg till en försörjning",
            save="Spara försörjningen",
            intro=INTRO,
            notice=UNCONFIRMED,
        ),
        Listing(
            "avslut",
            ExitReason,
            ROUTE,
            columns=("label", "code", "outcome", "is_completed", "position", "retired_on"),
            fields=("code", "label", "outcome", "is_completed", "position", "retired_on"),
            fixed=("code",),
            order=("position", "code"),
            add="Lägg till en avslutsanledning",
            save="Spara avslutsanledningen",
            intro=INTRO,
            notice=UNCONFIRMED,
        ),
    )
}
