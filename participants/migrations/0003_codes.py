"""The open code lists of domain §1.4, §2.5 and §2.9, to be edited by an administrator."""

from django.db import migrations

REFERRERS = {
    "AF": "Arbetsförmedlingen", "FK": "Försäkringskassan", "KOMMUN": "Kommunen", "REGION": "Regionen, vården",
    "EGEN": "Egen anmälan", "ANNAN": "Annan",
}  # fmt: skip
INCOME = [
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
EXITS = [
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


def load(apps, schema_editor):
    model = lambda name: apps.get_model("participants", name).objects  # noqa: E731
    for place, (code, label) in enumerate(REFERRERS.items(), 1):
        model("Referrer").create(code=code, label=label, position=place)
    for place, (code, label, group) in enumerate(INCOME, 1):
        model("IncomeSource").create(code=code, label=label, group=group, position=place)
    for place, (code, label, outcome, completed) in enumerate(EXITS, 1):
        model("ExitReason").create(
            code=code, label=label, outcome=outcome, is_completed=completed, position=place
        )


class Migration(migrations.Migration):
    dependencies = [("participants", "0002_policies")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
