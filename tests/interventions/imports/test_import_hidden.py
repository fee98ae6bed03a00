"""What a file cannot find out about persons whom its user does not see (docs/security.md §5)."""

import re
import statistics
import time
from datetime import date, timedelta

import pytest

from interventions.contacts.models import Contact
from interventions.imports import uploads
from interventions.imports.contact_reader import NOT_ENROLLED
from mia.audit.models import AccessLog
from mia.core import personnummer
from mia.jobs.models import Job
from participants.enrolments.models import Enrolment
from participants.people import limits
from participants.people.models import Participant, PersonalNumber
from participants.waiting.models import WaitingEnrolment
from tests import factories
from tests.interventions.imports.files import CONTACT, OTHER, ROW

CANDIDATES = 500
SECRET = "Hen berättade om skulderna."


def number_of(enrolment):
    return PersonalNumber.objects.get(participant=enrolment.participant).number


@pytest.fixture
def hidden(world):
    """A protected person in HBS, whom nobody in OS may see."""
    return factories.case(
        world.hbs,
        world.cecilia,
        given_name="Dold",
        family_name="Ek",
        protection="SKYDDAD_FOLKBOKFORING",
    )


def candidates(enrolment):
    """Numbers of which one is the person's, somewhere in the middle, and the others nobody's."""
    taken = set(PersonalNumber.objects.values_list("number", flat=True))
    numbers = []
    day = date(1980, 1, 1)
    while len(numbers) < CANDIDATES - 1:
        number = personnummer.test_number(day, "K").number
        day += timedelta(days=1)
        if number not in taken:
            numbers.append(number)
    numbers.insert(317, number_of(enrolment))
    return numbers


def answers(client, page):
    """What each row was told, without the number of the row."""
    told = []
    for number in range(1, CANDIDATES // 100 + 1):
        text = client.get(f"{page.request['PATH_INFO']}?visa=alla&page={number}").content.decode()
        rows = re.findall(r'<tr><th scope="row" class="num">\d+</th>(.*?)</tr>', text, re.S)
        told += rows
    return told


@pytest.mark.parametrize("kind", ["participants", "contacts"])
def test_500_candidates_tell_nothing(send, world, hidden, local, kind):
    numbers = candidates(hidden)
    row = ROW if kind == "participants" else CONTACT
    for user in (world.coordinator, local):
        content = [row | {"personnummer": number} for number in numbers]
        client, page = send(*content, user=user, kind=kind)
        told = answers(client, page)
        assert len(told) == CANDIDATES
        told = [re.sub(r"\d{8}\*{4}", "", text) for text in told]
        assert len(set(told)) == 1
        job = Job.objects.order_by("-created_at").first()
        outcome = uploads.outcome_of(job)
        texts = {problem.right for problem in outcome.problems}
        assert texts <= {NOT_ENROLLED}
        assert job.result["persons"] == (CANDIDATES if kind == "participants" else 0)


def test_the_time_tells_nothing(send, hidden):
    """The row about the hidden person goes the same way as the others; no slower, no faster."""
    times = {"hidden": [], "free": []}
    free = personnummer.test_number(date(1980, 1, 1), "K").number
    for _ in range(5):
        for name, number in (("hidden", number_of(hidden)), ("free", free)):
            start = time.perf_counter()
            send(ROW | {"personnummer": number})
            times[name].append(time.perf_counter() - start)
    slow, fast = (statistics.median(times[name]) for name in ("hidden", "free"))
    assert 0.5 < slow / fast < 2


def without_keys(page):
    return re.sub(r"[0-9a-f-]{36}|csrfmiddlewaretoken.*?>", "", page.content.decode())


def test_the_result_is_the_same_and_the_row_waits(send, world, hidden):
    persons = Participant.objects.count()
    _, goes_in = send(ROW, confirm=True)
    row = ROW | {"personnummer": number_of(hidden)}
    _, waits = send(row, confirm=True)
    assert without_keys(waits) == without_keys(goes_in)
    assert Participant.objects.count() == persons + 1
    waiting = WaitingEnrolment.objects.get()
    assert (waiting.participant, waiting.registered_by) == (hidden.participant, world.coordinator)
    assert waiting.details["given_name"] == "Alva"
    assert not Enrolment.objects.filter(
        participant=hidden.participant, delprojekt=world.os
    ).exists()
    log = AccessLog.objects.get(event__contains="enrolment.set_waiting")
    assert hidden.participant.pk in log.participants


@pytest.mark.parametrize("decision", [None, "godkann", "avvisa"])
def test_the_same_file_again_changes_nothing_and_tells_nothing(
    send, world, hidden, login, decision
):
    rows = [ROW | {"metoder": "CM"}, ROW | {"personnummer": number_of(hidden), "metoder": "CM"}]
    send(*rows, confirm=True)
    if decision:
        waiting = WaitingEnrolment.objects.get()
        login(world.leader).post(f"/vantar/{waiting.pk}/{decision}/")
    _, page = send(*rows)
    assert "Allt i filen finns redan" in page.content.decode()
    _, page = send(*[row | {"stadsdel": "Norr"} for row in rows])
    job = Job.objects.order_by("-created_at").first()
    assert (job.result["changed"], job.result["new"]) == (2, 0)
    assert WaitingEnrolment.objects.count() == 1


@pytest.mark.parametrize("decision", [None, "godkann", "avvisa"])
def test_contacts_of_an_enrolment_that_waits_wait_with_it(send, world, hidden, login, decision):
    """Who was told that the enrolment went in is told the same of its contacts."""
    rows = [ROW, ROW | {"personnummer": number_of(hidden)}]
    send(*rows, confirm=True)
    contacts = [
        CONTACT | {"personnummer": row["personnummer"], "anteckning": SECRET} for row in rows
    ]
    goes_in, waits = (send(row, kind="contacts")[1] for row in contacts)
    assert without_keys(waits) == without_keys(goes_in)
    goes_in, waits = (send(row, kind="contacts", confirm=True)[1] for row in contacts)
    assert without_keys(waits) == without_keys(goes_in)
    waiting = WaitingEnrolment.objects.get()
    assert SECRET not in str(waiting.details)
    if decision:
        client = login(world.leader)
        assert "och 1 kontakt<" in client.get("/vantar/").content.decode()
        client.post(f"/vantar/{waiting.pk}/{decision}/")
    written = Contact.objects.filter(enrolment__participant=hidden.participant)
    assert [row.note.text for row in written] == ([SECRET] if decision == "godkann" else [])
    for facts, counts in (
        ({}, (0, 0)),
        ({"minuter": "90"}, (2, 0)),
        ({"starttid": "10:00"}, (0, 2)),
    ):
        send(*[row | facts for row in contacts], kind="contacts")
        job = Job.objects.order_by("-created_at").first()
        assert (job.result["changed"], job.result["new"]) == counts
        assert (job.result["persons"], job.result["wrong"]) == (2, 0)


def test_contacts_after_the_enrolment_was_accepted_wait_again(send, world, hidden, login):
    send(ROW | {"personnummer": number_of(hidden)}, confirm=True)
    contact = CONTACT | {"personnummer": number_of(hidden)}
    waiting, client = WaitingEnrolment.objects.get(), login(world.leader)
    for facts, total in (({}, 60), ({"minuter": "90"}, 90), ({"datum": "2021-04-02"}, 150)):
        send(contact | facts, kind="contacts", confirm=True)
        client.post(f"/vantar/{waiting.pk}/godkann/")
        written = Contact.objects.filter(
            enrolment__participant=hidden.participant, delprojekt=world.os
        )
        assert sum(row.minutes for row in written) == total
    assert "Ingen inskrivning väntar på dig" in client.get("/vantar/").content.decode()


def test_only_who_asked_for_the_enrolment_is_told_so(send, world, hidden, local):
    send(ROW | {"personnummer": number_of(hidden)}, confirm=True)
    send(CONTACT | {"personnummer": number_of(hidden)}, kind="contacts", user=local)
    result = Job.objects.order_by("-created_at").first().result
    assert (result["wrong"], result["persons"]) == (1, 0)


def test_elsewhere_nobody_is_renamed_or_protected(send, world, local):
    """Maj is in HBS alone: the coordinator of OS may enrol her, and change nothing else."""
    there = world.elsewhere
    row = ROW | {"personnummer": number_of(there), "fornamn": "Annan"}
    _, goes_in = send(ROW, user=local)
    _, page = send(row, user=local)
    assert without_keys(page) == without_keys(goes_in)
    send(row | {"skydd": "SEKRETESSMARKERING"}, user=local, confirm=True)
    there.participant.refresh_from_db()
    assert (there.participant.given_name, there.participant.protection) == ("Maj", "INGEN")
    waiting = WaitingEnrolment.objects.get()
    assert waiting.details["protection"] == "SEKRETESSMARKERING"
    send(row, user=local, confirm=True)
    there.participant.refresh_from_db()
    assert there.participant.given_name == "Maj"
    assert Enrolment.objects.filter(participant=there.participant, delprojekt=world.os).exists()


def test_a_person_whom_one_sees_is_renamed_by_file(send, world, local):
    row = ROW | {"personnummer": number_of(world.own), "startdatum": str(world.own.started_on)}
    send(row, user=local, confirm=True)
    world.own.participant.refresh_from_db()
    assert world.own.participant.given_name == "Alva"


def test_two_numbers_of_a_hidden_person_are_two_persons_to_the_file(send, hidden):
    """A number that was replaced: the file does not learn that both are the same person's."""
    PersonalNumber.objects.filter(participant=hidden.participant).update(
        replaced_on=date(2021, 1, 1)
    )
    factories.PersonalNumberFactory(participant=hidden.participant, number=OTHER.number)
    former = PersonalNumber.objects.get(participant=hidden.participant, number__lt=OTHER.number)
    rows = [ROW | {"personnummer": former.number}, ROW | {"personnummer": OTHER.number}]
    send(rows[0], rows[1] | {"fornamn": "Bo"})
    result = Job.objects.get().result
    assert (result["new"], result["wrong"], result["persons"]) == (2, 0, 2)


@pytest.mark.parametrize("kind", ["participants", "contacts"])
def test_many_numbers_of_one_birth_date_are_refused_and_noted(send, world, caplog, kind):
    """TF numbers: Skatteverket's test series has two numbers a day, real numbers have hundreds."""
    row = (ROW if kind == "participants" else CONTACT) | {"identitetstyp": "TF"}
    rows = [row | {"personnummer": f"19900517TF{extra:02}"} for extra in range(11)]
    with caplog.at_level("WARNING", logger="mia.alarm"):
        _, page = send(*rows, kind=kind)
    assert limits.TOO_MANY_OF_ONE_BIRTH in page.content.decode()
    alarm = f"import.limited staff={world.coordinator.pk} count=11"
    assert [record.getMessage() for record in caplog.records] == [alarm]
    log = AccessLog.objects.get(event="import.limited")
    assert (log.actor, log.action) == (world.coordinator.pk, "denied")


def test_numbers_that_were_read_in_count_with_the_next_file(send, files):
    rows = [
        ROW | {"personnummer": f"19900517TF{extra:02}", "identitetstyp": "TF"}
        for extra in range(11)
    ]
    send(*rows[:10], confirm=True)
    _, page = send(rows[10])
    assert limits.TOO_MANY_OF_ONE_BIRTH in page.content.decode()
    assert files.participants(rows[10]).code == 0, "commands have no limit"
