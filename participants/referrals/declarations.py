"""What referrals add to the pages that show many features."""

from collections.abc import Mapping
from datetime import date

from django.utils.text import capfirst

from mia.organisation.staff.models import Staff
from participants.enrolments.access import can_read_notes
from participants.enrolments.models import Enrolment
from participants.referrals.demo import demo_rows
from participants.referrals.models import Referral, ReferralStep
from participants.seams import CaseSection, ExtractRow, ExtractSection, Feature, field_rows

EXTRACT_FIELDS = (
    "delprojekt",
    "received_on",
    "referrer",
    "contact_name",
    "contact_phone",
    "contact_email",
    "given_name",
    "family_name",
    "protection",
    "interpreter_language",
    "municipality",
    "has_children",
    "reason",
    "wish",
)


def case_section(user: Staff, enrolment: Enrolment, today: date) -> Mapping[str, object]:
    """The referrals that led to the enrolment, with what the person wished."""
    rows = Referral.objects.visible_in(user, enrolment)
    return {"referrals": rows.select_related("referrer", "municipality").order_by("received_on")}


def extract_rows(user: Staff, enrolment: Enrolment) -> list[ExtractRow]:
    """What the referral says, and each step of it."""
    rows = []
    referrals = Referral.objects.visible_in(user, enrolment)
    related = ("delprojekt", "referrer", "municipality")
    for referral in referrals.select_related(*related).order_by("received_on"):
        rows += field_rows(referral, EXTRACT_FIELDS)
        steps = ReferralStep.objects.filter(referral=referral).select_related("delprojekt")
        for step in steps.order_by("registered_at", "pk"):
            value = f"{step.started_on}, {step.delprojekt}"
            if step.note:
                value += f": {step.note}"
            rows.append(ExtractRow(f"Steg: {capfirst(step.get_state_display())}", value))
    return rows


FEATURE = Feature(
    sections=(
        CaseSection(
            slug="remiss",
            title="Remiss",
            template="participants/referrals/case_section.html",
            data=case_section,
            permitted=can_read_notes,
        ),
    ),
    extract=(ExtractSection("Remiss", extract_rows),),
    retention=(Referral,),
    demo=demo_rows,
)
