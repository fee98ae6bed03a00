"""The open code lists as they are from the beginning; administrators edit them afterwards."""

from datetime import date

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
# Code and label. No authority has such a list: administrators make it their own.
JOB_SOURCES = [
    ("HANDLEDARE", "Med hjälp av handledaren"),
    ("EGET", "Sökte själv"),
    ("ARBETSTRANING", "Arbetsträning eller praktik ledde vidare"),
    ("AF", "Genom Arbetsförmedlingen"),
    ("KOMMUN", "Genom kommunen"),
    ("NATVERK", "Genom familj eller vänner"),
    ("ANNAT", "På annat sätt"),
]
# Code and label. The sources name no such list: administrators make it their own.
NUMBER_REASONS = [
    ("VANTAR", "Väntar på personnummer eller samordningsnummer"),
    ("EJ_STYRKT", "Kan inte visa vem hen är"),
    ("EJ_UPPGETT", "Vill inte uppge numret"),
    ("ANNAT", "Annat skäl"),
]
# Code, label and what the letter says. MIA's own list, to be agreed with the förbund.
DECLINE_REASONS = [
    (
        "UTANFOR_MALGRUPP",
        "Utanför målgruppen",
        "Du hör inte till dem som delprojektet är till för.",
    ),
    ("ANNAN_KOMMUN", "Bor i en annan kommun", "Delprojektet är till för dem som bor i kommunen."),
    (
        "ANNAT_STOD",
        "Har eller behöver ett annat stöd",
        "Vi bedömer att ett annat stöd passar dig bättre just nu.",
    ),
    ("INGEN_PLATS", "Ingen ledig plats", "Vi har ingen ledig plats och kan inte säga när vi får."),
    ("NATTS_INTE", "Personen går inte att nå", "Vi har försökt nå dig utan att lyckas."),
    ("EJ_REDO", "Inte möjligt att delta nu", "Vi bedömer att du inte kan delta just nu."),
    ("ANNAT", "Annat skäl", "Vi kan inte ta emot dig i delprojektet."),
]
# Delprojekt, label, lowest and highest age, whether minor children are asked for, first day.
PRIORITY_RULES = [
    ("HBS", "30–55 år med minderåriga barn", 30, 55, True, date(2016, 12, 1)),
]
# Code, label and what it is for (TimeLimitReason.Kind). MIA's own list.
TIME_LIMIT_REASONS = [
    ("PAGAENDE_ARBETSTRANING", "Arbetsträning eller praktik pågår", "FORLANGNING"),
    ("NARA_ARBETE", "Nära arbete eller studier", "FORLANGNING"),
    ("METODEN_KRAVER", "Metoden behöver mer tid", "FORLANGNING"),
    ("SENT_BESLUT", "Väntar på beslut från en myndighet", "FORLANGNING"),
    ("SJUKDOM", "Sjukdom eller vård", "PAUS"),
    ("FORALDRALEDIG", "Föräldraledighet", "PAUS"),
    ("ANHORIG", "Tar hand om en anhörig", "PAUS"),
    ("UTOMLANDS", "Är utomlands", "PAUS"),
]
# Branches of the hosts that the seeds name (docs/domain.md §1.6), and MIA's own.
BRANCHES = [
    ("CAFE", "Café och restaurang"),
    ("SECOND_HAND", "Second hand och butik"),
    ("VAKTMASTERI", "Vaktmästeri"),
    ("TVATTERI", "Tvätteri"),
    ("LOKALVARD", "Lokalvård"),
    ("ODLING", "Odling och trädgård"),
    ("VERKSTAD", "Verkstad och snickeri"),
    ("KONTOR", "Kontor och it"),
    ("ANNAN", "Annan"),
]

# Code, label, what it is for (RetentionPeriod.Subject), years, source; docs/domain.md §6.7. None of
# them is decided by the archive authority of the förbund yet [U].
RETENTION_PERIODS = [
    (
        "UNDERLAG",
        "Underlag till ESF och SUS",
        "PERSON",
        0,
        "Dagen i ESF:s beslut om projektet, som anges för ESF-projektet. Osäker.",
    ),
    (
        "ANTECKNINGAR",
        "Anteckningar",
        "PERSON",
        5,
        "Som socialtjänstens personakter: fem år efter sista anteckningen. Osäker.",
    ),
    (
        "REMISSER",
        "Remisser utan inskrivning",
        "REMISS",
        2,
        "MIA:s eget förslag. Osäker, tills arkivmyndigheten har beslutat.",
    ),
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

    job_sources = apps.get_model("participants", "JobSource").objects
    for position, (code, label) in enumerate(JOB_SOURCES, 1):
        job_sources.create(code=code, label=label, position=position)
    branches = apps.get_model("participants", "Branch").objects
    for position, (code, label) in enumerate(BRANCHES, 1):
        branches.create(code=code, label=label, position=position)

    number_reasons = apps.get_model("participants", "NumberReason").objects
    for position, (code, label) in enumerate(NUMBER_REASONS, 1):
        number_reasons.create(code=code, label=label, position=position)
    _load_referral_lists(apps)


def _load_referral_lists(apps: Apps) -> None:
    reasons = apps.get_model("participants", "DeclineReason").objects
    for position, (code, label, letter_text) in enumerate(DECLINE_REASONS, 1):
        reasons.create(code=code, label=label, letter_text=letter_text, position=position)

    delprojekt = apps.get_model("organisation", "Delprojekt").objects
    rules = apps.get_model("participants", "PriorityRule").objects
    for code, label, min_age, max_age, needs_children, started_on in PRIORITY_RULES:
        rules.create(
            delprojekt=delprojekt.get(code=code),
            label=label,
            min_age=min_age,
            max_age=max_age,
            needs_children=needs_children,
            started_on=started_on,
        )
    time_limit_reasons = apps.get_model("participants", "TimeLimitReason").objects
    for position, (code, label, kind) in enumerate(TIME_LIMIT_REASONS, 1):
        time_limit_reasons.create(code=code, label=label, kind=kind, position=position)
    periods = apps.get_model("participants", "RetentionPeriod").objects
    for position, (code, label, subject, years, source) in enumerate(RETENTION_PERIODS, 1):
        periods.create(
            code=code, label=label, subject=subject, years=years, source=source, position=position
        )
