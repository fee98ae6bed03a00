"""The phases of the methods as they are from the beginning (docs/domain.md §5.1–5.4).

Administrators edit them afterwards. ASF work training has none: its hours go up step by step.
"""

from django.apps.registry import Apps

PHASES = {
    "CM": (
        ("CM_KONTAKT", "kontakt och förtroende"),
        ("CM_KARTLAGGNING", "kartläggning och bedömning"),
        ("CM_PLANERING", "planering"),
        ("CM_SAMORDNING", "länkning och samordning"),
        ("CM_STOD", "genomförande och stöd"),
        ("CM_UPPFOLJNING", "uppföljning och utvärdering"),
        ("CM_AVSLUT", "avslut"),
    ),
    "SE": (
        ("SE_KONTAKT", "inledande kontakt och uppdrag"),
        ("SE_YRKESPROFIL", "yrkesprofil"),
        ("SE_HITTA_ARBETE", "hitta arbete"),
        ("SE_ARBETSGIVARE", "arbetsgivarkontakt och matchning"),
        ("SE_STOD", "stöd på och utanför arbetsplatsen"),
    ),
    "IPS": (
        ("IPS_INTAG", "intagning"),
        ("IPS_ANSLUTNING", "anslutning"),
        ("IPS_BEDOMNING", "bedömning"),
        ("IPS_ARBETSPLACERING", "arbetsplacering"),
        ("IPS_COACHNING", "coachning"),
        ("IPS_STOD", "uppföljande stöd"),
    ),
    "BOSTON": (
        ("BOSTON_KONTAKT", "kontakt och relation"),
        ("BOSTON_BEREDSKAP", "beredskap"),
        ("BOSTON_VALJA", "välja mål"),
        ("BOSTON_FUNKTION", "funktionell bedömning"),
        ("BOSTON_RESURSER", "resursbedömning"),
        ("BOSTON_PLANERING", "planering"),
        ("BOSTON_SKAFFA", "skaffa"),
        ("BOSTON_BEHALLA", "behålla"),
    ),
}


def load(apps: Apps, schema_editor: object) -> None:
    """For the first migration: make the rows. `apps` has the models as the migration knows them."""
    rows = apps.get_model("interventions", "Phase").objects
    for method, phases in PHASES.items():
        for position, (code, label) in enumerate(phases, start=1):
            rows.create(code=code, label=label, position=position, method=method, version=1)
