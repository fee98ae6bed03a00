"""The fidelity scales as they are from the beginning (docs/domain.md §5.1–5.3).

Administrators edit them afterwards. Of the limits of IPS only those of items 1–3, and what gives 5
for items 15, 17, 19–21 and 24, are published (docs/domain.md §5.3). The others are MIA's own,
as are the two checklists.
"""

from decimal import Decimal
from typing import Any, NamedTuple

from django.apps.registry import Apps

from interventions.fidelity.enums import Measure


class Item(NamedTuple):
    """An item; `limits` are what gives 5, 4, 3 and 2, as many as there are."""

    text: str
    measure: Measure | None = None
    limits: tuple[float, ...] = ()
    is_lower_better: bool = False


Sections = dict[str, tuple[Item, ...]]
LESS = True
IPS: Sections = {
    "Personal": (
        Item("Klientgruppens storlek", Measure.CASELOAD, (20, 25, 30, 40), LESS),
        Item("Arbetscoachernas sysselsättning", Measure.METHOD_TIME, (96, 90, 75, 60)),
        Item("Helhetsansvar för alla sex faser", Measure.PHASES, (6, 5, 1)),
    ),
    "Organisation": (
        Item("Samordning med vården: tillhör ett team"),
        Item("Samordning med vården: täta kontakter i teamet"),
        Item("Samarbete med Arbetsförmedlingen och Försäkringskassan"),
        Item("En enhet med minst två coacher och en ledare"),
        Item("Arbetsledarens roll"),
        Item("Ingen utesluts som vill arbeta"),
        Item("Hela verksamheten har vanliga jobb som mål"),
        Item("Ledningens stöd"),
    ),
    "Tjänster": (
        Item("Rådgivning om ersättning och inkomst", Measure.BENEFITS, (90, 75, 50, 25)),
        Item("Vad som får berättas för arbetsgivare", Measure.DISCLOSURE, (90, 75, 50, 25)),
        Item("Fortlöpande bedömning på arbetsplatsen"),
        Item("Snabbt jobbsökande", Measure.FIRST_CONTACT, (30, 60, 150, 270), LESS),
        Item("Jobbsökande efter deltagarens önskemål"),
        Item("Täta kontakter med arbetsgivare", Measure.VISITS, (6, 5, 4, 2)),
        Item("Kvaliteten på kontakterna med arbetsgivare"),
        Item("Olika slags jobb", Measure.OCCUPATIONS, (85, 70, 60, 50)),
        Item("Olika arbetsgivare", Measure.EMPLOYERS, (85, 70, 60, 50)),
        Item("Vanliga jobb", Measure.COMPETITIVE, (95, 85, 75, 65)),
        Item("Uppföljande stöd efter behov", Measure.SUPPORTED, (90, 75, 50, 25)),
        Item("Stöd utan tidsgräns", Measure.MONTHS_SUPPORTED, (12, 9, 6, 3)),
        Item("Arbete utanför kontoret", Measure.OUTSIDE, (65, 50, 40, 30)),
        Item("Uppsökande arbete"),
    ),
}
SE: Sections = {
    "Fem steg": (
        Item("Informerat val och uppdrag från deltagaren"),
        Item("Yrkesprofil", Measure.PROFILE, (90, 75, 50, 25)),
        Item("Kontakt med arbetsgivare tidigt", Measure.FIRST_CONTACT, (30, 60, 150, 270), LESS),
        Item("Möten med arbetsgivare", Measure.VISITS, (6, 5, 4, 2)),
        Item("Vanliga jobb", Measure.COMPETITIVE, (95, 85, 75, 65)),
        Item("Stöd på och utanför arbetsplatsen", Measure.SUPPORTED, (90, 75, 50, 25)),
    ),
}
CM: Sections = {
    "Arbetssätt": (
        Item("Deltagare per case manager", Measure.CASELOAD, (10, 15, 20, 25), LESS),
        Item("Alla livsområden kartläggs tillsammans"),
        Item("Planen är överenskommen med deltagaren"),
        Item("Myndigheter och vård samordnas"),
        Item("Möten där deltagaren är", Measure.OUTSIDE, (65, 50, 40, 30)),
        Item("Uppföljning och utvärdering"),
    ),
}
# Code, label, method, items by section, and bands: least total and what it says.
SCALES: list[tuple[str, str, str, Sections, list[tuple[int, str]]]] = [
    (
        "IPS_SKALA",
        "Programtrohetsskala för IPS 2008",
        "IPS",
        IPS,
        [
            (0, "inte supported employment"),
            (74, "godtagbar programtrohet"),
            (100, "god programtrohet"),
            (115, "mycket god programtrohet"),
        ],
    ),
    ("SE_LISTA", "Checklista för supported employment", "SE", SE, [(0, "se över"), (24, "god")]),
    ("CM_LISTA", "Checklista för case management", "CM", CM, [(0, "se över"), (24, "god")]),
]


def load(apps: Apps, schema_editor: object) -> None:
    """For the first migration: make the rows. `apps` has the models as the migration knows them."""
    scales = apps.get_model("interventions", "FidelityScale").objects
    bands = apps.get_model("interventions", "FidelityBand").objects
    for position, (code, label, method, sections, totals) in enumerate(SCALES, start=1):
        scale = scales.create(code=code, label=label, method=method, position=position)
        for least, text in totals:
            bands.create(scale=scale, least=least, label=text)
        _load_items(apps, scale, sections)


def _load_items(apps: Apps, scale: Any, sections: Sections) -> None:
    items = apps.get_model("interventions", "FidelityItem").objects
    number = 0
    for section, rows in sections.items():
        for row in rows:
            number += 1
            limits = {}
            for score, bound in zip((5, 4, 3, 2), row.limits, strict=False):
                limits[f"limit_{score}"] = Decimal(bound)
            items.create(
                scale=scale,
                number=number,
                section=section,
                text=row.text,
                measure=row.measure,
                is_lower_better=row.is_lower_better,
                **limits,
            )
