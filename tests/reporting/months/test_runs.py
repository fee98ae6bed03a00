"""Locked months: what was sent, what has changed since, and what must be handed in again
(docs/domain.md §3.1, §7.9 no. 7).
"""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from mia import audit
from mia.audit.models import AccessLog
from mia.core.period import Period
from mia.organisation.delprojekt.models import EsfProject
from reporting.exports.about import FileOrigin
from reporting.exports.models import ReportRun
from reporting.months import actions as run_actions
from reporting.months import queries as months_queries
from reporting.months.differences import compare_with_now
from reporting.months.locked_months import list_locked_months
from reporting.months.models import SentRow
from reporting.runs import actions as runs_actions
from tests.factories import AttendanceFactory, ContactFactory
from tests.reporting.county import enrol, export, fetch, person, report_scope

ESF = export("esf-deltagare")
MONTHS = ["2021-03", "2021-04", "2021-05"]


def compare(run):
    return compare_with_now(ESF, run, months_queries.load_scope_of(run))


@pytest.fixture
def send(world, as_user):
    """Make the month's file as the coordinator, lock it unless told, and give its rows."""
    clock = iter(range(1, 100))

    def _send(month, *, locks=True, by=None, delprojekt=(), **more):
        user = by or world.coordinator
        at = datetime(2022, 1, next(clock), 12, tzinfo=UTC)
        file = io.BytesIO()
        audit.begin()
        with as_user(user):
            chosen = report_scope(Period.month(month), delprojekt=delprojekt, **more)
            origin = FileOrigin("K", at)
            run = runs_actions.make(ESF, chosen, by=user, extension="csv", file=file, origin=origin)
            if locks:
                run_actions.lock(run, ESF, chosen, by=user, at=at)
        return list(csv.DictReader(io.StringIO(file.getvalue().decode("utf-8-sig")), delimiter=";"))

    return _send


@pytest.fixture
def look(world, as_user):
    """The locked months as the page shows them, every one compared."""

    def _look():
        with as_user(world.coordinator):
            locked = months_queries.load_locked_runs(world.coordinator, ESF)
            differences = {run.pk: compare(run) for run in locked}
            return {
                f"{one.run.first_on:%Y-%m}": one for one in list_locked_months(locked, differences)
            }

    return _look


def test_the_acceptance_example(world, send, look):
    """Correcting March after April and May were exported: April and May must be read again."""
    for month in MONTHS:
        send(month)
    assert [one.must_be_read_again for one in look().values()] == [False, False, False]
    ContactFactory(enrolment=world.own, held_on=date(2021, 3, 9), minutes=30)
    found = look()
    assert str(found["2021-03"].difference) == "1 ändrade"
    assert {month: one.must_be_read_again for month, one in found.items()} == dict.fromkeys(
        MONTHS, True
    )
    send("2021-03")
    found = look()
    assert not found["2021-03"].difference
    assert [found[month].must_be_read_again for month in MONTHS] == [False, True, True]
    send("2021-04")
    send("2021-05")
    assert not any(one.must_be_read_again for one in look().values())


def test_the_file_counts_attendance_as_an_independent_sum_does(world, send):
    """A day, and a week of one month; not the day before the enrolment, nor one of April."""
    for first, last, minutes in ((3, 3, 90), (8, 12, 300)):
        AttendanceFactory(
            enrolment=world.own,
            first_on=date(2021, 3, first),
            last_on=date(2021, 3, last),
            minutes=minutes,
        )
    for day in (date(2021, 2, 28), date(2021, 4, 1)):
        AttendanceFactory(enrolment=world.own, first_on=day, minutes=60)
    number = world.own.participant.personal_numbers.get().number
    (row,) = [row for row in send("2021-03") if row["Personnummer"] == number]
    contact = world.own.contacts.get()
    assert contact.held_on.month == 3
    assert row["Timmar"] == f"{(90 + 300 + contact.minutes) / 60:.1f}".replace(".", ",")
    assert row["Tillfällen"] == "3"


def test_a_row_that_differs_from_the_locked_file_is_marked(world, send):
    assert {row["Händelse"] for row in send("2021-03")} == {"NY"}
    ContactFactory(enrolment=world.own, held_on=date(2021, 3, 9), minutes=30)
    number = world.own.participant.personal_numbers.get().number
    again = {row["Personnummer"]: row["Händelse"] for row in send("2021-03", locks=False)}
    assert again.pop(number) == "RÄTTAD"
    assert set(again.values()) == {"NY"}


def test_when_the_correction_is_locked_too_it_is_no_news(world, send):
    send("2021-03")
    ContactFactory(enrolment=world.own, held_on=date(2021, 3, 9), minutes=30)
    send("2021-03")
    assert {row["Händelse"] for row in send("2021-03", locks=False)} == {"NY"}


def test_another_month_is_not_corrected_by_it(world, send):
    send("2021-03")
    ContactFactory(enrolment=world.own, held_on=date(2021, 3, 9), minutes=30)
    assert {row["Händelse"] for row in send("2021-04", locks=False)} == {"PÅGÅENDE"}


def test_rows_that_came_and_went_are_told(world, send, look):
    send("2021-03")
    enrol(world.os, person(date(1990, 1, 1), "K"), date(2021, 3, 30))
    world.own.ended_on, world.own.exit_reason_id = date(2021, 3, 31), "FELREGISTRERING"
    world.own.save()
    assert str(look()["2021-03"].difference) == "1 nya, 1 borttagna"


def test_what_was_locked_lies_there_as_keyed_fingerprints(world, send):
    send("2021-03")
    run = ReportRun.objects.get()
    assert (run.locked_by, run.locked_at) == (
        world.coordinator,
        datetime(2022, 1, 1, 12, tzinfo=UTC),
    )
    assert SentRow.objects.count() == 4
    number = world.own.participant.personal_numbers.get().number
    assert all(number.encode() not in bytes(row.fingerprint) for row in SentRow.objects.all())


def test_a_file_that_is_no_longer_true_can_not_be_locked(world, send, as_user):
    send("2021-03", locks=False)
    run = ReportRun.objects.get()
    ContactFactory(enrolment=world.own, held_on=date(2021, 3, 9), minutes=30)
    with (
        as_user(world.coordinator),
        pytest.raises(ValidationError, match="har ändrats sedan filen hämtades"),
    ):
        run_actions.lock(
            run,
            ESF,
            months_queries.load_scope_of(run),
            by=world.coordinator,
            at=datetime(2022, 1, 9, tzinfo=UTC),
        )
    assert not SentRow.objects.exists()


def test_locked_once(world, send, as_user):
    send("2021-03")
    run = ReportRun.objects.get()
    with as_user(world.coordinator), pytest.raises(ValidationError, match="redan låst"):
        run_actions.lock(
            run,
            ESF,
            months_queries.load_scope_of(run),
            by=world.coordinator,
            at=datetime(2022, 1, 9, tzinfo=UTC),
        )


def test_a_month_is_locked_when_it_is_over(world, send, as_user):
    send("2021-03", locks=False)
    run = ReportRun.objects.get()
    with as_user(world.coordinator), pytest.raises(ValidationError, match="inte slut än"):
        run_actions.lock(
            run,
            ESF,
            months_queries.load_scope_of(run),
            by=world.coordinator,
            at=datetime(2021, 3, 31, tzinfo=UTC),
        )


def test_only_those_with_the_right_lock(world, send, as_user):
    send("2021-03", locks=False)
    run = ReportRun.objects.get()
    with as_user(world.leader), pytest.raises(PermissionDenied):
        run_actions.lock(
            run,
            ESF,
            months_queries.load_scope_of(run),
            by=world.leader,
            at=datetime(2022, 1, 9, tzinfo=UTC),
        )


def test_delprojekt_locked_apart_do_not_touch_each_other(world, send, as_user):
    for month, place in (("2021-03", world.os), ("2021-03", world.hbs), ("2021-04", world.hbs)):
        send(month, delprojekt=[place])
    ContactFactory(enrolment=world.own, held_on=date(2021, 3, 9), minutes=30)
    with as_user(world.coordinator):
        locked = months_queries.load_locked_runs(world.coordinator, ESF)
        differences = {run.pk: compare(run) for run in locked}
    found = {
        (*month.run.delprojekt, f"{month.run.first_on:%m}"): month.must_be_read_again
        for month in list_locked_months(locked, differences)
    }
    assert found == {("OS", "03"): True, ("HBS", "03"): False, ("HBS", "04"): False}


def test_months_are_locked_in_order(world, send, as_user):
    """The first is the one in which somebody was enrolled first; a selection has its own order."""
    with pytest.raises(ValidationError, match="Lås 2021-04 först"):
        send("2021-05")
    send("2021-03")
    with pytest.raises(ValidationError, match="Lås 2021-04 först"):
        send("2021-05")
    with pytest.raises(ValidationError, match="Lås 2021-03 först"):
        send("2021-04", delprojekt=[world.os])
    send("2021-04")
    send("2021-05")
    send("2021-03")
    assert ReportRun.objects.filter(locked_at__isnull=False).count() == 4


def test_an_esf_project_has_its_own_order_of_months(world, send):
    """An enrolment in MIA makes the months of MIA to be locked, not those of MIA Vidare."""
    mia, later = EsfProject.objects.order_by("started_on")
    enrol(world.os, person(date(1990, 1, 1), "K"), date(2020, 6, 1), project=mia)
    send("2021-03", projects=(later,))
    with pytest.raises(ValidationError, match="Lås 2020-06 först"):
        send("2020-07", projects=(mia,))
    send("2020-06", projects=(mia,))
    send("2020-07", projects=(mia,))


def test_a_wrong_registration_opens_no_month(world, send):
    enrol(
        world.os,
        person(date(1990, 1, 1), "K"),
        date(2020, 9, 1),
        ended_on=date(2020, 9, 2),
        exit_reason="FELREGISTRERING",
    )
    assert len(send("2021-03")) == 4


def test_runs_are_seen_by_those_who_may_make_them(world, send, as_user):
    send("2021-03", delprojekt=[world.os])
    for user, number in [
        (world.coordinator, 1),
        (world.leader, 0),
        (world.investigator, 0),
        (world.anna, 0),
    ]:
        with as_user(user):
            assert months_queries.runs_visible_to(user).count() == number


def test_what_was_sent_is_hidden_from_the_others_by_row_level_security(world, send, as_user):
    send("2021-03")
    for user, number in [
        (world.coordinator, 4),
        (world.leader, 0),
        (world.investigator, 0),
        (world.anna, 0),
        (None, 0),
    ]:
        with as_user(user):
            assert SentRow.objects.count() == number


def test_locking_leaves_a_line_in_the_audit_log(world, login):
    client = login(world.coordinator)
    fetch(client, "esf-deltagare", format="xlsx")
    run = ReportRun.objects.get()
    response = client.post(f"/rapporter/esf-deltagare/{run.pk}/las/")
    assert response.url == "/rapporter/esf-deltagare/?month=2021-03&project=MIA_VIDARE"
    assert AccessLog.objects.get(event="esf-deltagare.locked").actor == world.coordinator.pk
    run.refresh_from_db()
    assert run.locked_by == world.coordinator
