"""Worlds to count: persons with given facts, and random ones."""

import random
from datetime import date, timedelta

from interventions.methods.enums import Method
from mia.access import identity
from mia.core.period import Period
from reporting.dashboards import overview, sections
from reporting.dashboards import queries as dashboards_queries
from reporting.dashboards.access import get_unit
from reporting.dashboards.selection import Selection
from tests import factories

YEAR = {"fran": "2021-01", "till": "2021-12"}


def person(
    delprojekt, sex, started_on, ended_on=None, reason=None, referrer=None, method=None, **more
):
    row = factories.EnrolmentFactory(
        participant=more.pop("participant", None)
        or factories.ParticipantFactory(**BORN[sex], **more),
        delprojekt=delprojekt,
        started_on=started_on,
        ended_on=ended_on,
        exit_reason_id=reason,
        referrer_id=referrer,
    )
    if method:
        factories.MethodWorkFactory(enrolment=row, method=method, started_on=started_on)
    return row


class Births(dict):
    """Facts of a person of a sex, with a birthday, and so a test number, that no one else has."""

    def __init__(self):
        self.used = 0

    def __getitem__(self, sex):
        self.used += 1
        born = date(1980, 1, 1) + timedelta(days=self.used % 9000)
        return {
            "birth_date": born,
            "birth_year": born.year,
            "sex": sex,
            "number": False,
            "identity": None,
        }


BORN = Births()


def shown(user, code="", **words):
    """The overview as `user` gets it, within row-level security."""
    with identity.acting_as(user.pk, source="test"):
        unit = get_unit(user, code)
        period = Period(
            Period.month(words.get("fran", "2021-01")).first_on,
            Period.month(words.get("till", "2021-12")).last_on,
        )
        projects = [
            row
            for row in dashboards_queries.esf_projects()
            if row.code == words.get("projekt", row.code)
        ]
        selection = Selection(period, tuple(unit.ids), tuple(row.pk for row in projects))
        view = overview.read(unit, selection, YEAR | words, projects)
        return view, sections.sections(view)


def triple(numbers):
    return tuple(
        number.value for number in (numbers.women, numbers.men, numbers.unknown, numbers.total)
    )


def random_world(world, seed):
    chance = random.Random(seed)  # noqa: S311 - the same world from the same seed
    reasons = ["ARBETE", "STUDIER", "ORDINARIE_AF", "SJUKDOM", "FELREGISTRERING"]
    for _ in range(25):
        start = date(2020, 12, 1) + timedelta(days=chance.randrange(120))
        end = start + timedelta(days=chance.randrange(120)) if chance.random() < 0.6 else None
        row = person(
            chance.choice([world.os, world.os, world.hbs]),
            chance.choice("KKMMX"),
            start,
            end,
            chance.choice(reasons) if end else None,
            chance.choice(["FK", "AF", None]),
            protection=chance.choice(["INGEN", "INGEN", "SEKRETESSMARKERING"]),
        )
        for method in chance.sample(Method.values, chance.randrange(3)):
            factories.MethodWorkFactory(
                enrolment=row, method=method, started_on=start, ended_on=end
            )
        if end and chance.random() < 0.5:
            person(world.hbs, "K", end + timedelta(days=1), participant=row.participant)
