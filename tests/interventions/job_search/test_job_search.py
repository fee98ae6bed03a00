"""The search for work: who writes and reads, what is refused, and who waits for a contact."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from interventions.job_search.models import EmployerContact, JobApplication, VocationalProfile
from interventions.job_search.queries import without_employer_contact
from mia.audit.models import AccessLog
from mia.core.uuid7 import uuid7
from participants.enrolments.models import Enrolment
from tests import factories


@pytest.fixture(autouse=True)
def _none_yet(world):
    for model in (VocationalProfile, EmployerContact, JobApplication):
        model.objects.filter(enrolment=world.own).delete()


def url(enrolment, page=""):
    return f"{enrolment.get_absolute_url()}soka-arbete/{page}"


def contact_facts(**changes):
    filled = {"employer": "Provbagarn", "held_on": "2021-04-01", "way": "BESOK"}
    return filled | {"purpose": "FORSTA", "key": uuid7()} | changes


def application_facts(**changes):
    filled = {"employer": "Provbagarn", "role": "bagare", "applied_on": "2021-04-02"}
    return filled | {"state": "SOKT", "key": uuid7()} | changes


def profile_facts(**changes):
    return {"disclosure": "INGET", "wishes": "Vill baka.", "key": uuid7()} | changes


@pytest.mark.parametrize("who", ["anna", "dan", "leader"])
def test_a_contact_with_an_employer_is_saved_once_for_a_form(world, login, who):
    user = getattr(world, who)
    client, form = login(user), contact_facts(summary="Vill träffa deltagaren.")
    for _ in range(2):
        assert client.post(url(world.own, "kontakt/"), form).status_code == 302
    contact = world.own.employer_contacts.get()
    assert (contact.staff, contact.employer, contact.way, contact.host) == (
        user,
        "Provbagarn",
        "BESOK",
        None,
    )
    stored = EmployerContact.objects.values_list("summary").get(pk=contact.pk)
    assert "träffa" not in str(stored)
    page = client.get(url(world.own)).content.decode()
    assert "Vill träffa deltagaren." in page
    assert "1 kontakt, varav 1 på plats." in page
    event = AccessLog.objects.filter(event="employer.contacted").get()
    assert event.participants == [world.own.participant_id]


def test_an_employer_of_the_register_is_recognised_by_its_name(world, login):
    host = factories.HostFactory(name="Nya provbagarn")
    client = login(world.anna)
    assert "Nya provbagarn" in client.get(url(world.own, "kontakt/")).content.decode()
    client.post(url(world.own, "kontakt/"), contact_facts(employer="Nya provbagarn"))
    contact = world.own.employer_contacts.get()
    assert contact.host == host
    form = contact_facts(employer="En annan", version=contact.version)
    client.post(contact.get_absolute_url(), form)
    contact.refresh_from_db()
    assert (contact.employer, contact.host) == ("En annan", None)


def test_two_employers_of_one_name_are_not_confused(world, login):
    for _ in range(2):
        factories.HostFactory(name="Dubbelprovet")
    login(world.anna).post(url(world.own, "kontakt/"), contact_facts(employer="Dubbelprovet"))
    assert world.own.employer_contacts.get().host is None


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"employer": ""}, "Skriv vilken arbetsgivare."),
        ({"employer": "=1+1"}, "Texten får inte börja med"),
        ({"way": ""}, "Välj hur ni hade kontakt."),
        ({"purpose": ""}, "Välj vad det gällde."),
        ({"held_on": "2021-02-28"}, "Inskrivningen började 2021-03-01."),
        ({"held_on": "2099-01-01"}, "Dagen ligger i framtiden."),
        ({"summary": "x" * 1001}, "1000"),
    ],
)
def test_a_contact_that_is_refused_is_told_at_its_field(world, login, changes, message):
    answer = login(world.anna).post(url(world.own, "kontakt/"), contact_facts(**changes))
    assert answer.status_code == 200
    assert message in answer.content.decode()
    assert not world.own.employer_contacts.exists()


def test_an_application_and_its_answer(world, login):
    client = login(world.anna)
    assert client.post(url(world.own, "ansokan/"), application_facts()).status_code == 302
    application = world.own.job_applications.get()
    page = client.get(url(world.own)).content.decode()
    assert "1 ansökan, varav 1 väntar på besked." in page
    form = application_facts(state="FATT", answered_on="2021-04-20", version=application.version)
    assert client.post(application.get_absolute_url(), form).status_code == 302
    page = client.get(url(world.own)).content.decode()
    assert "varav 0 väntar på besked." in page
    assert "Registrera jobbet" in page


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"role": ""}, "Skriv vilket jobb."),
        ({"state": "FATT"}, "Ange dagen för beskedet"),
        ({"answered_on": "2021-04-20"}, "Ange dagen för beskedet"),
        ({"state": "AVSLAG", "answered_on": "2021-04-01"}, "Beskedet kan inte komma före ansökan."),
        ({"state": "AVSLAG", "answered_on": "2099-04-01"}, "Dagen ligger i framtiden."),
        ({"applied_on": "2021-02-28"}, "Inskrivningen började 2021-03-01."),
    ],
)
def test_an_application_that_is_refused_is_told_at_its_field(world, login, changes, message):
    answer = login(world.anna).post(url(world.own, "ansokan/"), application_facts(**changes))
    assert answer.status_code == 200
    assert message in answer.content.decode()
    assert not world.own.job_applications.exists()


def test_the_same_application_twice_is_refused(world, login):
    client = login(world.anna)
    for _ in range(2):
        answer = client.post(url(world.own, "ansokan/"), application_facts())
    assert "Ansökan är redan registrerad." in answer.content.decode()


def test_a_profile_is_written_and_changed(world, login):
    client, address = login(world.anna), url(world.own, "yrkesprofil/")
    assert client.post(address, profile_facts()).status_code == 302
    profile = VocationalProfile.objects.get(enrolment=world.own)
    assert (profile.wishes, profile.skills) == ("Vill baka.", None)
    form = profile_facts(
        disclosure="DELVIS", disclosed="Behöver raster.", version=profile.version, wishes="Vill sy."
    )
    assert client.post(address, form).status_code == 302
    page = client.get(url(world.own)).content.decode()
    for text in ("Vill sy.", "Behöver raster.", "inte gjord"):
        assert text in page
    assert "Vill baka." not in page
    assert login(world.dan).post(address, form | {"wishes": "Annat."}).status_code == 409
    profile.refresh_from_db()
    assert profile.wishes == "Vill sy."


def test_some_may_be_told_is_said_with_what(world, login):
    form = profile_facts(disclosure="DELVIS")
    answer = login(world.anna).post(url(world.own, "yrkesprofil/"), form)
    assert "Skriv vad som får berättas." in answer.content.decode()
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.VocationalProfileFactory(enrolment=world.own, disclosure="DELVIS")


@pytest.mark.parametrize(
    ("who", "case", "status"),
    [
        ("bo", "own", 404),
        ("cecilia", "own", 404),
        ("coordinator", "own", 403),
        ("dan", "protected", 404),
        ("leader", "protected", 404),
    ],
)
def test_others_neither_read_nor_write(world, login, who, case, status):
    client, enrolment = login(getattr(world, who)), getattr(world, case)
    assert client.get(url(enrolment)).status_code == status
    for page, form in (
        ("kontakt/", contact_facts()),
        ("ansokan/", application_facts()),
        ("yrkesprofil/", profile_facts()),
    ):
        assert client.post(url(enrolment, page), form).status_code == status


def test_those_with_se_or_ips_who_have_waited_30_days_for_an_employer(world, today):
    """On the day after the thirtieth; a contact, an ended method and other methods end the wait."""
    rows = Enrolment.objects.filter(without_employer_contact(today))
    Enrolment.objects.filter(pk=world.own.pk).update(ended_on=None)
    assert not rows.filter(pk=world.own.pk).exists()
    work = factories.MethodWorkFactory(
        enrolment=world.own, method="IPS", started_on=today - timedelta(days=30)
    )
    assert not rows.filter(pk=world.own.pk).exists()
    type(work).objects.filter(pk=work.pk).update(started_on=today - timedelta(days=31))
    assert rows.filter(pk=world.own.pk).exists()
    factories.EmployerContactFactory(enrolment=world.own, held_on=date(2021, 4, 1))
    assert not rows.filter(pk=world.own.pk).exists()


def test_a_correction_that_somebody_was_before_is_a_conflict(world, login):
    contact = factories.EmployerContactFactory(enrolment=world.own)
    form = contact_facts(version=contact.version, contact_person="platschefen")
    assert login(world.anna).post(contact.get_absolute_url(), form).status_code == 302
    form["contact_person"] = "ägaren"
    answer = login(world.dan).post(contact.get_absolute_url(), form)
    assert answer.status_code == 409
    assert "ägaren" in answer.content.decode()
    contact.refresh_from_db()
    assert contact.contact_person == "platschefen"


def test_an_employer_that_was_contacted_is_not_removed_from_the_register(world, login):
    host = factories.HostFactory(name="Nya provbagarn")
    factories.EmployerContactFactory(enrolment=world.own, employer=host.name, host=host)
    answer = login(world.anna).post(f"/vardar/{host.pk}/ta-bort/", follow=True)
    assert "arbetsgivarkontakter och kan inte tas bort" in answer.content.decode()
    assert type(host).objects.filter(pk=host.pk).exists()
