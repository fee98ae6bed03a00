"""The door out: every write about who takes part. Keyword-only, atomic, with `by` and a line in the trail.

Called through the module, so that the call reads as a sentence: `actions.enrolment.close(enrolment, by=user, …)`.
"""

from participants.actions import assignment, consent, enrolment, participant

__all__ = ["assignment", "consent", "enrolment", "participant"]
