"""Pages of every day, as each role opens them, and logging a contact: against a bare view with the
same middleware.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count
from typing import Any

from django.http import HttpResponse
from django.test import Client

from bench.measure import Job
from bench.place import County
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt

PAGE = "a bare view: the same middleware and frame, one look-up by primary key"
INSERT = (
    "a bare view: the same middleware, inserts one contact (triggers too) and one row of the trail"
)


def misspelt(name: str) -> str:
    """Without its second letter."""
    return name[:1] + name[2:]


def jobs(county: County) -> Iterator[Job]:
    for role in county.people:
        yield from pages(county, role)
    yield log(county)


def pages(county: County, role: str) -> Iterator[Job]:
    enrolment, _, _, name = county.busy
    browser = county.browser(role)
    for label, ours in visits(browser, str(enrolment), name).items():
        yield Job(
            f"{label}, {role}",
            ours,
            lambda: body(browser.get(f"/bar/sida/{enrolment}/")),
            PAGE,
            goal=2.0,
            growth=1.2,
        )


def visits(browser: Client, enrolment: str, name: str) -> dict[str, Any]:
    return {
        "caseload": lambda: body(browser.get("/deltagare/?visa=&status=oppna")),
        "search, misspelt name": lambda: body(
            browser.post("/deltagare/sok/", {"q": misspelt(name)})
        ),
        "case with 200 contacts": lambda: body(browser.get(f"/deltagare/{enrolment}/")),
    }


def log(county: County) -> Job:
    """Every contact at a time of its own; they are taken away again."""
    enrolment, _, code, _ = county.busy
    browser, staff = county.browser("case worker"), county.staff("case worker")
    person = county.ask(
        "SELECT participant_id FROM participants_enrolment WHERE id = %s", enrolment
    )[0][0]
    place = Delprojekt.objects.get(code=code).pk
    minutes = count()

    def said() -> dict[str, Any]:
        number = next(minutes)
        day = date(2022, 12, 30) - timedelta(number // 1000)
        clock = f"{number // 60 % 24:02}:{number % 60:02}"
        return {
            "key": uuid7(),
            "held_on": f"{day:%Y-%m-%d}",
            "started_at": clock,
            "minutes": 30,
            "channel": "HEMBESOK",
            "outcome": "GENOMFORD",
            "method": "",
            "staff": staff.pk,
            "note": "",
        }

    def clean() -> None:
        with county.owner() as owner:
            owner.execute(
                "DELETE FROM interventions_contact WHERE enrolment_id = %s AND minutes = 30 AND registered_by_id"
                " = %s",
                [enrolment, staff.pk],
            )
        browser.get("/tillganglighet/")  # the messages are read, as they are between two contacts

    def ours() -> int:
        return browser.post(f"/deltagare/{enrolment}/kontakter/ny/", said()).status_code

    def floor() -> int:
        more = {"delprojekt": place, "participant": person}
        return browser.post(f"/bar/kontakt/{enrolment}/", said() | more).status_code

    return Job(
        "log a contact",
        ours,
        floor,
        INSERT,
        goal=1.5,
        growth=1.1,
        same=lambda a, b: a == b == 302,
        before_ours=clean,
        before_floor=clean,
    )


def body(response: HttpResponse) -> bytes:
    assert response.status_code == 200, response.status_code
    return response.content
