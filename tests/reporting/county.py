"""A small county with fixed dates and numbers, for the files that are compared byte for byte."""

from datetime import UTC, date, datetime
from types import SimpleNamespace

from mia.access.roles import Role
from mia.core import personnummer
from mia.core.period import Period
from mia.organisation.delprojekt.models import Delprojekt, EsfProject, Municipality
from participants.codes.models import ExitReason, Referrer
from reporting.exports.about import FileOrigin
from reporting.exports.registry import EXPORTS
from reporting.figures.scope import ReportScope
from tests.factories import (
    ConsentFactory,
    ContactFactory,
    EnrolmentFactory,
    ParticipantFactory,
    staff,
)

MARCH = Period.month("2021-03")
MADE = FileOrigin("Karin Koordinator", datetime(2021, 4, 1, 8, 30, tzinfo=UTC))


def person(birth: date, sex: str, **facts):
    number = personnummer.test_number(birth, sex)
    facts = {"given_name": "Prov", "family_name": "Provsson"} | facts
    return ParticipantFactory(
        identity=number, birth_date=birth, birth_year=birth.year, sex=sex, number=number, **facts
    )


def enrol(delprojekt, participant, started_on, *, consent=None, **facts):
    references = {"referrer": Referrer, "exit_reason": ExitReason, "municipality": Municipality}
    for name, model in references.items():
        if name in facts:
            facts[name] = model.objects.get(pk=facts[name])
    row = EnrolmentFactory(
        delprojekt=delprojekt, participant=participant, started_on=started_on, **facts
    )
    if consent:
        ConsentFactory(enrolment=row, given_on=consent)
    row.refresh_from_db()
    return row


def county() -> SimpleNamespace:
    """Seven persons in two delprojekt: new, ongoing, ended, protected, anonymous, wrong, and one
    who left before.
    """
    os, hbs = Delprojekt.objects.get(code="OS"), Delprojekt.objects.get(code="HBS")
    here = SimpleNamespace(os=os, hbs=hbs, coordinator=staff("koordinator", Role.COORDINATOR))
    here.new, here.ended = _new(os), _ended(os)
    here.employed = _employed(os)
    here.protected = enrol(
        os,
        person(date(1985, 7, 3), "M", protection="SEKRETESSMARKERING"),
        date(2021, 3, 1),
        consent=date(2021, 3, 1),
        municipality="0136",
        labour_status="EJ_I_ARBETSKRAFTEN",
        in_education=True,
        education="OKAND",
    )
    here.without_consent = enrol(
        hbs,
        person(date(2001, 2, 3), "K"),
        date(2021, 3, 15),
        labour_status="ARBETSLOS",
        unemployed_since=date(2020, 9, 1),
        education="EJ_GRUNDSKOLA",
        foreign_background="JA",
    )
    here.wrong = enrol(
        hbs,
        person(date(1988, 8, 8), "M"),
        date(2021, 3, 2),
        consent=date(2021, 3, 2),
        ended_on=date(2021, 3, 3),
        exit_reason="FELREGISTRERING",
    )
    here.before = _before(hbs)
    _contacts(here)
    return here


def _employed(os):
    return enrol(
        os,
        person(date(1976, 1, 1), "K"),
        date(2021, 2, 28),
        consent=date(2021, 3, 5),
        referrer="AF",
        municipality="0138",
        labour_status="SYSSELSATT",
        education="EFTERGYMN",
        work_before="EJ_SUBVENTIONERAT",
        work_before_percent=25,
    )


def _before(hbs):
    return enrol(
        hbs,
        person(date(1980, 10, 10), "K"),
        date(2019, 4, 1),
        project=EsfProject.objects.get(code="MIA"),
        consent=date(2019, 4, 1),
        ended_on=date(2021, 2, 28),
        exit_reason="STUDIER",
        study_after_percent=100,
    )


def _new(os):
    return enrol(
        os,
        person(date(1990, 5, 17), "K"),
        date(2021, 3, 8),
        consent=date(2021, 3, 8),
        referrer="FK",
        municipality="0136",
        labour_status="EJ_I_ARBETSKRAFTEN",
        in_education=False,
        education="GYMNASIUM",
        income_before=["SJUKPENNING", "FORSORJNINGSSTOD"],
        income_months=75,
        work_before="INGET",
        seeking_before=False,
        disability="JA",
    )


def _ended(os):
    return enrol(
        os,
        person(date(1999, 12, 31), "M"),
        date(2020, 9, 1),
        consent=date(2020, 9, 1),
        referrer="KOMMUN",
        municipality="0192",
        labour_status="ARBETSLOS",
        unemployed_since=date(2020, 1, 1),
        education="GRUNDSKOLA",
        income_before=["FORSORJNINGSSTOD"],
        income_months=11,
        work_before="INGET",
        seeking_before=True,
        ended_on=date(2021, 3, 31),
        exit_reason="ARBETE",
        income_after=["LON"],
        work_after="SUBVENTIONERAT",
        work_after_percent=50,
        study_after_percent=0,
        seeking_after=False,
        registered_after=False,
    )


def _contacts(here):
    for row, day, minutes, more in [
        (here.new, date(2021, 3, 8), 60, {}),
        (here.new, date(2021, 3, 20), 33, {"channel": "TELEFON"}),  # 93 minutes: 1,55 is 1,6
        (here.new, date(2021, 3, 21), 45, {"channel": "MEDDELANDE"}),
        (here.new, date(2021, 3, 22), 45, {"channel": "MYNDIGHET"}),
        (here.new, date(2021, 3, 23), 45, {"outcome": "UTEBLIVEN"}),
        (here.new, date(2021, 4, 1), 60, {}),
        (here.ended, date(2021, 2, 28), 60, {}),
        (here.ended, date(2021, 3, 31), 90, {"channel": "GRUPP"}),
        (here.protected, date(2021, 3, 1), 15, {}),
    ]:
        ContactFactory(enrolment=row, held_on=day, minutes=minutes, **more)


def report_scope(period=MARCH, delprojekt=(), **more) -> ReportScope:
    """Every delprojekt and project, unless told."""
    rows = tuple(delprojekt) or tuple(Delprojekt.objects.order_by("code"))
    more.setdefault("made_on", MADE.at.date())
    more.setdefault("projects", tuple(EsfProject.objects.order_by("started_on", "pk")))
    return ReportScope(period=period, delprojekt=rows, is_whole=not delprojekt, **more)


def export(slug):
    return EXPORTS[slug]


def fetch(client, slug, **data) -> tuple[int, bytes]:
    """Take out a file by the page, as CSV unless told: status and content. Read to its end, it is
    closed.
    """
    response = client.post(f"/rapporter/{slug}/", {"month": "2021-03", "format": "csv"} | data)
    return response.status_code, b"".join(
        response.streaming_content
    ) if response.streaming else response.content
