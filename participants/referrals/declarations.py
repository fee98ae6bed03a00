"""What referrals add to the pages that show many features."""

from collections.abc import Mapping
from datetime import date

from django.utils.text import capfirst

from mia.organisation.staff.models import Staff
from participants.enrolments.access import can_read_notes
from participants.enrolments.models import Enrolment
from participants.referrals import actions
from participants.referrals.delprojekt_lists import NEW_REFERRALS
from participants.referrals.demo import demo_rows
from participants.referrals.models import Referral, ReferralStep
from participants.seams import CaseSection, ExtractRow, ExtractSection, Feature, field_rows

EXTRACT_FIELDS = (
    "delprojekt",
    "received_on",
    "state",
    "state_on",
    "referrer",
    "contact_name",
    "contact_phone",
    "contact_email",
    "given_name",
    "family_name",
    "birth_date",
    "sex",
    "alias",
    "protection",
    "interpreter_language",
    "municipality",
    "has_children",
)
TEXTS = ("reason", "wish")


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
        number = f"{referral.number[:8]}-{referral.number[8:]}"
        rows.append(ExtractRow(capfirst(referral.get_number_kind_display()), number))
        rows += field_rows(referral, EXTRACT_FIELDS)
        for row in field_rows(referral, TEXTS):
            rows.append(ExtractRow(row.label, row.value, is_free_text=True))
        steps = ReferralStep.objects.filter(referral=referral)
        steps = steps.select_related("delprojekt", "decline_reason")
        for step in steps.order_by("registered_at", "pk"):
            rows.append(step_row(step))
    return rows


def step_row(step: ReferralStep) -> ExtractRow:
    """The day and the delprojekt, why it was declined, and what was noted."""
    value = f"{step.started_on}, {step.delprojekt}"
    if step.decline_reason:
        value += f", {step.decline_reason}"
    if step.note:
        value += f": {step.note}"
    label = f"Steg: {capfirst(step.get_state_display())}"
    return ExtractRow(label, value, is_free_text=True)


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
    delprojekt_lists=(NEW_REFERRALS,),
    extract=(ExtractSection("Remiss", extract_rows),),
    retention=(Referral,),
    demo=demo_rows,
    accepted=actions.link_accepted,
)
