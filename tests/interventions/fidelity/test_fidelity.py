"""Fidelity on its pages: who leads, what is computed of the database, and reviews."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from interventions.fidelity.models import FidelityItem, FidelityReview, FidelityScore
from interventions.methods.models import MethodWork, PhaseChange
from mia.audit.models import AccessLog
from mia.core.uuid7 import uuid7
from participants.enrolments.models import Enrolment
from tests import factories

URL = "/programtrohet/OS/IPS_SKALA/"
# No page of every day: each kind of logged work is read by its own statement.
MOST_STATEMENTS = 21


@pytest.fixture
def ips(world, today):
    """Two participants with IPS who go on, one of them Anna's, one protected."""
    Enrolment.objects.filter(delprojekt=world.os).update(ended_on=None)
    began = today - timedelta(days=100)
    for enrolment in (world.own, world.colleagues, world.protected):
        factories.MethodWorkFactory(
            enrolment=enrolment, method="IPS", staff=world.anna, started_on=began
        )
    factories.EmployerContactFactory(
        enrolment=world.own, held_on=began + timedelta(days=20), registered_by=world.anna
    )
    return world


def row_of(page, text):
    """The cells of an item's row as one text."""
    return page.split(f'<th scope="row">{text}')[1].split("</tr>")[0]


def facts(**changes):
    scale = FidelityItem.objects.filter(scale="IPS_SKALA")
    scores = {f"score_{item.number}": "4" for item in scale}
    filled = {"reviewed_on": "2021-06-01", "reviewers": "Metodhandledaren", "key": uuid7()}
    return scores | filled | changes


def test_what_is_logged_gives_its_score(ips, login):
    page = login(ips.leader).get(URL).content.decode()
    assert 'class="num">5<' in row_of(page, "1. Klientgruppens storlek")
    assert "2,0" in row_of(page, "1. Klientgruppens storlek"), "not the protected one"
    assert 'class="num">5<' in row_of(page, "15. Snabbt jobbsökande")
    assert "20,0" in row_of(page, "15. Snabbt jobbsökande")
    assert "behöver intervju" in row_of(page, "9. Ingen utesluts")
    assert "inget underlag" in row_of(page, "21. Vanliga jobb")


def test_the_rows_behind_a_value_are_named_and_recorded(ips, login):
    page = login(ips.leader).get(f"{URL}matt/15/").content.decode()
    assert "Ylva Ekdal" in page
    assert "20 dagar" in page
    assert "Göran Åsberg" not in page
    row = AccessLog.objects.latest("pk")
    assert row.participants == [ips.own.participant_id]


def test_an_item_that_needs_an_interview_has_no_rows(ips, login):
    assert login(ips.leader).get(f"{URL}matt/9/").status_code == 404


def test_a_review_is_saved_once_for_a_form_and_totalled(ips, login):
    client, form = login(ips.leader), facts(score_1="5", evidence_1="Räknat av det loggade.")
    for _ in range(2):
        answer = client.post(f"{URL}granska/", form)
        assert answer.status_code == 302
    review = FidelityReview.objects.get()
    assert sum(score.score for score in review.scores.all()) == 101
    page = client.get(review.get_absolute_url()).content.decode()
    for text in ("101 poäng: god programtrohet", "Räknat av det loggade.", "Metodhandledaren"):
        assert text in page
    later = client.post(f"{URL}granska/", facts(reviewed_on="2021-07-01", score_1="1"))
    assert "97 poäng: godtagbar programtrohet (-4" in client.get(later.url).content.decode()
    overview = client.get(URL).content.decode()
    assert "101 poäng, god programtrohet" in overview
    assert "(-4 sedan förra)" in overview
    event = AccessLog.objects.filter(event="fidelity.reviewed").first()
    assert event.participants == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"score_3": ""}, "Välj poäng."),
        ({"score_3": "6"}, "6"),
        ({"reviewers": ""}, "Skriv vilka som granskade."),
        ({"reviewed_on": "2099-01-01"}, "Dagen ligger i framtiden."),
        ({"evidence_2": "=1+1"}, "Texten får inte börja med"),
        ({"reviewed_on": "2021-03-01"}, "Det finns redan en granskning den dagen."),
    ],
)
def test_a_review_that_is_refused_saves_nothing(ips, login, changes, message):
    factories.FidelityReviewFactory(delprojekt=ips.os)
    answer = login(ips.leader).post(f"{URL}granska/", facts(**changes))
    assert answer.status_code == 200
    assert message in answer.content.decode()
    assert FidelityReview.objects.count() == 1
    assert not FidelityScore.objects.exists()


@pytest.mark.parametrize(
    ("who", "status"),
    [("anna", 403), ("coordinator", 403), ("investigator", 403), ("other_leader", 404)],
)
def test_only_those_who_lead_the_delprojekt(ips, login, who, status):
    client = login(getattr(ips, who))
    review = factories.FidelityReviewFactory(delprojekt=ips.os)
    for address in (URL, f"{URL}matt/1/", f"{URL}granska/", review.get_absolute_url()):
        assert client.get(address).status_code == status, address


def test_a_review_is_not_changed_by_sql(ips, as_user):
    review = factories.FidelityReviewFactory(delprojekt=ips.os)
    factories.FidelityScoreFactory(review=review, score=3)
    with as_user(ips.leader):
        assert FidelityScore.objects.count() == 1
        assert FidelityScore.objects.update(score=5) == 0
    with as_user(ips.other_leader):
        assert not FidelityScore.objects.exists()
        with pytest.raises(DatabaseError), transaction.atomic():
            factories.FidelityScoreFactory(
                review=review, item=FidelityItem.objects.last(), delprojekt=ips.os
            )


def test_the_page_asks_as_many_statements_for_one_as_for_many(ips, login, today):
    client = login(ips.leader)
    with CaptureQueriesContext(connection) as few:
        client.get(URL)
    work = MethodWork.objects.filter(method="IPS", enrolment=ips.own).get()
    PhaseChange.objects.filter(enrolment=ips.own).delete()
    factories.PhaseChangeFactory(
        work=work, phase_id="IPS_INTAG", changed_on=today, registered_by=ips.anna
    )
    for number in range(4):
        enrolment = factories.case(ips.os, ips.bo, given_name=f"Prov{number}")
        factories.MethodWorkFactory(enrolment=enrolment, method="IPS", staff=ips.bo)
        factories.SpellFactory(enrolment=enrolment, registered_by=ips.bo)
    with CaptureQueriesContext(connection) as many:
        client.get(URL)
    assert len(many) == len(few) <= MOST_STATEMENTS


def test_an_administrator_edits_what_gives_which_score(ips, login):
    item = FidelityItem.objects.get(scale="IPS_SKALA", number=1)
    client = login(ips.admin)
    address = f"/administration/programtrohet/fragor/{item.pk}/"
    page = client.get(address).content.decode()
    assert "Gräns för 5" in page
    overview = client.get("/administration/").content.decode()
    assert "/administration/programtrohet/fragor/" in overview
