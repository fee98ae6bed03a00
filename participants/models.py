"""Django finds an app's models here; everything else imports them from their feature package."""

from participants.assignments.models import Assignment
from participants.codes.models import ExitReason, IncomeSource, Referrer
from participants.consents.models import Consent, Disclosure
from participants.contact_details.models import ContactDetails, RelatedPerson
from participants.emergencies.models import EmergencyOpening
from participants.enrolments.models import Enrolment
from participants.log_review.models import LogReview, WatchedParticipant
from participants.people.models import Participant, PersonalNumber, UnknownNumber
from participants.waiting.models import WaitingEnrolment

__all__ = [
    "Assignment",
    "Consent",
    "ContactDetails",
    "Disclosure",
    "EmergencyOpening",
    "Enrolment",
    "ExitReason",
    "IncomeSource",
    "LogReview",
    "Participant",
    "PersonalNumber",
    "Referrer",
    "RelatedPerson",
    "UnknownNumber",
    "WaitingEnrolment",
    "WatchedParticipant",
]
