"""Writes about questions between delprojekt: ask, answer."""

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction

from mia import audit
from mia.access import saving
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff
from participants.consents.enums import Agency
from participants.consents.models import Consent
from participants.disclosures import actions as disclosures_actions
from participants.enrolments.models import Enrolment
from participants.inquiries.enums import InquiryOutcome
from participants.inquiries.models import Inquiry

ANSWERED = "Någon annan har redan svarat på frågan."
ANSWER = ("outcome", "text", "ground", "consent", "answered_at", "answered_by")


@transaction.atomic
def ask(participant: UUID, delprojekt: Delprojekt, *, by: Staff) -> bool:
    """Ask those who are responsible for the person in other delprojekt, if there are any.

    Always True: whether somebody was asked is not told. The database asks (app.ask_units), since
    `by` sees nobody there.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.ask_units(%s, %s)", [participant, delprojekt.pk])
    audit.record_event(audit.Action.WRITE, "inquiry.made", participant, asking=delprojekt.pk)
    return True


@transaction.atomic
def answer(
    inquiry: Inquiry,
    *,
    by: Staff,
    at: datetime,
    outcome: str,
    consent: Consent | None = None,
    text: str = "",
) -> Inquiry:
    """Tell what the participant has agreed to, which is a disclosure, or refuse.

    Who asked is told nothing about a refusal. Raises ValidationError, also when somebody else has
    answered.
    """
    locked = Inquiry.objects.undecided().select_for_update(of=["self"], no_key=True)
    current: Inquiry | None = (
        locked.select_related("enrolment", "asking").filter(pk=inquiry.pk).first()
    )
    if current is None:
        raise ValidationError(ANSWERED)
    if outcome == InquiryOutcome.TOLD and consent is not None:
        _disclose(current.enrolment, current.asking, consent, by=by, today=at.date())
        current.text, current.consent = text, consent
        current.ground = f"{consent}, gavs {consent.given_on}"
    current.outcome, current.answered_at, current.answered_by = outcome, at, by
    saving.update(current, *ANSWER)
    audit.record_event(
        audit.Action.WRITE, "inquiry.answered", current.participant_id, by=by.pk, outcome=outcome
    )
    return current


def _disclose(
    enrolment: Enrolment, asking: Delprojekt, consent: Consent, *, by: Staff, today: date
) -> None:
    """Register that something was told. Raises ValidationError when the consent does not hold."""
    disclosures_actions.register(
        enrolment,
        by=by,
        consent=consent,
        agency=Agency.DELPROJEKT,
        content=f"svar på en fråga från {asking.name}",
        disclosed_on=today,
    )
