"""What work, studies and qualifications add to the pages that show many features."""

from collections.abc import Mapping
from datetime import date

from django.utils.text import capfirst

from interventions.employment import access, queries
from interventions.employment.demo import demo_rows
from interventions.employment.enums import SpellKind
from interventions.employment.models import IN_ORDER, Qualification, Spell
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.enrolments.oddities import MOST_OCCUPIED
from participants.seams import (
    CarriedRows,
    CaseLink,
    CasePart,
    CaseSection,
    ClosingPart,
    ExtractRow,
    ExtractSection,
    Feature,
    QualityCheck,
    TimelineEntry,
    TimelineSource,
    field_text,
    period_text,
)

EXTRACT_FIELDS = ("role", "work_type", "occupation_group", "study_level", "source")


def running_on(enrolment: Enrolment, day: date) -> list[Spell]:
    return [spell for spell in enrolment.spells.all() if spell.is_running(day)]


def case_facts(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    """What goes on today."""
    return {"running": running_on(enrolment, today)}


def case_section(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    return {
        "spells": queries.list_spells(user, enrolment),
        "qualifications": queries.list_qualifications(user, enrolment),
        "may_edit": access.can_edit_employment(user, enrolment),
    }


def timeline_entries(user: Staff, enrolment: Enrolment, newest: int) -> list[TimelineEntry]:
    """The first and the last day of each job and of studies."""
    entries = []
    for spell in enrolment.spells.all():
        extent = f", {spell.percent} %" if spell.percent else ""
        text = f"Började {spell}{extent}"
        entries.append(TimelineEntry(spell.started_on, text))
        if spell.ended_on:
            entries.append(TimelineEntry(spell.ended_on, f"Slutade {spell}"))
    return entries


def find_oddities(enrolment: Enrolment, today: date) -> list[str]:
    """Too much at the same time, and an end record that says otherwise than work and studies."""
    sentences = []
    spells = list(enrolment.spells.all())
    if queries.occupied_percent(spells, today) > MOST_OCCUPIED:
        sentences.append(
            f"Arbete och studier som pågår är tillsammans mer än {MOST_OCCUPIED} procent."
        )
    if enrolment.ended_on is not None:
        kinds = {spell.kind for spell in running_on(enrolment, enrolment.ended_on)}
        sentences += compare_with_end_record(enrolment, kinds)
    return sentences


def compare_with_end_record(enrolment: Enrolment, kinds: set[str]) -> list[str]:
    """Tell a difference: the end record leads in every figure. `kinds` went on on the last day."""
    sentences = []
    works_by_record = enrolment.work_after not in (None, "", "INGET")
    has_answer = enrolment.work_after not in (None, "")
    if has_answer and works_by_record != (SpellKind.WORK in kinds):
        sentences.append("Uppgifterna vid avslut och perioderna av arbete säger olika.")
    studies_by_record = bool(enrolment.study_after_percent)
    has_answer = enrolment.study_after_percent is not None
    if has_answer and studies_by_record != (SpellKind.STUDIES in kinds):
        sentences.append("Uppgifterna vid avslut och perioderna av studier säger olika.")
    return sentences


def exit_facts(user: Staff, enrolment: Enrolment) -> Mapping[str, object]:
    """What goes on, as the end record asks for it: nothing is typed twice."""
    facts: dict[str, object] = {}
    work, studies = queries.list_running(user, enrolment)
    if work:
        facts["work_after"] = work[0].work_type
        facts["work_after_percent"] = queries.total_percent(work)
    if studies:
        facts["study_after_percent"] = queries.total_percent(studies)
    return facts


def extract_spells(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    rows = []
    for spell in queries.list_spells(user, enrolment):
        values = [period_text(spell.started_on, spell.ended_on)]
        if spell.percent:
            values.append(f"{spell.percent} procent")
        for name in EXTRACT_FIELDS:
            if getattr(spell, name):
                values.append(field_text(spell, name))
        rows.append(ExtractRow(capfirst(str(spell)), ", ".join(values)))
    return rows


def extract_qualifications(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    rows = queries.list_qualifications(user, enrolment)
    return [ExtractRow(row.name, f"{row.awarded_on}, {row.issuer}") for row in rows]


FEATURE = Feature(
    urls="interventions.employment.urls",
    carried=CarriedRows("spells", Spell, IN_ORDER),
    facts=(CasePart("interventions/employment/case_facts.html", case_facts),),
    sections=(
        CaseSection(
            slug="arbete-och-studier",
            title="Arbete och studier",
            template="interventions/employment/case_section.html",
            data=case_section,
        ),
    ),
    links=(
        CaseLink("Registrera arbete", "arbete-och-studier/arbete/", access.can_edit_employment),
        CaseLink("Registrera studier", "arbete-och-studier/studier/", access.can_edit_employment),
    ),
    timeline=(TimelineSource(timeline_entries),),
    quality=(QualityCheck(find_oddities),),
    extract=(
        ExtractSection("Arbete och studier", extract_spells),
        ExtractSection("Kvalifikationer", extract_qualifications),
    ),
    closing=ClosingPart(facts=exit_facts),
    retention=(Spell, Qualification),
    demo=demo_rows,
)
