"""The open code lists as they are from the beginning; administrators edit them afterwards."""

from django.apps.registry import Apps

# Code and label, docs/domain.md §1.4.
REFERRERS = [
    ("AF", "Arbetsförmedlingen"),
    ("FK", "Försäkringskassan"),
    ("KOMMUN", "Kommunen"),
    ("REGION", "Regionen, vården"),
    ("EGEN", "Egen anmälan"),
    ("ANNAN", "Annan"),
]
# Code, label and group (IncomeSource.Group), docs/domain.md §2.5.
INCOME_SOURCES = [
    ("SJUKPENNING", "Sjukpenning", "OHALSA"),
    ("REHABPENNING", "Rehabiliteringspenning", "OHALSA"),
    ("SJUKERSATTNING", "Sjukersättning", "OHALSA"),
    ("AKTIVITETSERSATTNING", "Aktivitetsersättning", "OHALSA"),
    ("AKASSA", "Arbetslöshetsersättning", "ARBETSMARKNAD"),
    ("AKTIVITETSSTOD", "Aktivitetsstöd", "ARBETSMARKNAD"),
    ("UTVECKLINGSERSATTNING", "Utvecklingsersättning", "ARBETSMARKNAD"),
    ("ETABLERINGSERSATTNING", "Etableringsersättning", "ARBETSMARKNAD"),
    ("FORSORJNINGSSTOD", "Försörjningsstöd", "EKONOMISKT_BISTAND"),
    ("STUDIEMEDEL", "Studiemedel", "ANNAN"),
    ("ANNAN_OFFENTLIG", "Annan offentlig försörjning", "ANNAN"),
    ("LON", "Lön eller eget företag", "EGEN"),
    ("INGEN_OFFENTLIG", "Ingen offentlig försörjning", "INGEN"),
]
# Code, label, outcome (ExitReason.Outcome) and whether it counts as completed, docs/domain.md §2.9.
EXIT_REASONS = [
    ("ARBETE", "Avslut till arbete", "ARBETE", True),
    ("STUDIER", "Avslut till studier", "STUDIER", True),
    ("ORDINARIE_AF", "Vidare till Arbetsförmedlingens ordinarie insats", "ORDINARIE", True),
    ("ORDINARIE_KOMMUN", "Vidare till kommunens ordinarie insats", "ORDINARIE", True),
    ("FORTSATT_REHAB", "Fortsatt rehabilitering eller vård", "ANNAT", True),
    ("PLANERAD_KLAR", "Planerad insats genomförd", "ANNAT", True),
    ("SJUKDOM", "Avbrott på grund av sjukdom eller ohälsa", "ANNAT", False),
    ("FLYTT", "Flytt från området", "ANNAT", False),
    ("EGEN_BEGARAN", "Avbrott på egen begäran eller uteblivit", "ANNAT", False),
    ("TID_SLUT", "Projektets tidsgräns nådd", "ANNAT", False),
    ("FORALDRALEDIG", "Föräldraledighet", "ANNAT", False),
    ("PENSION", "Ålderspension eller hel sjukersättning", "ANNAT", False),
    ("AVLIDEN", "Avliden", "ANNAT", False),
    ("ATERTAGET_SAMTYCKE", "Återtaget samtycke", "ANNAT", False),
    ("FELREGISTRERING", "Felregistrering", "FELREGISTRERING", False),
]


def load(apps: Apps, schema_editor: object) -> None:
    """For the first migration: make the rows. `apps` has the models as the migration knows them."""
    referrers = apps.get_model("participants", "Referrer").objects
    for position, (code, label) in enumerate(REFERRERS, 1):
        referrers.create(code=code, label=label, position=position)

    income_sources = apps.get_model("participants", "IncomeSource").objects
    for position, (code, label, group) in enumerate(INCOME_SOURCES, 1):
        income_sources.create(code=code, label=label, group=group, position=position)

    exit_reasons = apps.get_model("participants", "ExitReason").objects
    for position, (code, label, outcome, is_completed) in enumerate(EXIT_REASONS, 1):
        exit_reasons.create(
            code=code, label=label, outcome=outcome, is_completed=is_completed, position=position
        )
