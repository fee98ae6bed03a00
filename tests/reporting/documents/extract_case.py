"""A case with a fact of every feature, for the tests of the register extract."""

from datetime import UTC, date, datetime, time

import pytest

from interventions.contacts.models import Contact
from participants.enrolments.models import Enrolment
from tests import factories


@pytest.fixture
def full(world):
    """Ylva's case with a fact of every feature."""
    ended_on = date(2021, 5, 31)
    Contact.objects.filter(enrolment=world.own).update(
        staff=world.anna, started_at=time(9, 30), method="IPS"
    )
    factories.ContactFactory(
        enrolment=world.own, held_on=date(2021, 4, 7), outcome="UTEBLIVEN", minutes=0
    )
    factories.IncomeSourceFactory(code="SJUKPENNING")
    factories.PersonMergeFactory(
        kept=world.own.participant,
        undone_at=datetime(2021, 6, 2, 9, tzinfo=UTC),
        undone_by=world.leader,
    )
    Enrolment.objects.filter(pk=world.own.pk).update(
        labour_status="ARBETSLOS",
        unemployed_since=date(2020, 1, 1),
        in_education=False,
        education="GYMNASIUM",
        income_before=["SJUKPENNING"],
        disability="VILL_EJ",
        ended_on=ended_on,
        exit_reason="FLYTT",
    )
    for _ in range(2):
        factories.AgreementFactory(delprojekt=world.os)
    world.own.consents.update(withdrawn_on=date(2021, 5, 1))
    refer(world)
    factories.ExtensionFactory(enrolment=world.own)
    world.own.methods.update(ended_on=ended_on, staff=world.anna)
    return world


def refer(world):
    """Ylva's referral, with texts that name others."""
    referral = factories.ReferralFactory(
        delprojekt=world.os,
        state="ANTAGEN",
        enrolment=world.own,
        number="197601012383",
        reason="Mor 19760102-2386 ringde.",
        wish="Vill arbeta.",
    )
    factories.ReferralStepFactory(
        referral=referral,
        state="AVBOJD",
        started_on=date(2022, 3, 8),
        decline_reason=factories.DeclineReasonFactory(),
        note="Ring 070-123 45 67",
    )
