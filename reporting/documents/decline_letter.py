"""The letter to a person whose referral was declined."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404

from mia import audit
from mia.organisation.staff.models import Staff
from participants.referrals.enums import ReferralState
from participants.referrals.models import Referral, ReferralStep
from reporting.documents import pdf

FILE_NAME = "brev.pdf"


@dataclass(frozen=True)
class DeclineLetter:
    """What the person reads: which delprojekt declined, when and why. No number, no address."""

    name: str
    delprojekt: str
    received_on: date
    declined_on: date
    reason: str
    note: str
    signed_by: str

    def pdf(self) -> tuple[str, bytes]:
        return pdf.render("reporting/documents/decline_letter_pdf.html", {"document": self})


def decline_letter(user: Staff, referral: Referral) -> DeclineLetter:
    """What `user` prints about a referral that the user handles; the print is recorded.

    Raises Http404 when it is not declined.
    """
    steps = ReferralStep.objects.filter(referral=referral, state=ReferralState.DECLINED)
    step = steps.select_related("delprojekt", "decline_reason", "registered_by").first()
    if step is None:
        raise Http404
    audit.record_event(audit.Action.PRINT, "referral.letter_printed", referral.pk, by=user.pk)
    return DeclineLetter(
        name=str(referral),
        delprojekt=str(step.delprojekt),
        received_on=referral.received_on,
        declined_on=step.started_on,
        reason=step.decline_reason.letter_text,
        note=step.note,
        signed_by=str(step.registered_by or step.delprojekt),
    )
