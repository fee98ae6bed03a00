"""Questions between delprojekt, and which cases they wait in."""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from mia.organisation.staff.models import Staff
from participants.consents.enums import Agency
from participants.consents.models import Consent
from participants.enrolments.models import Enrolment
from participants.inquiries.enums import InquiryOutcome
from participants.inquiries.models import Inquiry

NEW_DAYS = timedelta(days=14)


def inquiries_of(user: Staff, enrolment: Enrolment) -> QuerySet[Inquiry]:
    """Those that the enrolment is asked about, the unanswered first, then the latest."""
    rows: QuerySet[Inquiry] = Inquiry.objects.visible_in(user, enrolment)
    return rows.select_related("asking", "answered_by").order_by("-outcome", "-registered_at")


def answers_to(user: Staff, enrolment: Enrolment) -> QuerySet[Inquiry]:
    """What other delprojekt have told the enrolment's own, the latest first."""
    rows: QuerySet[Inquiry] = Inquiry.objects.told_to(user, enrolment)
    return rows.select_related("delprojekt", "answered_by").order_by("-answered_at", "pk")


def consents_to_tell(user: Staff, enrolment: Enrolment, today: date) -> list[Consent]:
    """The consents that let something be told to another delprojekt today."""
    rows: QuerySet[Consent] = Consent.objects.visible_in(user, enrolment)
    named = rows.filter(agencies__contains=[Agency.DELPROJEKT]).order_by("-given_on", "pk")
    return [consent for consent in named if consent.holds_on(today)]


def is_asked(today: date) -> Q:
    """The condition that another delprojekt waits for an answer about the enrolment."""
    waiting = Inquiry.objects.filter(enrolment=OuterRef("pk"), outcome=InquiryOutcome.WAITING)
    return Q(Exists(waiting))


def is_told(today: date) -> Q:
    """The condition that another delprojekt has lately told the enrolment's own something."""
    told = Inquiry.objects.filter(
        participant=OuterRef("participant"),
        asking=OuterRef("delprojekt"),
        outcome=InquiryOutcome.TOLD,
        answered_at__date__gte=today - NEW_DAYS,
    )
    return Q(Exists(told))
