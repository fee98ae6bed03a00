"""Django finds an app's models here; everything else imports them from their feature package."""

from participants.assignments.models import Assignment, ReadAccess
from participants.caseload.models import SavedView
from participants.codes.models import (
    Branch,
    DeclineReason,
    ExitReason,
    IncomeSource,
    JobSource,
    NumberReason,
    PriorityRule,
    Referrer,
    RetentionPeriod,
    TimeLimit,
    TimeLimitReason,
)
from participants.consents.models import Consent, Disclosure
from participants.contact_details.models import ContactDetails, RelatedPerson
from participants.emergencies.models import EmergencyOpening
from participants.enrolments.models import Enrolment
from participants.inquiries.models import Inquiry
from participants.log_review.models import LogReview, WatchedParticipant
from participants.merging.models import PersonMerge
from participants.people.models import MissingNumber, Participant, PersonalNumber, UnknownNumber
from participants.referrals.models import Referral, ReferralStep
from participants.time_limits.models import Extension, Pause
from participants.waiting.models import WaitingEnrolment

__all__ = [
    "Assignment",
    "Branch",
    "Consent",
    "ContactDetails",
    "DeclineReason",
    "Disclosure",
    "EmergencyOpening",
    "Enrolment",
    "ExitReason",
    "Extension",
    "IncomeSource",
    "Inquiry",
    "JobSource",
    "LogReview",
    "MissingNumber",
    "NumberReason",
    "Participant",
    "Pause",
    "PersonMerge",
    "PersonalNumber",
    "PriorityRule",
    "ReadAccess",
    "Referral",
    "ReferralStep",
    "Referrer",
    "RelatedPerson",
    "RetentionPeriod",
    "SavedView",
    "TimeLimit",
    "TimeLimitReason",
    "UnknownNumber",
    "WaitingEnrolment",
    "WatchedParticipant",
]
