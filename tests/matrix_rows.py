"""Rows that the permission matrix needs (tests/test_matrix.py)."""

from uuid import UUID

from tests.factories import (
    DeclineReasonFactory,
    PauseFactory,
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


def pause_every(enrolments) -> None:
    for enrolment in enrolments:
        PauseFactory(enrolment=enrolment)
