"""What the enrolment adds to the pages that show many features."""

from collections.abc import Mapping
from datetime import date

from mia.organisation.staff.models import Staff
from participants.codes.models import IncomeSource
from participants.enrolments import access, queries
from participants.enrolments.delprojekt_lists import DELPROJEKT_LISTS
from participants.enrolments.models import Enrolment
from participants.enrolments.oddities import exit_oddities, oddities
from participants.seams import (
    CaseLink,
    CaseNotice,
    CasePart,
    CaseSection,
    DayOrder,
    ExtractRow,
    ExtractSection,
    Feature,
    QualityCheck,
    Queue,
    TimelineEntry,
    TimelineSource,
    field_rows,
)

STAY_FIELDS = (
    "delprojekt",
    "project",
    "referrer",
    "referred_on",
    "started_on",
    "ended_on",
    "exit_reason",
    "enhanced_from",
    "enhanced_to",
)
START_FIELDS = (
    "municipality",
    "district",
    "labour_status",
    "unemployed_since",
    "in_education",
    "education",
    "income_months",
    "work_before",
    "work_before_percent",
    "study_before_percent",
    "has_never_worked",
    "months_since_work",
    "seeking_before",
    "disability",
    "foreign_background",
    "newly_arrived",
    "homeless",
)
EXIT_FIELDS = (
    "work_after",
    "work_after_percent",
    "study_after_percent",
    "seeking_after",
    "registered_after",
    "ready_for_training",
    "exit_facts_on",
    "exit_registered_on",
)


def case_notices(user: Staff, enrolment: Enrolment, today: date) -> list[CaseNotice]:
    """That the enrolment has ended."""
    if enrolment.is_open:
        return []
    text = "Kontakter efter den dagen är uppföljning."
    return [CaseNotice(f"Avslutad {enrolment.ended_on:%Y-%m-%d}.", text)]


def case_facts(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    """Whether förstärkt samarbete runs today, or did until a day before it."""
    first, last = enrolment.enhanced_from, enrolment.enhanced_to
    has_begun = first is not None and first <= today
    has_ended = last is not None and last < today
    return {"is_enhanced": has_begun and not has_ended, "was_enhanced": has_ended}


def start_facts(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    """The labels of the income sources before and after."""
    codes = [*enrolment.income_before, *enrolment.income_after]
    sources = IncomeSource.objects.filter(code__in=codes)
    labels = dict(sources.values_list("code", "label"))
    before = income_texts(enrolment.income_before, enrolment.income_before_percent, labels)
    after = income_texts(enrolment.income_after, enrolment.income_after_percent, labels)
    return {"income_before": before, "income_after": after}


def income_texts(
    codes: list[str], percents: Mapping[str, int], labels: Mapping[str, str]
) -> list[str]:
    """Return each source of income by its label, with its extent when that is known."""
    texts = []
    for code in codes:
        extent = f" ({percents[code]} procent)" if code in percents else ""
        texts.append(f"{labels[code]}{extent}")
    return texts


def timeline_entries(user: Staff, enrolment: Enrolment, newest: int) -> list[TimelineEntry]:
    """Referral, start, end, and the days of förstärkt samarbete."""
    entries = [
        TimelineEntry(
            enrolment.started_on, f"Inskriven i {enrolment.delprojekt}", order=DayOrder.START
        )
    ]
    if enrolment.referred_on:
        text = f"Remiss från {enrolment.referrer or 'okänd part'}"
        entries.append(TimelineEntry(enrolment.referred_on, text, order=DayOrder.START))
    if enrolment.ended_on:
        text = f"Inskrivningen avslutades: {enrolment.exit_reason}"
        entries.append(TimelineEntry(enrolment.ended_on, text, order=DayOrder.END))
    if enrolment.enhanced_from:
        entries.append(TimelineEntry(enrolment.enhanced_from, "Förstärkt samarbete började"))
    if enrolment.enhanced_to:
        entries.append(TimelineEntry(enrolment.enhanced_to, "Förstärkt samarbete slutade"))
    return entries


def find_oddities(enrolment: Enrolment, today: date) -> list[str]:
    """What looks like a mistake in the facts at start, or came late at exit."""
    return oddities(enrolment) + exit_oddities(enrolment)


def can_close_enrolment(user: Staff, enrolment: Enrolment) -> bool:
    return enrolment.is_open and access.can_edit_enrolment(user, enrolment)


def can_change_closed_enrolment(user: Staff, enrolment: Enrolment) -> bool:
    return not enrolment.is_open and access.can_edit_enrolment(user, enrolment)


def extract_stay(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    return field_rows(enrolment, STAY_FIELDS)


def extract_start(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    income = income_row(enrolment.income_before, enrolment.income_before_percent)
    return [income, *field_rows(enrolment, START_FIELDS)]


def extract_exit(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    """The facts at the end; none while the enrolment is open."""
    if enrolment.is_open:
        return []
    income = income_row(enrolment.income_after, enrolment.income_after_percent)
    return [income, *field_rows(enrolment, EXIT_FIELDS)]


def income_row(codes: list[str], percents: Mapping[str, int]) -> ExtractRow:
    """The income sources by their labels, with their extents."""
    sources = IncomeSource.objects.filter(code__in=codes).order_by("label")
    labels = dict(sources.values_list("code", "label"))
    texts = income_texts(list(labels), percents, labels)
    return ExtractRow("Försörjning", ", ".join(texts) or "inte ifyllt")


FEATURE = Feature(
    notices=case_notices,
    facts=(CasePart("participants/enrolments/case_facts.html", case_facts),),
    sections=(
        CaseSection(
            slug="start",
            title="Uppgifter vid start och avslut",
            template="participants/enrolments/case_section.html",
            data=start_facts,
            permitted=access.can_edit_enrolment,
        ),
    ),
    links=(
        CaseLink("Ändra uppgifter vid start", "andra/", access.can_edit_enrolment),
        CaseLink("Ändra förstärkt samarbete", "forstarkt/", access.can_edit_enrolment),
        CaseLink("Avsluta inskrivningen", "avsluta/", can_close_enrolment),
        CaseLink("Ändra uppgifter vid avslut", "avsluta/", can_change_closed_enrolment),
        CaseLink("Öppna inskrivningen igen", "oppna/", can_change_closed_enrolment),
    ),
    timeline=(TimelineSource(timeline_entries),),
    quality=(QualityCheck(find_oddities),),
    queues=(
        Queue("start", "Uppgifter saknas vid start", queries.incomplete_at_start),
        Queue(
            "avslut",
            "Uppgifter saknas vid avslut",
            queries.incomplete_at_exit,
            includes_closed=True,
        ),
    ),
    delprojekt_lists=DELPROJEKT_LISTS,
    extract=(
        ExtractSection("Inskrivningen", extract_stay),
        ExtractSection("Uppgifter vid start", extract_start),
        ExtractSection("Uppgifter vid avslut", extract_exit),
    ),
    retention=(Enrolment,),
)
