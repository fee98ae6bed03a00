"""Writes about disclosures."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from mia import audit
from mia.access.saving import store
from mia.core.plain_text import NOT_PLAIN, is_plain
from mia.organisation.staff.models import Staff
from participants.consents.enums import Agency
from participants.consents.models import Consent, Disclosure
from participants.enrolments.models import Enrolment

ALREADY = "Utlämnandet är redan registrerat."
NOT_HOLDING = "Samtycket gällde inte den dagen."


@transaction.atomic
def register(
    enrolment: Enrolment,
    *,
    by: Staff,
    consent: Consent,
    agency: str,
    content: str,
    disclosed_on: date,
) -> Disclosure:
    """Record that something was handed to a party that the consent names, on a day it held.

    Raises ValidationError. Who withdraws the consent at the same time waits, or is waited for.
    """
    locked = Consent.objects.select_for_update(no_key=True)
    current = locked.get(pk=consent.pk, enrolment=enrolment)
    _check(current, agency, disclosed_on)
    if not is_plain(content):
        raise ValidationError({"content": NOT_PLAIN})
    _refuse_the_same(enrolment, agency, disclosed_on, content, by=by)
    disclosure = Disclosure(
        enrolment=enrolment,
        delprojekt_id=enrolment.delprojekt_id,
        consent=current,
        agency=agency,
        content=content,
        disclosed_on=disclosed_on,
        registered_by=by,
    )
    store(disclosure)
    audit.record_event(audit.Action.WRITE, "disclosure.made", enrolment.participant_id, by=by.pk)
    return disclosure


def _check(consent: Consent, agency: str, day: date) -> None:
    if not consent.holds_on(day):
        raise ValidationError({"disclosed_on": NOT_HOLDING})
    if agency not in consent.agencies:
        label = Agency(agency).label
        raise ValidationError({"agency": f"Samtycket gäller inte utlämnande till {label}."})


def _refuse_the_same(
    enrolment: Enrolment, agency: str, day: date, content: str, *, by: Staff
) -> None:
    """One that says the same is registered once; texts are encrypted, so the database cannot tell.
    The consent, which is locked, keeps two at the same time apart.
    """
    rows = Disclosure.objects.visible_in(by, enrolment).filter(agency=agency, disclosed_on=day)
    if content in [row.content for row in rows]:
        raise ValidationError({"content": ALREADY})
