"""A form that was gone back to and is sent again with other facts is not told as saved.

Each form makes its row once by its key: sent twice alike it makes one row, and otherwise it says
that the row is saved with other facts, and keeps what was typed.
"""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from interventions.attendance.models import Attendance
from interventions.placement_meetings.models import PlacementMeeting
from interventions.placements.models import HoursStep, Placement, PlacementPlan
from mia.core.uuid7 import uuid7
from tests import factories
from tests.interventions.contacts.sent import typed
from tests.interventions.placements.sent import facts
from tests.participants.referrals.forms import form as referral
from tests.participants.registration.forms import form as registration

OTHERWISE = "redan sparat med andra uppgifter"
TOMORROW = date.today() + timedelta(days=1)
HOST = {"name": "Prov AB", "kind": "ASF", "least_hours": "2"}
AGREEMENT = {
    "reference": "A-1",
    "places": "2",
    "started_on": "2021-03-01",
    "ended_on": "2021-12-31",
}
FOLLOW_UP = {
    "held_on": "2021-05-10",
    "equality": "NEJ",
    "action": "Kassan.",
    "due_on": "2021-06-10",
}
MEETING = {"held_on": "2021-04-12", "attendees": "Alla tre", "summary": "Vill prova kassan."}
AREA = {"mapped_on": "2021-04-01", "rating": "4", "problem": "Har en hyresskuld."}
LETTER = {"kind": "KALLELSE", "heading": "Möte", "text": "Hej!", "dated_on": "2021-04-01"}
TRANSITION = {"receiver": "AF", "planned_on": "2021-05-01", "state": "PLANERAD"}
SPELL = {"organisation": "Kringlan", "work_type": "SUBVENTIONERAT", "percent": "50"} | {
    "started_on": "2021-05-01",
    "source": "HANDLEDARE",
}
METHOD = {"method": "SE", "started_on": "2021-04-01"}
GOAL = {"text": "Jag vill jobba.", "started_on": "2021-04-01"}
STEP = {"text": "Ringer Komvux.", "owner": "DELTAGARE", "due_on": "2021-05-01"}
REVIEW = {"reviewed_on": "2021-05-01", "is_agreed": "true", "next_on": f"{TOMORROW}"}
BOOKING = {"held_on": f"{TOMORROW}", "starts_at": "10:00", "minutes": "60", "channel": "MOTE"} | {
    "every_weeks": "1",
    "times": "3",
    "place": "Rum 4",
}


@pytest.fixture
def there(world):
    """Where the forms are: the case, a host, its agreement and a placement that began in March."""
    for model in (Attendance, PlacementMeeting, HoursStep, PlacementPlan, Placement):
        model.objects.filter(enrolment=world.own).delete()
    world.own.transitions.all().delete()
    host = factories.HostFactory()
    agreement = factories.AgreementFactory(host=host, delprojekt=world.os, registered_by=world.anna)
    placement = factories.PlacementFactory(enrolment=world.own, started_on=date(2021, 3, 10))
    return SimpleNamespace(
        case=f"/deltagare/{world.own.pk}/",
        host=host,
        agreement=agreement,
        placement=placement,
        anna={"staff": world.anna.pk},
        os={"delprojekt": world.os.pk},
        contact=typed(world.anna),
        referral=referral(world.os),
        registration=registration(world.os, world.anna),
    )


FORMS = {
    "placement": (
        lambda there: (f"{there.case}placeringar/ny/", facts(there.host)),
        [{"workplace": "Kafé"}, {"hours": "9"}, {"purpose": "Annat."}, {"goals": ""}],
    ),
    "meeting": (
        lambda there: (f"/placeringar/{there.placement.pk}/traff/", MEETING),
        [{"summary": "Trivs."}, {"held_on": "2021-04-13"}, {"next_on": "2021-05-12"}],
    ),
    "host": (lambda there: ("/vardar/ny/", HOST), [{"name": "Annat AB"}, {"least_hours": "3"}]),
    "agreement": (
        lambda there: (f"/vardar/{there.host.pk}/avtal/", AGREEMENT | there.os),
        [{"places": "3"}, {"price": "100"}],
    ),
    "follow-up": (
        lambda there: (f"/avtal/{there.agreement.pk}/uppfoljning/", FOLLOW_UP),
        [{"action": "Disken."}, {"equality": "JA"}],
    ),
    "area": (
        lambda there: (f"{there.case}kartlaggning/BOENDE/", AREA),
        [{"rating": "5"}, {"problem": "Vräks."}],
    ),
    "letter": (lambda there: (f"{there.case}brev/", LETTER), [{"text": "Hej då!"}]),
    "transition": (
        lambda there: (f"{there.case}overgangar/", TRANSITION),
        [{"unit": "Rusta"}, {"receiver": "KOMMUN"}],
    ),
    "spell": (
        lambda there: (f"{there.case}arbete-och-studier/arbete/", SPELL),
        [{"percent": "75"}, {"started_on": "2021-06-01"}],
    ),
    "method": (
        lambda there: (f"{there.case}metoder/", METHOD | there.anna),
        [{"started_on": "2021-04-02"}, {"method": "IPS"}],
    ),
    "goal": (lambda there: (f"{there.case}plan/mal/", GOAL), [{"text": "Jag vill studera."}]),
    "step": (lambda there: (f"{there.case}plan/steg/", STEP), [{"due_on": "2021-05-02"}]),
    "review": (
        lambda there: (f"{there.case}plan/oversyn/", REVIEW),
        [{"reviewed_on": "2021-05-02"}],
    ),
    "booking": (
        lambda there: (f"{there.case}boka/", BOOKING | there.anna),
        [{"place": "Rum 5"}, {"times": "4"}, {"every_weeks": "2"}, {"every_weeks": "0"}],
    ),
    "contact": (
        lambda there: (f"{there.case}kontakter/ny/", there.contact),
        [{"minutes": "30"}, {"note": "Något annat."}, {"note": ""}],
    ),
    "referral": (
        lambda there: ("/remisser/ny/", there.referral),
        [{"wish": "Vill studera."}, {"given_name": "Yrsa"}, {"number": "19900806-2383"}],
    ),
    "registration": (
        lambda there: ("/deltagare/ny/", there.registration),
        [{"started_on": "2021-03-02"}, {"homeless": "JA"}],
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_sent_again_with_other_facts(world, login, there, name):
    page_and_data, others = FORMS[name]
    page, data = page_and_data(there)
    client, sent = login(world.anna), {"key": str(uuid7())} | data
    for _ in range(2):
        first = client.post(page, sent)
        assert first.status_code == 302, first.context["form"].errors
    for changes in others:
        again = client.post(page, sent | changes)
        assert again.status_code == 200, f"{changes} told as saved"
        assert OTHERWISE in again.content.decode(), again.context["form"].errors
