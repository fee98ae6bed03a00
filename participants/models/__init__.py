"""Who takes part: the person, the enrolment, who answers for it, and what was consented to."""

from participants.models.assignment import Assignment
from participants.models.codes import ExitReason, IncomeSource, Referrer
from participants.models.consent import Consent
from participants.models.enrolment import Enrolment
from participants.models.participant import Participant, PersonalNumber

__all__ = [
    "Assignment", "Consent", "Enrolment", "ExitReason", "IncomeSource", "Participant", "PersonalNumber", "Referrer",
]  # fmt: skip
