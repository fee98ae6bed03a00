"""Warm handover: suggestions, many cases at once, what the former worker sees, and undoing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from interventions.handovers.models import CaseHandover, HandoverNote
from interventions.methods.models import MethodWork
from participants.assignments.models import Assignment, ReadAccess
from participants.enrolments.models import Enrolment
from tests.factories import MethodCeilingFactory, MethodWorkFactory, case
from tests.interventions.cases.pages import statements
from tests.interventions.contacts.sent import log_url, typed

NOTE = {"goal": "Arbete i kök", "next_step": "", "what_works": "Korta möten", "open_matters": ""}


def url_of(staff):
    return f"/bemanning/OS/lamna-over/{staff.pk}/"


def chosen(page):
    """What a browser sends when nothing is changed."""
    form = page.context["form"]
    return {name: field.initial for name, field in form.fields.items() if field.initial}


def hand_over(login, who, staff, **changed):
    client = login(who)
    page = client.get(url_of(staff))
    return client.post(url_of(staff), chosen(page) | changed)


def results(answer):
    rows = answer.context["result"].cases
    return {row.enrolment.participant.family_name: (row.is_done, row.text) for row in rows}


def cases_of(world, number):
    cases = []
    for index in range(number):
        enrolment = case(world.os, world.anna, family_name=f"Flytt{index:02}")
        MethodWorkFactory(enrolment=enrolment, staff=world.anna, method="CM")
        cases.append(enrolment)
    return cases


def test_thirty_cases_move_in_two_clicks_with_their_methods(world, login):
    """Beside the page of staffing: the colleague, and the button."""
    moved = cases_of(world, 30)
    answer = hand_over(login, world.leader, world.anna)
    assert sum(is_done for is_done, _ in results(answer).values()) == 31, "the own case too"
    for enrolment in moved:
        successor = CaseHandover.objects.get(enrolment=enrolment).successor
        open_row = Assignment.objects.get(enrolment=enrolment, ended_on=None)
        assert open_row.staff == successor != world.anna
        assert MethodWork.objects.get(enrolment=enrolment).staff == successor
    shares = [CaseHandover.objects.filter(successor=one).count() for one in (world.bo, world.dan)]
    assert min(shares) >= 8, "not all to the same colleague"


def test_the_former_worker_reads_for_some_days_and_then_nothing(world, login, as_user):
    hand_over(login, world.leader, world.anna, **{f"till_{world.own.pk}": world.bo.pk})
    anna, page = login(world.anna), world.own.get_absolute_url()
    assert "Anteckning om" in anna.get(page).content.decode()
    for path in ("andra/", "metoder/", "kontakter/ny/", "ansvariga/", "overlamning/"):
        assert anna.post(f"{page}{path}", {}).status_code == 403, path
    with as_user(world.anna):
        seen = Enrolment.objects.filter(pk=world.own.pk)
        assert (seen.count(), seen.update(district="Nynäs")) == (1, 0)
        assert Assignment.objects.filter(enrolment=world.own).update(ended_on=None) == 0
    reading = ReadAccess.objects.get()
    assert (reading.ended_on - world.today).days == world.os.reading_days
    ReadAccess.objects.update(
        started_on=world.today - timedelta(9), ended_on=world.today - timedelta(1)
    )
    assert anna.get(page).status_code == 404


def test_a_case_closed_or_moved_meanwhile_says_so_and_the_others_go(world, login):
    first, second, third = cases_of(world, 3)
    sent = chosen(login(world.leader).get(url_of(world.anna)))
    Enrolment.objects.filter(pk=first.pk).update(ended_on=world.today, exit_reason="ARBETE")
    Assignment.objects.filter(enrolment=second).update(staff=world.dan)
    answer = login(world.leader).post(url_of(world.anna), sent)
    rows = results(answer)
    assert rows["Flytt00"] == (
        False,
        f"Inskrivningen avslutades {world.today} och lämnades inte över.",
    )
    assert rows["Flytt01"][1].startswith("Anna Provsson ansvarar inte längre")
    assert "Dan Provsson" in rows["Flytt01"][1]
    assert rows["Flytt02"][0]
    assert not CaseHandover.objects.filter(enrolment__in=[first, second]).exists()
    again = results(login(world.leader).post(url_of(world.anna), sent))
    assert not any(is_done for is_done, _ in again.values()), "sent twice, moved once"
    assert CaseHandover.objects.filter(enrolment=third).count() == 1


def test_a_protected_case_moves_by_those_who_may_open_it_alone(world, login):
    text = login(world.leader).get(url_of(world.anna)).content.decode()
    assert "Hemmansson" not in text
    assert "1 deltagare till syns inte här" in text
    key = f"till_{world.protected.pk}"
    login(world.leader).post(url_of(world.anna), {key: world.bo.pk})
    assert not CaseHandover.objects.exists()
    answer = hand_over(login, world.anna, world.anna, **{key: world.bo.pk})
    assert results(answer)["Hemmansson"] == (True, "Lämnad till Bo Provsson.")
    page = world.protected.get_absolute_url()
    assert login(world.bo).get(page).status_code == 200
    assert login(world.anna).get(page).status_code == 404, "no reading of a protected case"


def test_undone_within_a_day_everything_is_as_it_was(world, login):
    (enrolment,) = cases_of(world, 1)
    before = list(Assignment.objects.order_by("pk").values())
    hand_over(login, world.leader, world.anna)
    batch = CaseHandover.objects.values_list("batch", flat=True).distinct().get()
    page = f"/bemanning/overlamning/{batch}/"
    answer = login(world.leader).post(page)
    assert all(is_done for is_done, _ in results(answer).values())
    assert list(Assignment.objects.order_by("pk").values()) == before
    assert MethodWork.objects.get(enrolment=enrolment).staff == world.anna
    assert not ReadAccess.objects.exists()
    assert "Redan ångrad" in results(login(world.leader).post(page))["Flytt00"][1]


def test_after_a_day_or_a_change_it_is_not_undone(world, login):
    cases_of(world, 2)
    hand_over(login, world.leader, world.anna)
    first, second, *_ = CaseHandover.objects.order_by("enrolment__participant__family_name")[1:]
    first.handed_over_at = timezone.now() - timedelta(hours=25)
    first.save()
    Assignment.objects.filter(pk=second.new_assignment_id).update(ended_on=world.today)
    rows = results(login(world.leader).post(f"/bemanning/overlamning/{first.batch}/"))
    assert "Mer än 24 timmar" in rows["Flytt00"][1]
    assert "har ändrats sedan dess" in rows["Flytt01"][1]
    assert rows["Ekdal"][0]


def test_language_method_municipality_and_room_decide(world, login):
    MethodCeilingFactory(method="SE", cases=1, started_on=world.today)
    world.bo.languages = "Arabiska, somaliska"
    world.bo.save()
    MethodWorkFactory(enrolment=world.colleagues, staff=world.dan, method="SE")
    MethodWorkFactory(enrolment=world.own, staff=world.anna, method="SE")
    speaking = case(world.os, world.anna, municipality_id="0136")
    speaking.participant.interpreter_language = "arabiska"
    speaking.participant.save()
    page = login(world.leader).get(url_of(world.anna))
    suggested = {row[0].enrolment.pk: row[1] for row in page.context["rows"]}
    assert suggested[speaking.pk].staff == world.bo
    assert "talar arabiska" in suggested[speaking.pk].reasons
    assert suggested[world.own.pk].staff != world.dan, "Dan has no room for one more with SE"


def test_statements_do_not_grow(world, login):
    client = login(world.leader)
    cases_of(world, 1)
    client.get(url_of(world.anna))  # the first page of a session also saves it
    one = statements(client, url_of(world.anna))
    cases_of(world, 4)
    assert len(statements(client, url_of(world.anna))) == len(one) <= 15


def test_the_text_goes_with_the_case_and_is_read_by_those_who_read_notes(world, login):
    page = f"{world.own.get_absolute_url()}overlamning/"
    anna = login(world.anna)
    assert anna.post(page, NOTE | {"version": 0}).url == world.own.get_absolute_url()
    stale = anna.post(page, NOTE | {"version": 0, "goal": "Annat"})
    assert "Någon annan har sparat" in stale.content.decode()
    assert anna.post(page, NOTE | {"version": 1, "goal": "Studier"}).status_code == 302
    empty = anna.post(page, dict.fromkeys(NOTE, "") | {"version": 2})
    assert "minst ett av fälten" in empty.content.decode()
    hand_over(login, world.leader, world.anna, **{f"till_{world.own.pk}": world.bo.pk})
    section = f"{world.own.get_absolute_url()}delar/overlamning/"
    assert "Studier" in login(world.bo).get(section).content.decode()
    assert login(world.coordinator).get(section).status_code == 403
    stored = HandoverNote.objects.values_list("goal", flat=True).get()
    assert "Studier" not in stored


def test_changes_of_worker_are_counted(world, login):
    hand_over(login, world.leader, world.anna, **{f"till_{world.own.pk}": world.bo.pk})
    text = login(world.bo).get(world.own.get_absolute_url()).content.decode()
    assert "Byten av handläggare" in text
    assert login(world.bo).post(log_url(world.own), typed(world.bo)).status_code == 302


@pytest.mark.parametrize("who", ["dan", "other_leader", "coordinator"])
def test_nobody_else_hands_a_colleagues_cases_over(world, login, who):
    key = {f"till_{world.own.pk}": world.bo.pk}
    answer = login(getattr(world, who)).post(url_of(world.anna), key)
    assert answer.status_code in (403, 404)
    assert not CaseHandover.objects.exists()
