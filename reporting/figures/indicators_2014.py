"""The indicators of Regulation (EU) 1304/2013, Annex I, in its order (docs/domain.md §3.3)."""

from reporting.figures.indicator import ENTITY, NOT_COLLECTED, Indicator, When

OUTPUT = [
    Indicator(
        "CO01",
        "Arbetslösa, även långtidsarbetslösa",
        "Arbetslös vid start.",
        column="is_unemployed",
    ),
    Indicator(
        "CO02",
        "Långtidsarbetslösa",
        (
            "Arbetslös vid start i mer än 6 hela månader för den som är under 25 år, annars"
            " mer än 12."
        ),
        column="is_long_term_unemployed_2014",
    ),
    Indicator(
        "CO03",
        "Icke-förvärvsarbetande",
        "Utanför arbetskraften vid start.",
        column="is_inactive",
    ),
    Indicator(
        "CO04",
        "Icke-förvärvsarbetande som inte deltar i utbildning",
        "Utanför arbetskraften och inte i utbildning vid start.",
        column="is_inactive_not_in_education",
    ),
    Indicator(
        "CO05",
        "Sysselsatta, även egenföretagare",
        "Sysselsatt vid start.",
        column="is_employed",
    ),
    Indicator(
        "CO06",
        "Yngre än 25 år",
        "Hela år vid start.",
        column="is_under_25",
    ),
    Indicator(
        "CO07",
        "Äldre än 54 år",
        "Hela år vid start.",
        column="is_over_54",
    ),
    Indicator(
        "CO08",
        (
            "Äldre än 54 år som är arbetslösa, även långtidsarbetslösa, eller"
            " icke-förvärvsarbetande som inte deltar i utbildning"
        ),
        "CO07 och dessutom CO01 eller CO04.",
        column="is_over_54_outside_work",
    ),
    Indicator(
        "CO09",
        "Med grundskoleutbildning",
        ("Grundskola, eller ej slutförd grundskola, är den högsta slutförda utbildningen."),
        column="has_primary_education",
    ),
    Indicator(
        "CO10",
        "Med gymnasial eller eftergymnasial utbildning (ej högskola)",
        "Gymnasium, eller eftergymnasial utbildning kortare än två år.",
        column="has_secondary_education",
    ),
    Indicator(
        "CO11",
        "Med högre utbildning",
        "Högskola eller yrkeshögskola i två år eller mer, eller forskarutbildning.",
        column="has_tertiary_education",
    ),
    Indicator(
        "CO15",
        "Migranter, personer med utländsk bakgrund, minoriteter (även romer)",
        "Har svarat ja på frågan om utländsk bakgrund.",
        column="has_foreign_background",
        is_sensitive=True,
    ),
    Indicator(
        "CO16",
        "Personer med funktionsnedsättning",
        "Har svarat ja på frågan.",
        column="has_disability",
        is_sensitive=True,
    ),
    Indicator(
        "CO17",
        "Andra missgynnade",
        NOT_COLLECTED,
        is_sensitive=True,
    ),
    Indicator(
        "CO18",
        "Hemlösa eller utestängda från bostadsmarknaden",
        "Har svarat ja på frågan.",
        column="is_homeless",
        is_sensitive=True,
    ),
    Indicator(
        "CO19",
        "Från landsbygden",
        NOT_COLLECTED,
    ),
    Indicator(
        "CO20",
        (
            "Projekt som helt eller delvis genomförs av arbetsmarknadens parter eller"
            " icke-statliga organisationer"
        ),
        ENTITY,
    ),
    Indicator(
        "CO21",
        "Projekt för kvinnors varaktiga deltagande och framsteg i arbetslivet",
        ENTITY,
    ),
    Indicator(
        "CO22",
        (
            "Projekt som riktar sig till offentliga förvaltningar eller tjänster på"
            " nationell, regional eller lokal nivå"
        ),
        ENTITY,
    ),
    Indicator(
        "CO23",
        "Mikroföretag, små och medelstora företag som får stöd",
        ENTITY,
    ),
]
RESULTS = [
    Indicator(
        "CR01",
        "Icke-förvärvsarbetande som söker arbete efter avslutet",
        (
            "Utanför arbetskraften vid start, och söker arbete eller är inskriven hos"
            " Arbetsförmedlingen vid avslutet."
        ),
        column="seeks_work_after",
        when=When.EXIT,
    ),
    Indicator(
        "CR02",
        "Deltagare i utbildning efter avslutet",
        "Studerar vid avslutet, men gjorde det inte vid start.",
        column="has_begun_studies",
        when=When.EXIT,
    ),
    Indicator(
        "CR03",
        "Deltagare som får en kvalifikation efter avslutet",
        "Har fått en kvalifikation under inskrivningen eller senast fyra veckor efter den.",
        column="is_qualified",
        when=When.EXIT,
    ),
    Indicator(
        "CR04",
        "Deltagare i sysselsättning, även som egenföretagare, efter avslutet",
        "Arbetslös eller utanför arbetskraften vid start, och arbetar vid avslutet.",
        column="has_begun_work",
        when=When.EXIT,
    ),
    Indicator(
        "CR05",
        (
            "Missgynnade deltagare som söker arbete, deltar i utbildning, får en"
            " kvalifikation eller är i sysselsättning efter avslutet"
        ),
        "CR01, CR02, CR03 eller CR04, för den som räknas i CO15, CO16 eller CO18.",
        column="is_disadvantaged_with_result",
        when=When.EXIT,
        is_sensitive=True,
    ),
    Indicator(
        "CR06",
        "Deltagare i sysselsättning sex månader efter avslutet",
        "Arbetslös eller utanför arbetskraften vid start, och arbetar enligt uppföljningen efter"
        " sex månader. Den som inte gick att nå räknas inte.",
        column="has_work_after_six_months",
        when=When.EXIT,
    ),
    Indicator(
        "CR07",
        "Deltagare med bättre arbetsmarknadssituation sex månader efter avslutet",
        "Sysselsatt vid start, och har ett bättre läge enligt uppföljningen efter sex månader.",
        column="has_better_work_after_six_months",
        when=When.EXIT,
    ),
    Indicator(
        "CR08",
        "Deltagare äldre än 54 år i sysselsättning sex månader efter avslutet",
        "CR06, för den som räknas i CO07.",
        column="is_over_54_with_work_after_six_months",
        when=When.EXIT,
    ),
    Indicator(
        "CR09",
        "Missgynnade deltagare i sysselsättning sex månader efter avslutet",
        "CR06, för den som räknas i CO15, CO16 eller CO18.",
        column="is_disadvantaged_with_work_after_six_months",
        when=When.EXIT,
        is_sensitive=True,
    ),
]
