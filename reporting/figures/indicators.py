"""ESF's common indicators, each defined once (Regulation (EU) 1304/2013 and 2021/1057, Annex I;
docs/domain.md §3.3–3.7).

Counted over `record r`: a participation (a person in an ESF project) with what the definitions
need. Output indicators count those who entered in the period, results those who left in it. Only
complete records count, but for EECO01.
"""

from dataclasses import dataclass
from enum import Enum
from typing import Any

from mia.access import replica
from reporting.figures.participations import PARTICIPATIONS


class When(Enum):
    """Which cohort an indicator counts."""

    ENTRY = "r.started_on BETWEEN %(first)s AND %(last)s"
    EXIT = "r.ended_on BETWEEN %(first)s AND %(last)s"


# docs/formats.md §2: complete when sex, birth date, labour status with what belongs to it, and education
# are known.
RECORD = """
record AS (
    SELECT p.*, extract(year FROM age(p.started_on, p.birth_date)) AS age,
           extract(year FROM age(p.started_on, p.unemployed_since)) * 12
               + extract(month FROM age(p.started_on, p.unemployed_since)) AS months_unemployed,
           coalesce(p.in_education, false) OR coalesce(p.study_before_percent, 0) > 0 AS studied,
           coalesce(p.study_after_percent, 0) > 0 AS studies_after,
           coalesce(p.work_after, 'INGET') <> 'INGET' AS works_after,
           coalesce(p.seeking_after, false) OR coalesce(p.registered_after, false) AS seeks_after,
           p.sex IN ('K', 'M') AND p.birth_date IS NOT NULL AND p.labour_status IS NOT NULL
               AND coalesce(p.education, 'OKAND') <> 'OKAND'
               AND (p.labour_status <> 'ARBETSLOS' OR p.unemployed_since IS NOT NULL)
               AND (p.labour_status <> 'EJ_I_ARBETSKRAFTEN' OR p.in_education IS NOT NULL) AS is_complete
    FROM participation p
)
"""


@dataclass(frozen=True)
class Indicator:
    """`where` is SQL over `r`, None when MIA has no data for it: it is printed empty."""

    code: str
    label: str
    definition: str
    where: str | None = None
    when: When = When.ENTRY
    is_sensitive: bool = False
    counts_incomplete: bool = False

    @property
    def condition(self) -> str:
        complete = "" if self.counts_incomplete else " AND r.is_complete"
        return f"{self.when.value}{complete} AND ({self.where})"


UNEMPLOYED = "r.labour_status = 'ARBETSLOS'"
INACTIVE = "r.labour_status = 'EJ_I_ARBETSKRAFTEN'"
EMPLOYED = "r.labour_status = 'SYSSELSATT'"
LONG_2014 = f"{UNEMPLOYED} AND r.months_unemployed > CASE WHEN r.age < 25 THEN 6 ELSE 12 END"
LONG_2021 = f"{UNEMPLOYED} AND r.months_unemployed >= 12"
IDLE = f"{INACTIVE} AND NOT r.studied"
OLDER = "r.age > 54"
LOW = "r.education IN ('EJ_GRUNDSKOLA', 'GRUNDSKOLA')"
MIDDLE = "r.education IN ('GYMNASIUM', 'EFTERGYMN_KORT')"
HIGH = "r.education IN ('EFTERGYMN', 'FORSKAR')"
ORIGIN, DISABLED, HOMELESS = (
    "r.foreign_background = 'JA'",
    "r.disability = 'JA'",
    "r.homeless = 'JA'",
)
SEEKING = f"{INACTIVE} AND r.seeks_after"
STUDYING = "r.studies_after AND NOT r.studied"
WORKING = "r.labour_status IN ('ARBETSLOS', 'EJ_I_ARBETSKRAFTEN') AND r.works_after"
DISADVANTAGED = f"({ORIGIN} OR {DISABLED} OR {HOMELESS})"

NOT_COLLECTED = "Uppgiften samlas inte in i MIA. Raden är tom."
ENTITY = "Gäller projekt och organisationer, inte deltagare. Raden är tom."
SIX_MONTHS = "Kräver uppgifter sex månader efter avslutet, som inte samlas in i MIA. Raden är tom."
I = Indicator
EXIT = When.EXIT

OUTPUT_2014 = [
    I("CO01", "Arbetslösa, även långtidsarbetslösa", "Arbetslös vid start.", UNEMPLOYED),
    I(
        "CO02",
        "Långtidsarbetslösa",
        "Arbetslös vid start i mer än 6 hela månader för den som är under 25 år, annars mer än 12.",
        LONG_2014,
    ),
    I("CO03", "Icke-förvärvsarbetande", "Utanför arbetskraften vid start.", INACTIVE),
    I(
        "CO04",
        "Icke-förvärvsarbetande som inte deltar i utbildning",
        "Utanför arbetskraften och inte i utbildning vid start.",
        IDLE,
    ),
    I("CO05", "Sysselsatta, även egenföretagare", "Sysselsatt vid start.", EMPLOYED),
    I("CO06", "Yngre än 25 år", "Hela år vid start.", "r.age < 25"),
    I("CO07", "Äldre än 54 år", "Hela år vid start.", OLDER),
    I(
        "CO08",
        "Äldre än 54 år som är arbetslösa, även långtidsarbetslösa, eller icke-förvärvsarbetande som inte deltar"
        " i utbildning",
        "CO07 och dessutom CO01 eller CO04.",
        f"{OLDER} AND ({UNEMPLOYED} OR {IDLE})",
    ),
    I(
        "CO09",
        "Med grundskoleutbildning",
        "Grundskola, eller ej slutförd grundskola, är den högsta slutförda utbildningen.",
        LOW,
    ),
    I(
        "CO10",
        "Med gymnasial eller eftergymnasial utbildning (ej högskola)",
        "Gymnasium, eller eftergymnasial utbildning kortare än två år.",
        MIDDLE,
    ),
    I(
        "CO11",
        "Med högre utbildning",
        "Högskola eller yrkeshögskola i två år eller mer, eller forskarutbildning.",
        HIGH,
    ),
    I(
        "CO15",
        "Migranter, personer med utländsk bakgrund, minoriteter (även romer)",
        "Har svarat ja på frågan om utländsk bakgrund.",
        ORIGIN,
        is_sensitive=True,
    ),
    I(
        "CO16",
        "Personer med funktionsnedsättning",
        "Har svarat ja på frågan.",
        DISABLED,
        is_sensitive=True,
    ),
    I("CO17", "Andra missgynnade", NOT_COLLECTED, is_sensitive=True),
    I(
        "CO18",
        "Hemlösa eller utestängda från bostadsmarknaden",
        "Har svarat ja på frågan.",
        HOMELESS,
        is_sensitive=True,
    ),
    I("CO19", "Från landsbygden", NOT_COLLECTED),
    I(
        "CO20",
        "Projekt som helt eller delvis genomförs av arbetsmarknadens parter eller icke-statliga organisationer",
        ENTITY,
    ),
    I("CO21", "Projekt för kvinnors varaktiga deltagande och framsteg i arbetslivet", ENTITY),
    I(
        "CO22",
        "Projekt som riktar sig till offentliga förvaltningar eller tjänster på nationell, regional eller lokal"
        " nivå",
        ENTITY,
    ),
    I("CO23", "Mikroföretag, små och medelstora företag som får stöd", ENTITY),
]
RESULT_2014 = [
    I(
        "CR01",
        "Icke-förvärvsarbetande som söker arbete efter avslutet",
        "Utanför arbetskraften vid start, och söker arbete eller är inskriven hos Arbetsförmedlingen vid avslutet.",
        SEEKING,
        EXIT,
    ),
    I(
        "CR02",
        "Deltagare i utbildning efter avslutet",
        "Studerar vid avslutet, men gjorde det inte vid start.",
        STUDYING,
        EXIT,
    ),
    I("CR03", "Deltagare som får en kvalifikation efter avslutet", NOT_COLLECTED, when=EXIT),
    I(
        "CR04",
        "Deltagare i sysselsättning, även som egenföretagare, efter avslutet",
        "Arbetslös eller utanför arbetskraften vid start, och arbetar vid avslutet.",
        WORKING,
        EXIT,
    ),
    I(
        "CR05",
        "Missgynnade deltagare som söker arbete, deltar i utbildning, får en kvalifikation eller är i"
        " sysselsättning efter avslutet",
        "CR01, CR02 eller CR04, för den som räknas i CO15, CO16 eller CO18.",
        f"{DISADVANTAGED} AND (({SEEKING}) OR ({STUDYING}) OR ({WORKING}))",
        EXIT,
        is_sensitive=True,
    ),
    I("CR06", "Deltagare i sysselsättning sex månader efter avslutet", SIX_MONTHS, when=EXIT),
    I(
        "CR07",
        "Deltagare med bättre arbetsmarknadssituation sex månader efter avslutet",
        SIX_MONTHS,
        when=EXIT,
    ),
    I(
        "CR08",
        "Deltagare äldre än 54 år i sysselsättning sex månader efter avslutet",
        SIX_MONTHS,
        when=EXIT,
    ),
    I(
        "CR09",
        "Missgynnade deltagare i sysselsättning sex månader efter avslutet",
        SIX_MONTHS,
        when=EXIT,
    ),
]
OUTPUT_2021 = [
    I(
        "EECO01",
        "Totalt antal deltagare",
        "Alla som har börjat, också de som uppgifter saknas om.",
        "true",
        counts_incomplete=True,
    ),
    I("EECO02", "Arbetslösa, även långtidsarbetslösa", "Arbetslös vid start.", UNEMPLOYED),
    I(
        "EECO03",
        "Långtidsarbetslösa",
        "Arbetslös vid start i 12 hela månader eller mer.",
        LONG_2021,
    ),
    I("EECO04", "Icke-förvärvsarbetande", "Utanför arbetskraften vid start.", INACTIVE),
    I("EECO05", "Sysselsatta, även egenföretagare", "Sysselsatt vid start.", EMPLOYED),
    I("EECO06", "Barn under 18 år", "Hela år vid start.", "r.age < 18"),
    I("EECO07", "Unga mellan 18 och 29 år", "Hela år vid start.", "r.age BETWEEN 18 AND 29"),
    I("EECO08", "Deltagare som är 55 år eller äldre", "Hela år vid start.", OLDER),
    I("EECO09", "Med högst grundskoleutbildning", "Grundskola, eller ej slutförd grundskola.", LOW),
    I(
        "EECO10",
        "Med gymnasial eller eftergymnasial utbildning (ej högskola)",
        "Gymnasium, eller eftergymnasial utbildning kortare än två år.",
        MIDDLE,
    ),
    I(
        "EECO11",
        "Med högre utbildning",
        "Högskola eller yrkeshögskola i två år eller mer, eller forskarutbildning.",
        HIGH,
    ),
    I(
        "EECO12",
        "Personer med funktionsnedsättning",
        "Har svarat ja på frågan.",
        DISABLED,
        is_sensitive=True,
    ),
    I("EECO13", "Tredjelandsmedborgare", NOT_COLLECTED),
    I(
        "EECO14",
        "Deltagare med utländsk bakgrund",
        "Har svarat ja på frågan.",
        ORIGIN,
        is_sensitive=True,
    ),
    I("EECO15", "Minoriteter (även romer)", NOT_COLLECTED, is_sensitive=True),
    I(
        "EECO16",
        "Hemlösa eller utestängda från bostadsmarknaden",
        "Har svarat ja på frågan.",
        HOMELESS,
        is_sensitive=True,
    ),
    I("EECO17", "Deltagare från landsbygden", NOT_COLLECTED),
    I("EECO18", "Offentliga förvaltningar eller tjänster som får stöd", ENTITY),
    I("EECO19", "Mikroföretag, små och medelstora företag som får stöd", ENTITY),
]
RESULT_2021 = [
    I(
        "EECR01",
        "Deltagare som söker arbete efter avslutet",
        "Utanför arbetskraften vid start, och söker arbete eller är inskriven hos Arbetsförmedlingen vid avslutet.",
        SEEKING,
        EXIT,
    ),
    I(
        "EECR02",
        "Deltagare i utbildning efter avslutet",
        "Studerar vid avslutet, men gjorde det inte vid start.",
        STUDYING,
        EXIT,
    ),
    I("EECR03", "Deltagare som får en kvalifikation efter avslutet", NOT_COLLECTED, when=EXIT),
    I(
        "EECR04",
        "Deltagare i sysselsättning, även som egenföretagare, efter avslutet",
        "Arbetslös eller utanför arbetskraften vid start, och arbetar vid avslutet.",
        WORKING,
        EXIT,
    ),
    I("EECR05", "Deltagare i sysselsättning sex månader efter avslutet", SIX_MONTHS, when=EXIT),
    I(
        "EECR06",
        "Deltagare med bättre arbetsmarknadssituation sex månader efter avslutet",
        SIX_MONTHS,
        when=EXIT,
    ),
]
TOTALS = [
    I(
        "TOTAL",
        "Deltagare med fullständiga uppgifter",
        "Kön, födelsedatum, arbetsmarknadsstatus och utbildning vid start är kända.",
        "true",
    ),
    I(
        "GRAND_TOTAL",
        "Alla deltagare",
        "Alla som har börjat i perioden.",
        "true",
        counts_incomplete=True,
    ),
    I(
        "OFULLST",
        "Deltagare med ofullständiga uppgifter",
        "Någon uppgift som ESF kräver saknas.",
        "NOT r.is_complete",
        counts_incomplete=True,
    ),
]
INDICATORS = {
    "2014": [*OUTPUT_2014, *RESULT_2014, *TOTALS],
    "2021": [*OUTPUT_2021, *RESULT_2021, *TOTALS],
}
# Totals and the lines that add up to them, over the same cohort.
SUMS = {
    "2014": [
        ("TOTAL", ("CO01", "CO03", "CO05")),
        ("TOTAL", ("CO09", "CO10", "CO11")),
        ("GRAND_TOTAL", ("TOTAL", "OFULLST")),
    ],
    "2021": [
        ("TOTAL", ("EECO02", "EECO04", "EECO05")),
        ("TOTAL", ("EECO09", "EECO10", "EECO11")),
        ("GRAND_TOTAL", ("TOTAL", "OFULLST")),
        ("EECO01", ("GRAND_TOTAL",)),
    ],
}

Counts = dict[tuple[str, str], int]


def by_delprojekt(programme: str, parameters: dict[str, Any]) -> dict[tuple[str, int, str], int]:
    """(code, delprojekt's id, sex) → persons, for the indicators that MIA has data for; one
    statement.

    Who has been in two delprojekt counts where she entered the project, or, among the results,
    where she left it: so the delprojekt add up to the whole. Sexes are K, M and X.
    """
    counted = [one for one in INDICATORS[programme] if one.where]
    columns = ", ".join(f"count(*) FILTER (WHERE {one.condition})" for one in counted)
    rows = replica.fetch(
        f"WITH {PARTICIPATIONS}, {RECORD} SELECT r.sex, r.entry_delprojekt_id, r.delprojekt_id, {columns} FROM record r"
        " GROUP BY GROUPING SETS ((r.sex, r.entry_delprojekt_id), (r.sex, r.delprojekt_id))",
        parameters,
    )
    found = {}
    for sex, entered, left, *numbers in rows:
        place, when = (entered, When.ENTRY) if entered is not None else (left, When.EXIT)
        for one, number in zip(counted, numbers, strict=True):
            if one.when is when:
                found[one.code, place, sex] = number
    return found


def counts(programme: str, parameters: dict[str, Any]) -> Counts:
    """(code, sex) → persons: of all the delprojekt together."""
    found: Counts = {
        (one.code, sex): 0 for one in INDICATORS[programme] if one.where for sex in "KMX"
    }
    for (code, _, sex), number in by_delprojekt(programme, parameters).items():
        found[code, sex] += number
    return found
