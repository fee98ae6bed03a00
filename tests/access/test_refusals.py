"""A refused request names in the access log whom it was about, and tells nothing to who asked."""

import pytest
from django.db.utils import ProgrammingError
from django.urls import reverse

from interventions.contacts.models import Contact
from interventions.methods.models import MethodWork
from mia.access import identity
from mia.audit.models import AccessLog
from mia.core.uuid7 import uuid7
from participants.assignments.models import Assignment
from participants.consents.models import Consent
from participants.people.models import PersonalNumber
from tests.audit.test_history import sql
from tests.factories.referrals import ReferralFactory

ROUTES = {
    "interventions:case": lambda enrolment: [enrolment.pk],
    "participants:change": lambda enrolment: [enrolment.pk],
    "reporting:extract": lambda enrolment: [enrolment.pk],
    "interventions:contact": lambda enrolment: [Contact.objects.get(enrolment=enrolment).pk],
    "interventions:end_method": lambda enrolment: [MethodWork.objects.get(enrolment=enrolment).pk],
    "participants:assignment_end": lambda enrolment: [
        enrolment.pk,
        Assignment.objects.get(enrolment=enrolment).pk,
    ],
    "participants:consent_withdraw": lambda enrolment: [
        enrolment.pk,
        Consent.objects.get(enrolment=enrolment).pk,
    ],
}


def refused(actor):
    row = AccessLog.objects.get(action="denied", actor=actor.pk)
    return row.event, row.participants, row.count


@pytest.mark.parametrize("case", ["elsewhere", "protected"])
@pytest.mark.parametrize("route", ROUTES)
def test_a_page_that_does_not_exist_for_the_reader_names_the_person_in_the_log(
    world, login, route, case
):
    enrolment = getattr(world, case)
    response = login(world.bo).get(reverse(route, args=ROUTES[route](enrolment)))
    assert response.status_code == 404
    assert refused(world.bo) == ("access.denied.404", [enrolment.participant_id], 1)


def test_a_page_that_the_reader_may_not_use_names_the_person(world, login):
    url = reverse("participants:change", args=[world.own.pk])
    assert login(world.coordinator).get(url).status_code == 403
    assert refused(world.coordinator) == ("access.denied.403", [world.own.participant_id], 1)


def test_a_key_that_nobody_has_names_nobody_and_looks_the_same(world, login):
    client = login(world.bo)
    missing = client.get(reverse("interventions:case", args=[uuid7()]))
    assert refused(world.bo) == ("access.denied.404", [], 0)
    hidden = client.get(reverse("interventions:case", args=[world.protected.pk]))
    assert (missing.status_code, missing.content) == (hidden.status_code, hidden.content)


def test_a_referral_that_is_refused_names_who_it_is_about(world, login):
    """Of a person whom MIA knows, or of nobody: then the referral, as when it is read."""
    number = PersonalNumber.objects.get(participant=world.protected.participant).number
    of_protected = ReferralFactory(delprojekt=world.hbs, number=number)
    of_nobody = ReferralFactory(delprojekt=world.hbs)
    client = login(world.bo)
    for referral in (of_protected, of_nobody):
        assert client.get(reverse("participants:referral", args=[referral.pk])).status_code == 404
    rows = AccessLog.objects.filter(action="denied", actor=world.bo.pk).order_by("pk")
    named = [row.participants for row in rows]
    assert named == [[world.protected.participant_id], [of_nobody.pk]]


def test_every_table_about_a_person_is_asked(world):
    """Whatever row of a person a later feature gives an address: its key leads to the person."""
    tables = sql(
        "SELECT DISTINCT table_name FROM information_schema.columns c"
        " WHERE table_schema = 'public' AND column_name IN ('enrolment_id', 'participant_id')"
        " AND table_name IN (SELECT relname FROM pg_class WHERE relkind = 'r')"
        " AND EXISTS (SELECT FROM information_schema.columns k WHERE k.table_name = c.table_name"
        "   AND k.column_name = 'id' AND k.data_type = 'uuid')"
        " AND table_name NOT LIKE '%%event'"
    )
    asked = 0
    for (table,) in tables:
        for (key,) in sql(f"SELECT id FROM {table} LIMIT 1"):
            (persons,) = sql("SELECT app.persons_behind(ARRAY[%s]::uuid[])", key)[0]
            assert len(persons) == 1, table
            asked += 1
    assert asked >= 6


def test_the_application_cannot_ask_whose_a_key_is(world, as_user):
    for actor in (identity.SYSTEM, world.coordinator.pk):
        with (
            pytest.raises(ProgrammingError, match="permission denied for function"),
            identity.acting_as(actor, source="prov"),
        ):
            sql("SELECT app.persons_behind(ARRAY[%s]::uuid[])", world.own.pk)


def test_a_refusal_is_in_the_name_of_the_verified_actor(world, as_user):
    with as_user(world.bo):
        sql("SELECT app.write_refusal('{}', %s, 'access.denied.404', 'prov', NULL)", uuid7())
    assert AccessLog.objects.get().actor == world.bo.pk
