"""A month that changes after it was locked: who is told, and where (issue 9, point 18)."""

from datetime import date

import pytest

from interventions.attendance.models import Attendance
from interventions.contacts.models import Contact
from mia.core import personnummer
from mia.organisation.delprojekt.models import EsfProject
from participants.codes.models import ExitReason
from participants.enrolments.models import Enrolment
from participants.people.models import Participant
from reporting.exports.models import ReportRun
from reporting.exports.registry import EXPORTS
from reporting.months import changes
from reporting.months.models import SentRow
from reporting.reports import month_work
from tests.factories import AttendanceFactory, ContactFactory, EnrolmentFactory
from tests.interventions.contacts.sent import correction, log_url, typed
from tests.reporting.county import fetch

ESF = EXPORTS["esf-deltagare"]
TOLD = "Månaden är låst och rapporterad."
CHANGED = "Ändrad sedan den låstes"
START = "/oversikt/"
LIST = "/rapporter/"
PAGE = "/rapporter/esf-deltagare/?month=2021-04"


def text_of(response):
    return response.content.decode()


def correct(client, contact, **facts):
    contact.refresh_from_db()
    url = f"{contact.get_absolute_url()}ratta/"
    response = client.post(url, correction(contact, **facts), follow=True)
    assert "Rättelsen är sparad." in text_of(response)
    return text_of(response)


def pages(client):
    return [text_of(client.get(path)) for path in (START, LIST, PAGE)]


def test_who_corrects_a_contact_in_a_locked_month_is_told(world, login, contact, locked):
    anna = login(world.anna)
    assert TOLD in correct(anna, contact, minutes="90")
    assert TOLD in correct(anna, contact, held_on="2021-04-12", minutes="90")  # out of the month
    assert TOLD not in correct(anna, contact, held_on="2021-04-13", minutes="90")
    assert TOLD in correct(anna, contact, held_on="2021-03-13", minutes="90")  # into it
    assert TOLD not in correct(anna, contact, minutes="90", note="Bara anteckningen")


@pytest.mark.parametrize(("day", "is_told"), [("2021-03-12", True), ("2021-04-12", False)])
def test_who_logs_or_removes_one_is_told(world, login, locked, day, is_told):
    anna = login(world.anna)
    answer = anna.post(log_url(world.own), typed(world.anna, held_on=day), follow=True)
    assert "Kontakten är sparad." in text_of(answer)
    assert (TOLD in text_of(answer)) is is_told
    contact = world.own.contacts.get(held_on=day)
    why = {"reason": "AGDE_EJ_RUM"}
    answer = anna.post(f"{contact.get_absolute_url()}ta-bort/", why, follow=True)
    assert "Kontakten är borttagen." in text_of(answer)
    assert (TOLD in text_of(answer)) is is_told


def test_an_unlocked_month_tells_nobody(world, login, contact):
    fetch(login(world.coordinator), "esf-deltagare")
    assert TOLD not in correct(login(world.anna), contact, minutes="90")
    assert not any(CHANGED in page for page in pages(login(world.coordinator)))


def test_the_coordinator_is_told_at_once_and_no_longer_when_it_is_mended(
    world, login, contact, locked
):
    assert not any(CHANGED in page for page in pages(locked))
    anna = login(world.anna)
    correct(anna, contact, minutes="90")
    start, report_list, page = pages(locked)
    assert f"{CHANGED}: 2021-03." in start
    assert "/rapporter/esf-deltagare/?month=2021-03&amp;project=MIA_VIDARE" in start
    assert report_list.count(CHANGED) == 2  # the notice and the row
    assert "1 ändrade" in report_list
    assert CHANGED in page
    assert "Måste läsas in på nytt" in page
    assert CHANGED not in text_of(login(world.anna).get(START))
    correct(anna, contact, minutes="60")
    assert not any(CHANGED in page for page in pages(locked))


def test_when_it_is_locked_again_nothing_is_told(world, login, contact, locked):
    correct(login(world.anna), contact, minutes="90")
    fetch(locked, "esf-deltagare")
    run = ReportRun.objects.get(locked_at=None)
    locked.post(f"/rapporter/esf-deltagare/{run.pk}/las/")
    assert not any(CHANGED in page for page in pages(locked))


def found(world, as_user):
    with as_user(world.coordinator):
        months = changes.find_changed_months(world.coordinator, ESF)
    return [f"{month.first_on:%Y-%m}: {month.difference}" for month in months]


def test_every_way_in_marks_the_month(world, as_user, contact, locked):
    """By rows that nobody saved one by one too, as an import writes them."""
    contacts, enrolments = Contact.objects, Enrolment.objects
    other = ContactFactory(enrolment=world.colleagues, held_on="2021-04-09")
    assert found(world, as_user) == []
    contacts.filter(pk=other.pk).update(held_on="2021-03-09")
    assert found(world, as_user) == ["2021-03: 1 ändrade"]
    contacts.filter(pk=contact.pk).delete()
    assert found(world, as_user) == ["2021-03: 2 ändrade"]
    contacts.filter(pk=other.pk).update(held_on="2021-04-09")
    assert found(world, as_user) == ["2021-03: 1 ändrade"]
    enrolments.filter(pk=world.own.pk).update(started_on="2021-04-01")
    assert found(world, as_user) == ["2021-03: 1 borttagna"]


def test_attendance_marks_the_month(world, as_user, locked):
    row = AttendanceFactory(enrolment=world.own, first_on=date(2021, 3, 12))
    assert found(world, as_user) == ["2021-03: 1 ändrade"]
    Attendance.objects.filter(pk=row.pk).update(first_on="2021-04-12", last_on="2021-04-12")
    assert found(world, as_user) == []
    Attendance.objects.filter(pk=row.pk).update(first_on="2021-03-12", last_on="2021-03-12")
    assert found(world, as_user) == ["2021-03: 1 ändrade"]
    row.delete()
    assert found(world, as_user) == []


def test_an_end_in_a_later_month_is_no_change_of_an_earlier(world, as_user, locked):
    enrolments = Enrolment.objects.filter(pk=world.own.pk)
    enrolments.update(ended_on="2021-04-20", exit_reason_id="ARBETE")
    assert not SentRow.objects.filter(changed_at__isnull=False).exists()
    enrolments.update(ended_on="2021-03-20")
    assert found(world, as_user) == ["2021-03: 1 ändrade"]
    enrolments.update(exit_reason_id="FELREGISTRERING")
    assert found(world, as_user) == ["2021-03: 1 borttagna"]


def test_another_number_is_a_change(world, as_user, contact, locked):
    number = world.own.participant.personal_numbers.get()
    number.number = personnummer.test_number(date(1991, 2, 3), "K").number
    number.save(update_fields=["number"])
    assert found(world, as_user) == ["2021-03: 1 ändrade"]


# What is in no row that was sent, or in no row of the person's own.


def enrol_back(world, **facts):
    return EnrolmentFactory(
        participant=world.elsewhere.participant,
        delprojekt=world.os,
        project=world.own.project,
        **{"started_on": "2021-03-20"} | facts,
    )


@pytest.mark.parametrize(
    ("started_on", "ended_on", "is_told"),
    [
        ("2021-03-31", None, True),
        ("2021-02-01", "2021-03-01", True),
        ("2021-04-01", None, False),
        ("2021-01-01", "2021-02-28", False),
    ],
)
def test_an_enrolment_registered_back_into_the_month_is_a_change(
    world, as_user, login, locked, started_on, ended_on, is_told
):
    facts = {"ended_on": ended_on, "exit_reason_id": "ARBETE"} if ended_on else {}
    enrol_back(world, started_on=started_on, **facts)
    assert found(world, as_user) == (["2021-03: 1 nya"] if is_told else [])
    assert any(CHANGED in page for page in pages(locked)) is is_told


def test_an_enrolment_that_comes_into_the_month_is_a_change_until_it_goes(world, as_user, locked):
    """By a former start, a later end, or an exit that is no mistake any longer."""
    later = enrol_back(world, started_on="2021-04-20")
    rows = Enrolment.objects.filter(pk=later.pk)
    for facts in (
        {"started_on": "2021-03-20"},
        {"started_on": "2021-01-20", "ended_on": "2021-03-02", "exit_reason_id": "ARBETE"},
        {"started_on": "2021-03-20", "ended_on": None, "exit_reason_id": None},
    ):
        rows.update(**facts)
        assert found(world, as_user) == ["2021-03: 1 nya"]
        rows.update(started_on="2021-04-20", ended_on=None, exit_reason_id=None)
        assert found(world, as_user) == []


def test_when_it_is_locked_again_the_new_enrolment_is_in_it(world, as_user, locked):
    enrol_back(world)
    fetch(locked, "esf-deltagare")
    run = ReportRun.objects.get(locked_at=None)
    locked.post(f"/rapporter/esf-deltagare/{run.pk}/las/")
    assert found(world, as_user) == []
    assert not SentRow.objects.filter(run=run, fingerprint=None).exists()


def test_another_reference_of_the_esf_project_is_a_change(world, as_user, locked):
    projects = EsfProject.objects.filter(pk=world.own.project_id)
    number = SentRow.objects.count()
    before = projects.get().reference
    projects.update(name="Annat namn")
    assert found(world, as_user) == []
    projects.update(reference="2020/00001")
    assert found(world, as_user) == [f"2021-03: {number} ändrade"]
    projects.update(reference=before, ended_on="2021-02-28")
    assert found(world, as_user) == [f"2021-03: {number} borttagna"]
    projects.update(ended_on=None)
    assert found(world, as_user) == []


@pytest.mark.parametrize("facts", [{"sex": "X"}, {"birth_date": "1971-02-03"}])
def test_sex_and_birth_of_a_protected_person_are_a_change(world, as_user, locked, facts):
    for enrolment, told in ((world.own, []), (world.protected, ["2021-03: 1 ändrade"])):
        persons = Participant.objects.filter(pk=enrolment.participant_id)
        persons.update(**facts)
        assert found(world, as_user) == told


def test_an_exit_reason_that_ceases_to_count_is_a_change(world, as_user, locked):
    Enrolment.objects.filter(pk=world.own.pk).update(ended_on="2021-05-01", exit_reason_id="FLYTT")
    assert found(world, as_user) == []
    reasons = ExitReason.objects.filter(pk="FLYTT")
    before = reasons.get().outcome
    reasons.update(outcome="FELREGISTRERING")
    assert found(world, as_user) == ["2021-03: 1 borttagna"]
    reasons.update(outcome=before)
    assert found(world, as_user) == []


def test_the_work_of_the_month_says_it(world, login, as_user, contact, locked):
    correct(login(world.anna), contact, minutes="90")
    with as_user(world.coordinator):
        differences = month_work.load_changes(world.coordinator, [ESF])
        (step,) = month_work.checklist(
            world.coordinator, [ESF], "2021-03", date(2021, 4, 9), differences
        )
    assert (step.state, step.text.partition(".")[0]) == (CHANGED, "1 ändrade")


def test_a_note_or_the_staff_marks_nothing(world, contact, locked):
    Contact.objects.filter(pk=contact.pk).update(staff=world.dan, method=None)
    contact.note.delete()
    assert not SentRow.objects.filter(changed_at__isnull=False).exists()


def test_who_may_not_hand_in_is_not_told_and_pays_nothing(
    world, as_user, locked, django_assert_num_queries
):
    with as_user(world.leader):
        assert world.leader.scope.roles
        with django_assert_num_queries(0):
            assert changes.find_changed_months(world.leader, ESF) == []


def test_it_is_two_statements_however_many_months(
    world, as_user, login, contact, locked, django_assert_max_num_queries
):
    for month in ("2021-04", "2021-05"):
        fetch(locked, "esf-deltagare", month=month)
        run = ReportRun.objects.get(locked_at=None)
        locked.post(f"/rapporter/esf-deltagare/{run.pk}/las/")
    for day in ("2021-03-20", "2021-04-20", "2021-05-20"):
        ContactFactory(enrolment=world.own, held_on=day, minutes=45)
    user = world.coordinator
    with as_user(user):
        assert user.scope.roles
        with django_assert_max_num_queries(2):
            months = changes.find_changed_months(user, ESF)
    assert len(months) == 3
