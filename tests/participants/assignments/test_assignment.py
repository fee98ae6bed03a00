"""Who answers for a participant, and what they then see; consents."""

from datetime import timedelta

import pytest

from participants.assignments.models import Assignment
from participants.consents.models import Consent
from tests import factories


def url(enrolment, page):
    return f"{enrolment.get_absolute_url()}{page}/"


def add(world, login, who, staff, case="own"):
    sent = {"staff": staff.pk, "started_on": f"{world.today}"}
    return login(getattr(world, who)).post(url(getattr(world, case), "ansvariga"), sent)


@pytest.mark.parametrize("who", ["anna", "dan", "leader"])
def test_a_colleague_is_made_responsible_and_sees_the_case(world, login, who):
    assert add(world, login, who, world.bo).status_code == 302
    assert "Ekdal" in login(world.bo).get("/deltagare/").content.decode()


def test_the_named_may_name_others_for_a_protected_person(world, login):
    assert add(world, login, "anna", world.bo, "protected").status_code == 302
    assert "Hemmansson" in login(world.bo).get("/deltagare/").content.decode()


def test_only_staff_of_the_delprojekt_are_offered(world, login):
    page = login(world.anna).get(url(world.own, "ansvariga")).content.decode()
    assert "Bo Provsson" in page
    assert "Cecilia Provsson" not in page
    assert "Koordinator Provsson" not in page
    assert "staff" in add(world, login, "anna", world.cecilia).context["form"].errors


def test_the_same_person_twice_is_refused_at_the_field(world, login):
    answer = add(world, login, "leader", world.anna)
    assert answer.context["form"].errors["staff"] == ["Personen ansvarar redan för deltagaren."]


def test_somebody_must_be_left(world, login):
    row = Assignment.objects.get(enrolment=world.own)
    page = f"{url(world.own, 'ansvariga')}{row.pk}/avsluta/"
    answer = login(world.anna).post(page, {"last_day": f"{world.today}"})
    assert "Minst en person måste ansvara" in answer.content.decode()
    add(world, login, "anna", world.bo)
    yesterday = world.today - timedelta(days=1)
    answer = login(world.anna).post(page, {"last_day": f"{yesterday}"})
    assert answer.url == "/deltagare/", "Anna does not see the case any more"
    assert login(world.anna).get(url(world.own, "ansvariga")).status_code == 404
    row.refresh_from_db()
    assert row.ended_on == yesterday
    assert "Tidigare ansvariga" in login(world.bo).get(url(world.own, "ansvariga")).content.decode()


@pytest.mark.parametrize("kind", ["ansvariga", "samtycken"])
def test_a_row_of_another_case_is_not_reached_through_ones_own(world, login, kind):
    rows = Assignment.objects if kind == "ansvariga" else Consent.objects
    foreign = rows.get(enrolment=world.colleagues)
    act = "avsluta" if kind == "ansvariga" else "aterta"
    assert login(world.anna).get(f"{url(world.own, kind)}{foreign.pk}/{act}/").status_code == 404


def test_consents_are_given_and_withdrawn(world, login):
    anna, page = login(world.anna), url(world.own, "samtycken")
    day = f"{world.today}"
    given = {"kind": "ENKAT", "given_on": day, "way": "PAPPER"}
    assert anna.post(page, given).status_code == 302
    again = anna.post(page, given)
    assert again.context["form"].errors["given_on"] == ["Ett sådant samtycke gäller redan."]
    later = anna.post(
        page, {"kind": "SEKRETESS_SAMVERKAN", "given_on": f"{world.today + timedelta(days=1)}"}
    )
    assert "framtiden" in later.context["form"].errors["given_on"][0]
    sus = Consent.objects.get(enrolment=world.own, kind="SUS")
    early = anna.post(f"{page}{sus.pk}/aterta/", {"withdrawn_on": "2021-02-28"})
    assert "före dagen det gavs" in early.context["form"].errors["withdrawn_on"][0]
    assert anna.post(f"{page}{sus.pk}/aterta/", {"withdrawn_on": day}).status_code == 302
    sus.refresh_from_db()
    assert sus.withdrawn_on == world.today
    assert anna.get(f"{page}{sus.pk}/aterta/").status_code == 404


def test_empty_consents_say_what_it_means(world, login):
    bare = factories.case(world.os, world.anna)
    assert (
        "rapporteras deltagaren anonymt"
        in login(world.anna).get(url(bare, "samtycken")).content.decode()
    )
