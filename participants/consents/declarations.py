"""What consents add to the pages that show many features."""

from collections.abc import Mapping
from datetime import date

from django.db.models import F
from django.urls import reverse
from django.utils.text import capfirst

from mia.organisation.staff.models import Staff
from participants.consents import queries
from participants.consents.demo import demo_rows
from participants.consents.enums import ConsentKind
from participants.consents.models import Consent, Disclosure
from participants.enrolments import access
from participants.enrolments.models import Enrolment
from participants.seams import (
    CarriedRows,
    CaseNotice,
    CasePart,
    CaseSection,
    ExtractRow,
    ExtractSection,
    Feature,
    Queue,
    TimelineEntry,
    TimelineSource,
)

# Those that still hold first.
IN_ORDER = (F("withdrawn_on").desc(nulls_first=True), "-given_on", "kind")


def sus_consent(enrolment: Enrolment, day: date) -> Consent | None:
    """The consent to SUS that holds on the day."""
    for row in enrolment.consents.all():
        if row.kind == ConsentKind.SUS and row.holds_on(day):
            return row
    return None


def case_facts(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    return {"sus_consent": sus_consent(enrolment, today)}


def case_section(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    may_edit = access.can_edit_enrolment(user, enrolment)
    return {"consents": enrolment.consents.all(), "may_edit": may_edit}


def case_notices(user: Staff, enrolment: Enrolment, today: date) -> list[CaseNotice]:
    """That an open case has no consent to SUS."""
    if not enrolment.is_open or sus_consent(enrolment, today):
        return []
    url = ""
    if access.can_edit_enrolment(user, enrolment):
        url = reverse("participants:consents", args=[enrolment.pk])
    title = "Samtycke till SUS saknas."
    return [CaseNotice(title, tone="warn", url=url, label="Registrera samtycke")]


def timeline_entries(user: Staff, enrolment: Enrolment, newest: int) -> list[TimelineEntry]:
    """The days on which consents were given and withdrawn."""
    entries = []
    for row in enrolment.consents.all():
        entries.append(TimelineEntry(row.given_on, f"Samtycke gavs: {row}"))
        if row.withdrawn_on:
            entries.append(TimelineEntry(row.withdrawn_on, f"Samtycke återtogs: {row}"))
    return entries


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    """Every consent, also those that were withdrawn."""
    rows = []
    for row in enrolment.consents.all():
        value = f"gavs {row.given_on}"
        if row.way:
            value += f" {row.get_way_display()}"
        if row.text_version:
            value += f" (text {row.text_version})"
        if row.withdrawn_on:
            value += f", återtogs {row.withdrawn_on}"
        if row.scope_text:
            value += f". {capfirst(row.scope_text)}"
        rows.append(ExtractRow(capfirst(str(row)), value))
    return rows


FEATURE = Feature(
    carried=CarriedRows("consents", Consent, IN_ORDER),
    notices=case_notices,
    facts=(CasePart("participants/consents/case_facts.html", case_facts),),
    sections=(
        CaseSection(
            slug="samtycken",
            title="Samtycken",
            template="participants/consents/case_section.html",
            data=case_section,
        ),
    ),
    timeline=(TimelineSource(timeline_entries),),
    queues=(Queue("samtycke", "Inget SUS-samtycke", queries.without_sus_consent),),
    extract=(ExtractSection("Samtycken", extract_rows),),
    retention=(Consent, Disclosure),
    demo=demo_rows,
)
