"""The case page: who sees it, what stands at the top, and what the access log keeps."""

from datetime import date, timedelta

import pytest
from django.db import connection

from interventions.cases import carried
from interventions.cases.queries import load_brief
from interventions.cases.timeline import load_timeline
from mia.audit.models import AccessLog
from mia.core import personnummer
from participants.enrolments.models import Enrolment
from tests import factories
from tests.interventions.cases.pages import many, page_of, statements, title_of

# docs/architecture.md §6; and two that read and put back the identity of the test's transaction.
MOST_STATEMENTS = 15 + 2


@pytest.mark.parametrize(
    ("who", "own", "protected"),
    [
        ("anna", 200, 200),
        ("dan", 200, 404),
        ("leader", 200, 404),
        ("coordinator", 200, 404),
        ("bo", 404, 404),
        ("cecilia", 404, 404),
        ("other_leader", 404, 404),
        ("investigator", 404, 404),
        ("admin", 404, 404),
    ],
)
def test_who_opens_the_page(world, login, who, own, protected):
    client = login(getattr(world, who))
    assert client.get(world.own.get_absolute_url()).status_code == own
    hidden = client.get(world.protected.get_absolute_url())
    assert hidden.status_code == protected
    assert ("Hemmansson" in hidden.content.decode()) is (protected == 200)


def test_what_does_not_exist_and_what_is_not_mine_look_the_same(world, login):
    client = login(world.bo)
    nothing = client.get("/deltagare/01890000-0000-7000-8000-000000000000/")
    assert nothing.status_code == 404
    assert client.get(world.own.get_absolute_url()).content == nothing.content


def test_the_facts(world, login):
    factories.MethodWorkFactory(enrolment=world.own, method="IPS", staff=world.dan)
    world.own.enhanced_from = date(2021, 5, 1)
    world.own.save()
    page = page_of(login(world.anna), world.own)
    number = world.own.participant.personal_numbers.get()
    assert "Ylva Ekdal" in page
    assert title_of(page) == "Ärende Y.E. – MIA"
    assert str(number) in page
    assert number.number not in page
    for text in (
        "MIA",
        "Anna Provsson",
        "IPS sedan 2021-03-01, Dan Provsson",
        "sedan 2021-05-01",
        "Visa personnummer",
    ):
        assert text in page


def test_what_must_not_be_missed_stands_at_the_top(world, login):
    page = page_of(login(world.anna), world.own)
    assert not any(
        text in page
        for text in ("Tolk behövs", "Skyddade personuppgifter:", "Samtycke till SUS saknas")
    )
    world.own.participant.interpreter_language = "somaliska"
    world.own.participant.save()
    world.own.consents.update(withdrawn_on=date(2021, 4, 1))
    world.own.assignments.update(ended_on=date(2021, 4, 1))
    page = page_of(login(world.leader), world.own)
    for text in (
        "Tolk behövs:</strong> somaliska",
        "Samtycke till SUS saknas",
        "Ingen ansvarar för deltagaren",
    ):
        assert text in page
        assert page.index(text) < page.index('class="case"')
    page = page_of(login(world.anna), world.protected)
    assert "Skyddade personuppgifter: sekretessmarkering" in page


def test_an_ended_case_says_so_and_names_methods_left_open(world, login):
    world.own.exit_reason, world.own.ended_on = factories.ExitReasonFactory(), date(2021, 6, 30)
    world.own.save()
    page = page_of(login(world.anna), world.own)
    for text in (
        "Avslutad 2021-06-30",
        "Metoder utan sista dag:</strong> case management",
        "oppna/",
    ):
        assert text in page
    assert "Samtycke till SUS saknas" not in page


def test_a_coordinator_sees_contacts_but_no_notes_and_no_form(world, login):
    note = world.own.contacts.get().note.text
    assert note in page_of(login(world.anna), world.own)
    page = page_of(login(world.coordinator), world.own)
    assert "Möte, 60 min" in page
    assert note not in page
    assert "Logga kontakt" not in page
    assert "kontakter/ny" not in page
    for link in ("andra/", "avsluta/", "ansvariga/", "skydd/"):
        assert f"{world.own.get_absolute_url()}{link}" not in page


def test_participation_time_of_the_month(world, login, today):
    first = today.replace(day=1)
    facts = {"enrolment": world.own, "held_on": today}
    factories.ContactFactory(**facts, minutes=90)
    factories.ContactFactory(**facts, minutes=35, channel="TELEFON")
    factories.ContactFactory(**facts, minutes=500, channel="MYNDIGHET")
    factories.ContactFactory(**facts, minutes=500, channel="HEMBESOK", outcome="UTEBLIVEN")
    factories.ContactFactory(enrolment=world.own, held_on=first - timedelta(days=1), minutes=500)
    assert "2 tim 5 min" in page_of(login(world.anna), world.own)


def test_few_statements_and_no_more_for_more_rows(world, login):
    client, url = login(world.anna), world.own.get_absolute_url()
    client.get(url)  # the first page of a session also writes the session
    one = statements(client, url)
    many(world.own, 2)
    for method in ("SE", "IPS"):
        factories.MethodWorkFactory(enrolment=world.own, method=method, staff=world.dan)
    factories.AssignmentFactory(enrolment=world.own, staff=world.dan)
    factories.ConsentFactory(enrolment=world.own, kind="ENKAT")
    several = statements(client, url)
    assert len(several) == len(one)
    assert len(one) <= MOST_STATEMENTS, one


def test_the_visibility_filter_hides_notes_without_row_level_security(world, today):
    """Read as the owner of the tables, past every policy."""
    number = world.own.participant.personal_numbers.get().number
    notes = {}
    for user in (world.anna, world.coordinator):
        enrolment = Enrolment.objects.get(pk=world.own.pk)
        carried.attach(user, enrolment)
        months = load_timeline(user, enrolment).months
        entries = [entry for month in months for entry in month.entries]
        notes[user] = [entry.note for entry in entries if entry.url]
        assert number not in repr(load_brief(user, enrolment, today))
    assert notes[world.anna] == [world.own.contacts.get().note.text]
    assert notes[world.coordinator] == [""]


def test_what_is_shown_is_of_this_enrolment_alone(world, today):
    """Read as the owner of the tables: the rows of other enrolments do not come along."""
    for other in (world.colleagues, world.protected):
        factories.MethodWorkFactory(enrolment=other, method="BOSTON")
        factories.ContactFactory(enrolment=other, held_on=today, minutes=77)
    world.own.participant.personal_numbers.update(replaced_on=date(2021, 1, 1))
    later = personnummer.test_number(date(2000, 1, 1), "K").number
    factories.PersonalNumberFactory(participant=world.own.participant, number=later)
    enrolment = Enrolment.objects.get(pk=world.own.pk)
    carried.attach(world.anna, enrolment)
    assert [work.method for work in enrolment.methods.all()] == ["CM"]
    assert [row.staff for row in enrolment.assignments.all()] == [world.anna]
    assert [consent.kind for consent in enrolment.consents.all()] == ["SUS"]
    data = {}
    for part in load_brief(world.anna, enrolment, today).facts:
        data |= part.data
    assert str(data["number"]) == "20000101-****"
    assert (data["hours"], data["minutes"]) == (0, 0)
    assert data["last_on"] == world.own.contacts.get().held_on


def test_those_who_answer_stand_in_the_order_they_began(world, login):
    factories.AssignmentFactory(enrolment=world.own, staff=world.dan, started_on=date(2021, 2, 1))
    page = page_of(login(world.anna), world.own)
    assert (
        "<dd>Anna Provsson, Dan Provsson</dd>" in page
        or "<dd>Dan Provsson, Anna Provsson</dd>" in page
    )
    began = sorted(world.own.assignments.all(), key=lambda row: row.started_on)
    assert f"<dd>{began[0].staff}, {began[1].staff}</dd>" in page


def test_the_access_log_has_one_row_with_the_participant(world, login):
    login(world.anna).get(world.own.get_absolute_url())
    row = AccessLog.objects.get()
    assert (row.actor, row.action, row.route) == (world.anna.pk, "read", "GET interventions:case")
    assert row.participants == [world.own.participant_id]


def test_without_the_access_log_nothing_is_shown(world, login):
    """Fail closed: if the read cannot be noted, the page is 500 and names nobody."""
    client = login(world.anna)
    with connection.cursor() as cursor:
        cursor.execute("REVOKE INSERT ON audit_accesslog FROM mia_app")
    client.raise_request_exception = False
    response = client.get(world.own.get_absolute_url())
    assert response.status_code == 500
    assert "Ekdal" not in response.content.decode()
    assert not AccessLog.objects.exists()
