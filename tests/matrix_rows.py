"""Rows that the permission matrix needs (tests/test_matrix.py)."""

from uuid import UUID

from tests.factories import (
    DeclineReasonFactory,
    PauseFactory,
    PersonMergeFactory,
    ReferralFactory,
    ReferralStepFactory,
)


def keys_of_referral(world, of: str) -> dict[str, list]:
    """A referral to the delprojekt of Anna, open or declined."""
    referral = ReferralFactory(delprojekt=world.os)
    if of == "declined":
        reason = DeclineReasonFactory()
        ReferralStepFactory(referral=referral, state="AVBOJD", decline_reason=reason)
    return {"own": [referral.pk], "missing": [UUID(int=0)]}


def keys_of_merge(enrolments, of: str) -> dict[str, list]:
    """Two enrolments of one person, or an enrolment with a merge into its person."""
    arguments = {"missing": [UUID(int=0), UUID(int=0)]}
    for name, enrolment in enrolments.items():
        second = enrolment
        if of == "merged":
            second = PersonMergeFactory(kept=enrolment.participant)
        arguments[name] = [enrolment.pk, second.pk]
    return arguments


def pause_every(enrolments) -> None:
    for enrolment in enrolments:
        PauseFactory(enrolment=enrolment)
