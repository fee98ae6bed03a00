"""Writes about questions between delprojekt: ask, answer."""

from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from mia import audit
from mia.access import saving
from mia.access.saving import Conflict
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff
from participants.consents.enums import Agency
from participants.consents.models import Consent
from participants.disclosures import actions as disclosures_actions
from participants.enrolments.models import Enrolment
from participants.inquiries.enums import InquiryOutcome
from participants.inquiries.models import Inquiry

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

    Who asked is told nothing about a refusal. Sent twice it is one answer. Raises Conflict when
    somebody else has answered, ValidationError.
    """
    locked = Inquiry.objects.undecided().select_for_update(of=["self"], no_key=True)
    current: Inquiry | None = (
        locked.select_related("enrolment", "asking").filter(pk=inquiry.pk).first()
    )
    if current is None:
        return _answered_before(inquiry, by=by, outcome=outcome, text=text)
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


def _answered_before(inquiry: Inquiry, *, by: Staff, outcome: str, text: str) -> Inquiry:
    """The answer that has been given, when it is the same one. Raises Conflict otherwise."""
    rows = Inquiry.objects.visible_in(by, inquiry.enrolment)
    current: Inquiry = rows.select_related("asking", "answered_by").get(pk=inquiry.pk)
    given = (current.answered_by_id, current.outcome, current.text or "")
    if given != (by.pk, outcome, text):
        raise Conflict(current)
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
