"""A person who is due, with a row in every table that can hold something about a person, and the
steps of a disposal.
"""

import json
from datetime import UTC, date, datetime

from django.db import connection

from mia.access.unit_of_work import unit_of_work
from mia.core import personnummer
from mia.organisation.delprojekt.models import EsfProject
from participants.enrolments.models import Enrolment
from reporting.retention import actions
from reporting.retention.plan import disposal_plan
from tests import factories
from tests.jobs.working import work_through
from tests.reporting.retention.disposing_methods import add_methods

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
BORN = date(1979, 8, 17)
TODAY = date(2026, 3, 1)
NUMBER = personnummer.test_number(BORN, "K")
NAME = "Zackarina Östergötlund"
PHONE = "070-555 66 77"


def person_due(world, *, name=NAME, born=BORN, number=None, **facts):
    """Somebody whose enrolment ended long ago, with every kind of row; returns the enrolment."""
    EsfProject.objects.update(keep_until=date(2022, 12, 31))
    given_name, family_name = name.split()
    person = factories.ParticipantFactory(
        given_name=given_name,
        family_name=family_name,
        birth_date=born,
        birth_year=born.year,
        sex="K",
        interpreter_language="zuluspråket",
        number=number or personnummer.test_number(born, "K"),
        identity=None,
        **facts,
    )
    enrolment = factories.EnrolmentFactory(
        participant=person,
        delprojekt=world.os,
        started_on=date(2018, 3, 5),
        ended_on=date(2019, 6, 14),
        exit_reason_id="ARBETE",
        referred_on=date(2018, 2, 1),
        referrer_id="FK",
        district="Zinkensdamm",
        labour_status="ARBETSLOS",
        unemployed_since=date(2016, 1, 1),
        education="GYMNASIUM",
        income_before=["SJUKPENNING"],
        income_months=14,
        disability="JA",
        work_after="ANSTALLD",
        work_after_percent=50,
    )
    _fill(enrolment, world)
    return enrolment


def _add_placement(enrolment, world):
    """A placement with its hours, plan, attendance and meeting."""
    person, day = enrolment.participant, enrolment.started_on
    agreement = factories.AgreementFactory(delprojekt=enrolment.delprojekt)
    placement = factories.PlacementFactory(
        enrolment=enrolment,
        host=agreement.host,
        agreement=agreement,
        workplace=f"Hos {person}",
        supervisor="Zäta Handledare",
        branch_id="CAFE",
        tasks=f"Det som {person} kan",
        started_on=day,
        ended_on=enrolment.ended_on,
        end_reason="PLANERAT",
        result="INGET",
        registered_by=world.anna,
    )
    of = {"placement": placement, "enrolment": enrolment}
    factories.HoursStepFactory(**of, started_on=day)
    factories.PlacementPlanFactory(**of, purpose=f"Plan för {person}")
    factories.AttendanceFactory(**of, first_on=day, registered_by=world.anna)
    factories.PlacementMeetingFactory(
        **of, held_on=day, attendees=f"{person}", registered_by=world.anna
    )


def _fill(enrolment, world):
    _add_placement(enrolment, world)
    day = enrolment.started_on
    person = enrolment.participant
    contact = factories.ContactFactory(
        enrolment=enrolment, held_on=day, minutes=55, staff=world.anna, registered_by=world.anna
    )
    factories.NoteFactory(contact=contact, text=f"Anteckning om {person}")
    factories.MethodWorkFactory(enrolment=enrolment, started_on=day, staff=world.anna)
    factories.AssignmentFactory(
        enrolment=enrolment, staff=world.anna, started_on=day, ended_on=enrolment.ended_on
    )
    consent = factories.ConsentFactory(enrolment=enrolment, kind="SUS", given_on=day)
    factories.DisclosureFactory(
        enrolment=enrolment, consent=consent, content=f"plan för {person}", disclosed_on=day
    )
    told = {"is_told": True, "consent": consent, "text": f"Svar om {person}"}
    factories.InquiryFactory(enrolment=enrolment, **told)
    factories.ContactDetailsFactory(enrolment=enrolment, telephone=PHONE)
    factories.RelatedPersonFactory(enrolment=enrolment, name="Zäta Moder", telephone=PHONE)
    factories.ExtensionFactory(enrolment=enrolment, decided_on=day)
    factories.PauseFactory(enrolment=enrolment, started_on=day, ended_on=day)
    _fill_referrals(enrolment, world)
    _fill_work(enrolment, world)
    factories.WatchedParticipantFactory(participant=person.pk)
    factories.WaitingEnrolmentFactory(
        participant=person,
        delprojekt=world.hbs,
        state="refused",
        details={"given_name": person.given_name, "family_name": person.family_name},
    )
    factories.DraftFactory(path=f"/deltagare/{enrolment.pk}/logga/")
    factories.SentRowFactory(enrolment=enrolment)
    factories.DisposalHoldFactory(participant=person, lifted_at=AT, lifted_by=world.coordinator)


def _fill_referrals(enrolment, world):
    """The referral that led to the enrolment, and an earlier one that was declined."""
    person, day = enrolment.participant, enrolment.started_on
    number = person.personal_numbers.get().number
    referral = factories.ReferralFactory(
        delprojekt=world.os,
        state="ANTAGEN",
        received_on=date(2018, 2, 1),
        state_on=day,
        enrolment=enrolment,
        number=number,
        given_name=person.given_name,
        family_name=person.family_name,
        birth_date=person.birth_date,
        contact_phone=PHONE,
        reason=f"Remiss för {person}",
    )
    for state, on in (("INKOMMEN", date(2018, 2, 1)), ("ANTAGEN", day)):
        factories.ReferralStepFactory(
            referral=referral, state=state, started_on=on, note=f"Om {person}"
        )
    # An earlier one, that was declined, of the same number.
    factories.ReferralFactory(
        delprojekt=world.hbs,
        state="AVBOJD",
        received_on=date(2017, 2, 1),
        state_on=date(2017, 2, 9),
        number=number,
        given_name=person.given_name,
        family_name=person.family_name,
        birth_date=person.birth_date,
    )


def _fill_work(enrolment, world):
    """A job and studies in the enrolment, what followed, and who took over the case."""
    day = date(2019, 3, 4)
    spell = factories.SpellFactory(
        enrolment=enrolment,
        organisation="Zebrabageriet",
        role="zebrabagare",
        percent=60,
        started_on=day,
        registered_by=world.anna,
    )
    factories.SpellFactory(
        enrolment=enrolment, organisation="Zonens café", started_on=day, registered_by=world.anna
    )
    factories.QualificationFactory(
        enrolment=enrolment, name="Zvetsarprov", awarded_on=day, registered_by=world.anna
    )
    factories.TransitionFactory(
        enrolment=enrolment,
        unit="Zonkontoret",
        state="STARTAD",
        started_on=day,
        planned_on=day,
        registered_by=world.anna,
    )
    for moment, of in (("4V", None), ("3M", spell)):
        answer = "KVAR" if of else "ARBETAR"
        factories.FollowUpFactory(
            enrolment=enrolment,
            spell=of,
            moment=moment,
            answer=answer,
            followed_on=date(2019, 7, 12),
            registered_by=world.anna,
        )
    _fill_handover(enrolment, world)
    _fill_plan(enrolment, world)


def _fill_handover(enrolment, world):
    factories.HandoverNoteFactory(enrolment=enrolment, goal="Zmål", written_by=world.anna)
    factories.ReadAccessFactory(enrolment=enrolment, staff=world.bo, registered_by=world.anna)
    factories.CaseHandoverFactory(
        enrolment=enrolment,
        former=world.bo,
        successor=world.anna,
        former_assignment=enrolment.assignments.get(),
    )


def _fill_plan(enrolment, world):
    """A plan and a booking; and a registration of the same person that was merged into this one."""
    by = {"registered_by": world.anna}
    goal = factories.GoalFactory(enrolment=enrolment, **by)
    factories.StepFactory(enrolment=enrolment, goal=goal, **by)
    factories.PlanReviewFactory(enrolment=enrolment, **by)
    add_methods(enrolment, by)
    factories.BookingFactory(enrolment=enrolment, **by)
    factories.AttestationFactory(enrolment=enrolment, **by)
    factories.MemoFactory(enrolment=enrolment, staff=world.anna)
    factories.ContactQuestionFactory(contact=enrolment.contacts.get(), asked_by=world.anna)
    version = factories.CaseDocumentFactory(enrolment=enrolment, **by)
    factories.DocumentReadingFactory(version=version, read_by=world.anna)
    factories.GroupMemberFactory(enrolment=enrolment, **by)
    factories.LetterFactory(enrolment=enrolment, heading="Zrubrik", **by)
    factories.ContactRemovalFactory(enrolment=enrolment, removed_by=world.anna)
    factories.MissingNumberFactory(
        participant=enrolment.participant,
        ended_on=enrolment.started_on,
        started_on=date(2018, 1, 2),
    )
    absorbed = factories.ParticipantFactory(
        given_name="Zzdubblett",
        family_name="Östergötlund",
        birth_date=date(1979, 8, 17),
        number=False,
        identity=None,
        birth_year=1979,
        sex="K",
    )
    factories.PersonMergeFactory(
        kept=enrolment.participant, absorbed=absorbed, merged_by=world.coordinator
    )


def propose(by):
    with unit_of_work(by.pk, source="test", today=TODAY):
        return actions.propose(by=by, at=AT, today=TODAY)


def confirm(disposal, by):
    with unit_of_work(by.pk, source="test", today=TODAY):
        return actions.confirm(disposal, by=by, at=AT)


def dispose(world, second):
    """Everything that is due: proposed by the coordinator, confirmed and carried out by `second`.

    Returns the disposal as it is afterwards.
    """
    disposal = propose(world.coordinator)
    confirm(disposal, second)
    work_through()
    disposal.refresh_from_db()
    return disposal


def everything() -> dict[str, str]:
    """Every table of the database as text, by name: what a dump would hold."""
    texts = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
            " WHERE schemaname IN ('public', 'app')"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT coalesce(string_agg(t::text, chr(10)), '') FROM {table} t")
            texts[table] = cursor.fetchone()[0]
    return texts


def rows_in_plan(enrolment: Enrolment) -> dict[str, dict[str, dict]]:
    """Each row of the person by table and key, as the database has it; found by the plan."""
    rows = {}
    for step in disposal_plan():
        found = {}
        columns = {column: target._meta.db_table for column, target in step.links.items()}
        for row in _all_rows(step.table):
            is_linked = [row[column] in rows[table] for column, table in columns.items()]
            if any(is_linked) or row.get("id") == str(enrolment.participant_id):
                found[str(row[step.model._meta.pk.column])] = row
        rows[step.table] = found
    return rows


def _all_rows(table: str) -> list[dict]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(t)::text FROM {table} t")
        return [json.loads(text) for (text,) in cursor.fetchall()]
