"""The start and the end record as the forms 9448 and 9449 go (docs/domain.md §2.4, §3.5, §3.6):
income with its extent, the last work, newly arrived, the day of the exit facts, and what is late.
"""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from mia.audit.models import AccessLog
from participants.caseload.queries import CaseloadSelection, selected_enrolments
from participants.enrolments.models import Enrolment
from participants.seams import QUEUES
from tests.interventions.cases.pages import page_of
from tests.participants.enrolments.test_enrolment import end, end_facts, start_facts, url

TODAY = date.today()
WEEK_5 = timedelta(days=29)


def extents(when, **percents):
    return {f"income_{when}_percent_{code}": text for code, text in percents.items()}


def test_income_comes_from_several_sources_each_with_its_extent(world, login):
    client = login(world.anna)
    codes = ["SJUKPENNING", "LON", "FORSORJNINGSSTOD"]
    sent = start_facts(world.own, income_before=codes, has_never_worked="false")
    sent |= extents("before", SJUKPENNING="50", LON="25") | {"months_since_work": "30"}
    assert client.post(url(world.own, "andra"), sent | {"newly_arrived": "NEJ"}).status_code == 302
    world.own.refresh_from_db()
    assert world.own.income_before_percent == {"SJUKPENNING": 50, "LON": 25}
    section = client.get(url(world.own, "delar/start")).content.decode()
    for text in ("Sjukpenning (50 procent)", "Försörjningsstöd", "30 månader före start"):
        assert text in section
    form = client.get(url(world.own, "andra")).content.decode()
    assert 'name="income_before_percent_LON" id="id_income_before_percent_' in form
    assert (
        client.post(
            url(world.own, "avsluta"),
            end_facts(world.own, income_after=["LON"]) | extents("after", LON="75"),
        ).status_code
        == 302
    )
    world.own.refresh_from_db()
    assert world.own.income_after_percent == {"LON": 75}


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("income_before", {"income_before": ["LON"], **extents("before", AKASSA="50")}),
        ("income_before", {"income_before": ["INGEN_OFFENTLIG", "AKTIVITETSSTOD"]}),
        ("income_before_percent", {"income_before": ["LON"], **extents("before", LON="0")}),
        ("income_before_percent", {"income_before": ["LON"], **extents("before", LON="101")}),
        ("income_before_percent", {"income_before": ["LON"], **extents("before", LON="½")}),
        ("income_before", {"income_before": ["MIRAKEL"]}),
        ("months_since_work", {"has_never_worked": "true", "months_since_work": "12"}),
        ("months_since_work", {"months_since_work": "601"}),
        ("has_never_worked", {"has_never_worked": "true", "work_before": "SUBVENTIONERAT"}),
        ("newly_arrived", {"newly_arrived": "KANSKE"}),
        ("education", {"education": "MASTER"}),
        ("work_before_percent", {"work_before": "SUBVENTIONERAT", "work_before_percent": "101"}),
        ("study_before_percent", {"study_before_percent": "-1"}),
    ],
)
def test_what_a_start_record_refuses(world, login, field, changes):
    sent = start_facts(world.own) | changes
    response = login(world.anna).post(url(world.own, "andra"), sent)
    assert list(response.context["form"].errors) == [field]
    world.own.refresh_from_db()
    assert world.own.version == 1


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("exit_facts_on", {"exit_facts_on": "2021-11-29"}),
        ("exit_facts_on", {"exit_facts_on": f"{TODAY + timedelta(days=1)}"}),
        ("income_after", extents("after", LON="50")),
        ("income_after_percent", extents("after", FORSORJNINGSSTOD="x")),
    ],
)
def test_what_an_end_record_refuses(world, login, field, changes):
    response = login(world.anna).post(url(world.own, "avsluta"), end_facts(world.own) | changes)
    assert list(response.context["form"].errors) == [field]


@pytest.mark.parametrize(
    "facts",
    [
        {"income_before_percent": {"LON": 50}},
        {"has_never_worked": True, "months_since_work": 3},
        {"exit_facts_on": date(2021, 12, 1)},
        {"ready_for_training": True},
        {
            "ended_on": date(2021, 12, 1),
            "exit_reason": "FLYTT",
            "exit_facts_on": date(2021, 11, 30),
        },
    ],
)
def test_the_database_refuses_what_does_not_go_together(world, facts):
    with pytest.raises(IntegrityError), transaction.atomic():
        Enrolment.objects.filter(pk=world.own.pk).update(**facts)


@pytest.mark.parametrize("days", [28, 29])
def test_exit_facts_of_the_fifth_week_are_late(world, login, days):
    """They are kept, and told: ESF's results are the situation within four weeks."""
    asked_on = date(2021, 11, 30) + timedelta(days=days)
    sent = end_facts(world.own, exit_facts_on=f"{asked_on}", ready_for_training="true")
    client = login(world.anna)
    response = client.post(url(world.own, "avsluta"), sent, follow=True)
    sentence = f"Läget efter insatsen gäller {asked_on}. ESF vill veta läget inom fyra veckor"
    assert (sentence in response.content.decode()) is (days > 28)
    world.own.refresh_from_db()
    assert (world.own.exit_facts_on, world.own.ready_for_training) == (asked_on, True)
    assert world.own.exit_registered_on == TODAY
    assert f"Avslutet registrerades {TODAY}." in page_of(client, world.own)


def test_the_day_of_registration_is_the_first_and_goes_with_the_end(world, login):
    first = date(2021, 12, 3)
    end(world.own, exit_registered_on=first, exit_facts_on=first)
    client = login(world.anna)
    client.post(url(world.own, "avsluta"), end_facts(world.own, exit_reason="SJUKDOM"))
    world.own.refresh_from_db()
    assert (world.own.exit_reason_id, world.own.exit_registered_on) == ("SJUKDOM", first)
    client.post(url(world.own, "oppna"), {"version": world.own.version})
    world.own.refresh_from_db()
    assert (world.own.exit_registered_on, world.own.exit_facts_on) == (None, None)


COMPLETE = {"work_after": "INGET", "study_after_percent": 0, "seeking_after": False}
LAST = TODAY - timedelta(days=60)


@pytest.mark.parametrize(
    ("facts", "is_late", "is_missing"),
    [
        (COMPLETE, False, False),
        (COMPLETE | {"exit_registered_on": LAST + timedelta(days=28)}, False, False),
        (COMPLETE | {"exit_registered_on": LAST + WEEK_5}, True, False),
        (COMPLETE | {"exit_facts_on": LAST + WEEK_5}, True, False),
        (COMPLETE | {"work_after": None}, True, True),
        (COMPLETE | {"seeking_after": None, "exit_reason": "AVLIDEN"}, False, False),
        (COMPLETE | {"seeking_after": None, "exit_reason": "FELREGISTRERING"}, False, False),
        ({"ended_on": TODAY - timedelta(days=5)}, False, True),
        ({"ended_on": TODAY - timedelta(days=500)}, False, False),
    ],
)
def test_what_is_late_or_missing_at_exit_is_listed(world, facts, is_late, is_missing):
    Enrolment.objects.exclude(pk=world.own.pk).update(
        **COMPLETE | {"ended_on": LAST, "exit_reason": "FLYTT"}
    )
    end(world.own, **{"ended_on": LAST} | facts)
    late = CaseloadSelection(whose="alla", state="sena")
    queue = next(queue for queue in QUEUES if queue.slug == "avslut")
    missing = CaseloadSelection(queue=queue)
    for who in (world.anna, world.leader):
        rows = selected_enrolments(who, late, TODAY)
        assert list(rows.values_list("pk", flat=True)) == [world.own.pk] * is_late
    assert selected_enrolments(world.anna, missing, TODAY).exists() is is_missing
    assert not selected_enrolments(world.cecilia, late, TODAY).filter(pk=world.own.pk).exists()


def test_the_lateness_list_is_a_choice_of_the_list_of_participants(world, login):
    end(world.own, ended_on=LAST)
    page = login(world.leader).get("/deltagare/?visa=alla&status=sena").content.decode()
    assert "Avslut med sena uppgifter" in page
    assert world.own.get_absolute_url() in page
    assert "Skyddade personuppgifter" not in page


@pytest.mark.parametrize(
    ("first", "last", "error"),
    [
        ("2020-12-01", "", None),
        ("2020-12-01", "2022-02-01", None),
        ("", "", None),
        ("", "2022-02-01", "enhanced_from"),
        ("2021-05-02", "2021-05-01", "enhanced_to"),
    ],
)
def test_enhanced_cooperation_has_days_of_its_own(world, login, first, last, error):
    """They need not lie within the enrolment (docs/domain.md §1.6)."""
    client, page = login(world.anna), url(world.own, "forstarkt")
    sent = {"enhanced_from": first, "enhanced_to": last, "version": 1}
    response = client.post(page, sent)
    world.own.refresh_from_db()
    if error:
        assert list(response.context["form"].errors) == [error]
        assert world.own.version == 1
        return
    assert response.status_code == 302
    days = (world.own.enhanced_from, world.own.enhanced_to)
    assert [(day and f"{day}") or "" for day in days] == [first, last]
    assert AccessLog.objects.filter(event="enrolment.enhanced_set").exists()
    assert client.post(page, sent).status_code == 409, "somebody was first"


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"months_since_work": 500}, "Tiden sedan senaste arbetet är längre"),
        ({"newly_arrived": "JA", "foreign_background": "NEJ"}, "Nyanländ, men utan"),
        ({"income_months": 590}, "Tiden med offentlig försörjning är längre"),
        ({"income_before": ["AKTIVITETSERSATTNING"]}, "Aktivitetsersättning ges mellan 19 och 29"),
        (
            {
                "work_before": "SUBVENTIONERAT",
                "work_before_percent": 100,
                "study_before_percent": 51,
            },
            "tillsammans mer än 150 procent",
        ),
    ],
)
def test_what_looks_like_a_mistake_is_told_and_stops_nothing(world, login, facts, sentence):
    assert sentence not in page_of(login(world.anna), world.own)
    Enrolment.objects.filter(pk=world.own.pk).update(**facts)
    assert sentence in page_of(login(world.anna), world.own)
