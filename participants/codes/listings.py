"""The code lists, declared for the pages of reference lists (mia.organisation.reference)."""

from mia.organisation.reference.listings import Listing, code_list
from participants.codes.models import (
    Branch,
    DeclineReason,
    ExitReason,
    IncomeSource,
    JobSource,
    NumberReason,
    PriorityRule,
    Referrer,
    RetentionPeriod,
    TimeLimit,
    TimeLimitReason,
)

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
        code_list(
            "remitterande",
            Referrer,
            ROUTE,
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
        code_list(
            "vag-till-arbete",
            JobSource,
            ROUTE,
            add="Lägg till en väg till arbete",
            save="Spara vägen till arbete",
            intro=INTRO,
        ),
        code_list(
            "branscher",
            Branch,
            ROUTE,
            add="Lägg till en bransch",
            save="Spara branschen",
            intro=INTRO,
        ),
        code_list(
            "nummer-saknas",
            NumberReason,
            ROUTE,
            add="Lägg till ett skäl",
            save="Spara skälet",
            intro=INTRO,
        ),
        Listing(
            "avbojda-remisser",
            DeclineReason,
            ROUTE,
            columns=("label", "code", "position", "retired_on"),
            fields=("code", "label", "letter_text", "position", "retired_on"),
            fixed=("code",),
            order=("position", "code"),
            add="Lägg till ett skäl",
            save="Spara skälet",
            intro=INTRO,
        ),
        Listing(
            "turordning",
            PriorityRule,
            ROUTE,
            columns=("delprojekt", "label", "min_age", "max_age", "needs_children", "started_on"),
            fields=(
                "delprojekt",
                "label",
                "min_age",
                "max_age",
                "needs_children",
                "started_on",
                "ended_on",
            ),
            fixed=("delprojekt",),
            order=("delprojekt__name", "started_on"),
            related=("delprojekt",),
            add="Lägg till en regel",
            save="Spara regeln",
            intro=(
                "De som en regel gäller för står först i delprojektets kö av remisser. "
                "När regeln inte gäller längre får den ett slutdatum."
            ),
        ),
        Listing(
            "tidsgranser",
            TimeLimit,
            ROUTE,
            columns=("delprojekt", "months", "started_on"),
            fields=("delprojekt", "months", "started_on"),
            fixed=("delprojekt",),
            order=("delprojekt__name", "started_on"),
            related=("delprojekt",),
            add="Lägg till en tidsgräns",
            save="Spara tidsgränsen",
            intro=(
                "Så länge får en deltagare vara med. Tidsgränsen gäller för dem som börjar från och"
                " med dagen. När den ändras lägger du till en ny, och den gamla finns kvar för dem"
                " som redan har börjat."
            ),
        ),
        Listing(
            "mer-tid",
            TimeLimitReason,
            ROUTE,
            columns=("label", "code", "kind", "position", "retired_on"),
            fields=("code", "label", "kind", "position", "retired_on"),
            fixed=("code", "kind"),
            order=("position", "code"),
            add="Lägg till ett skäl",
            save="Spara skälet",
            intro=INTRO,
        ),
        Listing(
            "gallringsfrister",
            RetentionPeriod,
            ROUTE,
            columns=("label", "subject", "years", "source", "retired_on"),
            fields=("code", "label", "subject", "years", "source", "position", "retired_on"),
            fixed=("code", "subject"),
            order=("position", "code"),
            add="Lägg till en frist",
            save="Spara fristen",
            intro=(
                "Den längsta fristen som används gäller allt om en person. Tiden räknas från sista "
                "dagen i den sista inskrivningen, och aldrig kortare än till dagen i ESF:s beslut, "
                "som anges för ESF-projektet. Ändra när arkivmyndigheten har beslutat."
            ),
        ),
    )
}
