"""The phases of a method: who changes them, what is refused, and what the history shows."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from interventions.methods import actions
from interventions.methods.models import MethodWork, Phase, PhaseChange
from interventions.methods.queries import list_phases, phase_stays
from mia.audit.models import AccessLog
from mia.core.uuid7 import uuid7
from tests import factories


@pytest.fixture
def work(world):
    PhaseChange.objects.filter(enrolment=world.own).delete()
    return world.own.methods.get()


def address(work):
    return f"/metoder/{work.pk}/"


def facts(**changes):
    return {"phase": "CM_KONTAKT", "changed_on": "2021-03-01", "key": str(uuid7())} | changes


@pytest.mark.parametrize("who", ["anna", "dan", "leader"])
def test_a_phase_is_entered_once_for_a_form(world, work, login, who):
    client, form = login(getattr(world, who)), facts()
    for _ in range(2):
        assert client.post(address(work), form).status_code == 302
    change = work.phase_changes.get()
    assert (change.phase_id, change.changed_on) == ("CM_KONTAKT", date(2021, 3, 1))
    page = client.get(address(work)).content.decode()
    assert "Kontakt och förtroende" in page
    assert "Här nu" in page
    event = AccessLog.objects.filter(event="phase.changed").get()
    assert event.participants == [world.own.participant_id]


def test_steps_forward_and_back_are_history(world, work, login):
    client = login(world.anna)
    entered = (
        ("CM_KONTAKT", "2021-03-01"),
        ("CM_PLANERING", "2021-04-01"),
        ("CM_KARTLAGGNING", "2021-05-01"),
    )
    for phase, day in entered:
        client.post(address(work), facts(phase=phase, changed_on=day))
    page = client.get(address(work)).content.decode()
    assert page.count("Steg tillbaka") == 1
    assert "31 dagar" in page
    case = client.get(world.own.get_absolute_url()).content.decode()
    assert "Case management, ny fas: kartläggning och bedömning" in case
    section = client.get(f"{world.own.get_absolute_url()}delar/metoder/").content.decode()
    assert "Fas: kartläggning och bedömning" in section


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"phase": ""}, "Välj fas."),
        ({"phase": "SE_KONTAKT"}, "Välj ett giltigt alternativ"),
        ({"changed_on": ""}, "Ange första dagen i fasen."),
        ({"changed_on": "2021-02-28"}, "Metoden började 2021-03-01."),
        ({"changed_on": "2021-06-30"}, "Metoden slutade 2021-06-29."),
        ({"changed_on": "2099-01-01"}, "Dagen ligger i framtiden."),
        ({"changed_on": "2021-04-01"}, "Fasen är redan ändrad den dagen."),
        ({"phase": "CM_PLANERING", "changed_on": "2021-05-01"}, "gäller redan från 2021-04-01"),
        ({"phase": "CM_PLANERING", "changed_on": "2021-03-20"}, "gäller redan från 2021-04-01"),
    ],
)
def test_what_is_refused_is_said_at_its_field(world, work, login, changes, message):
    MethodWork.objects.filter(pk=work.pk).update(ended_on=date(2021, 6, 29))
    factories.PhaseChangeFactory(work=work, phase_id="CM_PLANERING", changed_on=date(2021, 4, 1))
    answer = login(world.anna).post(address(work), facts(**changes))
    assert answer.status_code == 200
    assert message in answer.content.decode()
    assert work.phase_changes.count() == 1


def test_a_phase_of_another_method_is_refused_by_the_action_too(world, work):
    phase = Phase.objects.get(pk="SE_KONTAKT")
    with pytest.raises(ValidationError, match="Välj en fas i metoden"):
        actions.change_phase(
            work, by=world.anna, phase=phase, changed_on=work.started_on, key=uuid7()
        )


def test_a_mistake_is_withdrawn_and_stays_to_be_seen(world, work, login):
    change = factories.PhaseChangeFactory(work=work)
    client, url = login(world.anna), f"/metoder/faser/{change.pk}/angra/"
    for _ in range(2):
        assert client.post(url).status_code == 302
    change.refresh_from_db()
    assert change.withdrawn_by == world.anna
    assert AccessLog.objects.filter(event="phase.withdrawn").count() == 1
    page = client.get(address(work)).content.decode()
    assert "<s>Kontakt och förtroende" in page
    assert "Här nu" not in page
    assert client.post(address(work), facts()).status_code == 302


@pytest.mark.parametrize(
    ("who", "reads", "changes"),
    [("coordinator", 200, 403), ("bo", 404, 404), ("cecilia", 404, 404), ("admin", 404, 404)],
)
def test_others_do_not_change_phases(world, work, login, who, reads, changes):
    change = factories.PhaseChangeFactory(work=work)
    client = login(getattr(world, who))
    assert client.get(address(work)).status_code == reads
    form = facts(phase="CM_STOD", changed_on="2021-04-01")
    assert client.post(address(work), form).status_code == changes
    assert client.post(f"/metoder/faser/{change.pk}/angra/").status_code == changes
    assert work.phase_changes.filter(withdrawn_at=None).count() == 1


@pytest.mark.parametrize(
    "rewritten",
    [{"phase_id": "CM_STOD"}, {"changed_on": date(2021, 5, 1)}, {"registered_by": "cecilia"}],
)
def test_the_database_writes_no_change_anew(world, work, as_user, rewritten):
    change = factories.PhaseChangeFactory(work=work, registered_by=world.anna)
    values = {name: getattr(world, str(value), value) for name, value in rewritten.items()}
    rows = PhaseChange.objects.filter(pk=change.pk)
    refused = pytest.raises(DatabaseError, match="not written anew")
    with as_user(world.anna), refused, transaction.atomic():
        rows.update(**values)


def test_the_database_wants_to_know_who_withdrew(work):
    with pytest.raises(IntegrityError), transaction.atomic():
        factories.PhaseChangeFactory(work=work, withdrawn_at="2021-05-01T12:00:00Z")


def test_new_work_follows_the_latest_version_and_old_work_its_own(world, work, login, today):
    factories.PhaseFactory(label="ny kontakt", version=2)
    assert [phase.label for phase in list_phases(work, [], today)] == ["ny kontakt"]
    change = factories.PhaseChangeFactory(work=work)
    assert {phase.version for phase in list_phases(work, [change], today)} == {1}


def test_a_phase_after_the_last_day_is_told(world, work, login):
    factories.PhaseChangeFactory(work=work, changed_on=date(2021, 5, 1))
    MethodWork.objects.filter(pk=work.pk).update(ended_on=date(2021, 4, 1))
    page = login(world.anna).get(world.own.get_absolute_url()).content.decode()
    assert "Fasen från 2021-05-01 ligger efter sista dagen med case management." in page


def test_a_method_without_phases_says_so(world, work, login):
    asf = factories.MethodWorkFactory(enrolment=world.own, method="ASF")
    page = login(world.anna).get(address(asf)).content.decode()
    assert "Metoden har inga faser." in page
    assert "Spara fasen" not in page


def test_the_methods_of_a_case_ask_as_many_statements_for_one_as_for_several(
    world, work, login, django_assert_num_queries
):
    factories.PhaseChangeFactory(work=work)
    client, url = login(world.anna), f"{world.own.get_absolute_url()}metoder/"
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get(url)
    for method in ("SE", "IPS", "BOSTON"):
        other = factories.MethodWorkFactory(enrolment=world.own, method=method)
        phase = Phase.objects.filter(method=method).first()
        factories.PhaseChangeFactory(work=other, phase_id=phase.pk)
    with CaptureQueriesContext(connection) as several:
        client.get(url)
    assert len(several) == len(one)


@given(
    gaps=st.lists(st.integers(min_value=1, max_value=90), max_size=8),
    length=st.one_of(st.none(), st.integers(min_value=0, max_value=900)),
)
def test_the_stays_cover_every_day_once(gaps, length):
    """From the first change to the end of the method, or today, whichever comes first."""
    first, today = date(2021, 3, 1), date(2022, 6, 1)
    work = MethodWork(started_on=first, ended_on=None)
    if length is not None:
        work.ended_on = first + timedelta(days=length)
    changes, day = [], first
    for number, gap in enumerate(gaps):
        phase = Phase(code="X", version=1, position=number)
        changes.append(PhaseChange(changed_on=day, phase=phase))
        day += timedelta(days=gap)
    changes = [row for row in changes if row.changed_on <= min(work.ended_on or today, today)]
    stays = phase_stays(work, changes, today)
    whole = (min(work.ended_on or today, today) - first).days + 1 if changes else 0
    assert sum(stay.days for stay in stays) == whole
    assert not any(stay.is_step_back for stay in stays)
