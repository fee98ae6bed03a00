"""The indicators of Regulation (EU) 2021/1057, Annex I, in its order (docs/domain.md §3.4)."""

from reporting.figures.indicator import ENTITY, NOT_COLLECTED, Indicator, When

OUTPUT = [
    Indicator(
        "EECO01",
        "Totalt antal deltagare",
        "Alla som har börjat, också de som uppgifter saknas om.",
        column="is_participant",
        counts_incomplete=True,
    ),
    Indicator(
        "EECO02",
        "Arbetslösa, även långtidsarbetslösa",
        "Arbetslös vid start.",
        column="is_unemployed",
    ),
    Indicator(
        "EECO03",
        "Långtidsarbetslösa",
        "Arbetslös vid start i 12 hela månader eller mer.",
        column="is_long_term_unemployed_2021",
    ),
    Indicator(
        "EECO04",
        "Icke-förvärvsarbetande",
        "Utanför arbetskraften vid start.",
        column="is_inactive",
    ),
    Indicator(
        "EECO05",
        "Sysselsatta, även egenföretagare",
        "Sysselsatt vid start.",
        column="is_employed",
    ),
    Indicator(
        "EECO06",
        "Barn under 18 år",
        "Hela år vid start.",
        column="is_under_18",
    ),
    Indicator(
        "EECO07",
        "Unga mellan 18 och 29 år",
        "Hela år vid start.",
        column="is_18_to_29",
    ),
    Indicator(
        "EECO08",
        "Deltagare som är 55 år eller äldre",
        "Hela år vid start.",
        column="is_over_54",
    ),
    Indicator(
        "EECO09",
        "Med högst grundskoleutbildning",
        "Grundskola, eller ej slutförd grundskola.",
        column="has_primary_education",
    ),
    Indicator(
        "EECO10",
        "Med gymnasial eller eftergymnasial utbildning (ej högskola)",
        "Gymnasium, eller eftergymnasial utbildning kortare än två år.",
        column="has_secondary_education",
    ),
    Indicator(
        "EECO11",
        "Med högre utbildning",
        "Högskola eller yrkeshögskola i två år eller mer, eller forskarutbildning.",
        column="has_tertiary_education",
    ),
    Indicator(
        "EECO12",
        "Personer med funktionsnedsättning",
        "Har svarat ja på frågan.",
        column="has_disability",
        is_sensitive=True,
    ),
    Indicator(
        "EECO13",
        "Tredjelandsmedborgare",
        NOT_COLLECTED,
    ),
    Indicator(
        "EECO14",
        "Deltagare med utländsk bakgrund",
        "Har svarat ja på frågan.",
        column="has_foreign_background",
        is_sensitive=True,
    ),
    Indicator(
        "EECO15",
        "Minoriteter (även romer)",
        NOT_COLLECTED,
        is_sensitive=True,
    ),
    Indicator(
        "EECO16",
        "Hemlösa eller utestängda från bostadsmarknaden",
        "Har svarat ja på frågan.",
        column="is_homeless",
        is_sensitive=True,
    ),
    Indicator(
        "EECO17",
        "Deltagare från landsbygden",
        NOT_COLLECTED,
    ),
    Indicator(
        "EECO18",
        "Offentliga förvaltningar eller tjänster som får stöd",
        ENTITY,
    ),
    Indicator(
        "EECO19",
        "Mikroföretag, små och medelstora företag som får stöd",
        ENTITY,
    ),
]
RESULTS = [
    Indicator(
        "EECR01",
        "Deltagare som söker arbete efter avslutet",
        (
            "Utanför arbetskraften vid start, och söker arbete eller är inskriven hos"
            " Arbetsförmedlingen vid avslutet."
        ),
        column="seeks_work_after",
        when=When.EXIT,
    ),
    Indicator(
        "EECR02",
        "Deltagare i utbildning efter avslutet",
        "Studerar vid avslutet, men gjorde det inte vid start.",
        column="has_begun_studies",
        when=When.EXIT,
    ),
    Indicator(
        "EECR03",
        "Deltagare som får en kvalifikation efter avslutet",
        "Har fått en kvalifikation under inskrivningen eller senast fyra veckor efter den.",
        column="is_qualified",
        when=When.EXIT,
    ),
    Indicator(
        "EECR04",
        "Deltagare i sysselsättning, även som egenföretagare, efter avslutet",
        "Arbetslös eller utanför arbetskraften vid start, och arbetar vid avslutet.",
        column="has_begun_work",
        when=When.EXIT,
    ),
    Indicator(
        "EECR05",
        "Deltagare i sysselsättning sex månader efter avslutet",
        "Arbetslös eller utanför arbetskraften vid start, och arbetar enligt uppföljningen efter"
        " sex månader. Den som inte gick att nå räknas inte.",
        column="has_work_after_six_months",
        when=When.EXIT,
    ),
    Indicator(
        "EECR06",
        "Deltagare med bättre arbetsmarknadssituation sex månader efter avslutet",
        "Sysselsatt vid start, och har ett bättre läge enligt uppföljningen efter sex månader.",
        column="has_better_work_after_six_months",
        when=When.EXIT,
    ),
]
