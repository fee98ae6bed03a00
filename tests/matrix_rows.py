"""Rows that the permission matrix needs (tests/test_matrix.py)."""

from datetime import date
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


def end_cases(enrolments) -> None:
    """Follow-ups are of the exit."""
    for enrolment in enrolments:
        enrolment.ended_on, enrolment.exit_reason_id = date(2021, 6, 30), "FLYTT"
        enrolment.save()


def keys_of_spells(person) -> dict[str, list]:
    spells = {name: enrolment.spells.first() for name, enrolment in person.items()}
    arguments = {name: [row.enrolment_id, "1M", row.pk] for name, row in spells.items()}
    return arguments | {"missing": [UUID(int=0), "1M", UUID(int=0)]}


# What is done to the cases before their pages are asked for.
PREPARE = {"followed": end_cases, "paused": pause_every}
