"""Pages of every day, as each role opens them, and logging a contact: against a bare view with the
same middleware.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from itertools import count
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.test import Client
from django.utils.http import urlencode

from bench import bounds
from bench.measure import Job
from bench.place import County
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt

PAGE = "a bare view: the same middleware and frame, one look-up by primary key"
INSERT = (
    "a bare view: the same middleware, inserts one contact (triggers too) and one row of the"
    " access log"
)
CASELOAD, SEARCH, CASE = "caseload", "search, misspelt name", "case with 200 contacts"
TODAY, DELPROJEKT = "today", "delprojekt today"
BOUNDS = {
    CASELOAD: bounds.DAILY_PAGE,
    SEARCH: bounds.DAILY_PAGE,
    CASE: bounds.CASE_PAGE,
    TODAY: bounds.CASE_PAGE,
    DELPROJEKT: bounds.CASE_PAGE,
}
Visit = Callable[[], bytes]
LATEST = date(2022, 12, 30)
FORM = "application/x-www-form-urlencoded"
OF_BENCH = 30  # minutes: the contacts of this module are known by it


def misspelt(name: str) -> str:
    """Without its second letter."""
    return name[:1] + name[2:]


def jobs(county: County) -> Iterator[Job]:
    for role in county.usernames:
        yield from pages(county, role)
    yield log_job(county)


def pages(county: County, role: str) -> Iterator[Job]:
    enrolment = county.busy[0]
    browser = county.browser(role)
    for label, visit in visits(county, browser, role).items():
        yield Job(
            name=f"{label}, {role}",
            ours=visit,
            reference=partial(open_page, browser, f"/bar/sida/{enrolment}/"),
            reference_is=PAGE,
            bounds=BOUNDS[label],
        )


def visits(county: County, browser: Client, role: str) -> dict[str, Visit]:
    """What someone of the role opens, by name."""
    enrolment, _, code, name = county.busy
    visits = {
        CASELOAD: partial(open_page, browser, "/deltagare/?visa=&status=oppna"),
        SEARCH: partial(search, browser, misspelt(name)),
        CASE: partial(open_page, browser, f"/deltagare/{enrolment}/"),
    }
    if role != "coordinator":
        visits[TODAY] = partial(open_page, browser, "/idag/")
    if role != "case worker":
        visits[DELPROJEKT] = partial(open_page, browser, f"/idag/{code}/")
    return visits


def open_page(browser: Client, path: str, *, follow: bool = False) -> bytes:
    return body(browser.get(path, follow=follow))


def search(browser: Client, text: str) -> bytes:
    return body(send(browser, "/deltagare/sok/", {"q": text}))


def send(browser: Client, path: str, data: dict[str, Any]) -> HttpResponse:
    """The answer to a form without a file, sent as a browser sends it."""
    return browser.post(path, urlencode(data), content_type=FORM)


def body(response: HttpResponse) -> bytes:
    assert response.status_code == 200, response.status_code
    return response.content


@dataclass
class Logging:
    """Contacts of one enrolment, each at a time of its own; they are taken away again."""

    county: County
    browser: Client
    staff: int
    enrolment: UUID
    participant: UUID
    delprojekt: int
    numbers: Iterator[int] = field(default_factory=count)

    def data(self) -> dict[str, Any]:
        number = next(self.numbers)
        day = LATEST - timedelta(number // 1000)
        return {
            "key": uuid7(),
            "held_on": f"{day:%Y-%m-%d}",
            "started_at": f"{number // 60 % 24:02}:{number % 60:02}",
            "minutes": OF_BENCH,
            "channel": "HEMBESOK",
            "outcome": "GENOMFORD",
            "method": "",
            "staff": self.staff,
            "note": "",
        }

    def ours(self) -> int:
        path = f"/deltagare/{self.enrolment}/kontakter/ny/"
        return send(self.browser, path, self.data()).status_code

    def reference(self) -> int:
        more = {"delprojekt": self.delprojekt, "participant": self.participant}
        path = f"/bar/kontakt/{self.enrolment}/"
        return send(self.browser, path, self.data() | more).status_code

    def clean(self) -> None:
        with self.county.owner() as owner:
            owner.execute(
                "DELETE FROM interventions_contact"
                " WHERE enrolment_id = %s AND minutes = %s AND registered_by_id = %s",
                [self.enrolment, OF_BENCH, self.staff],
            )
        self.browser.get("/tillganglighet/")  # messages are read, as between two contacts


def log_job(county: County) -> Job:
    enrolment, _, code, _ = county.busy
    statement = "SELECT participant_id FROM participants_enrolment WHERE id = %s"
    logging = Logging(
        county=county,
        browser=county.browser("case worker"),
        staff=county.staff("case worker").pk,
        enrolment=enrolment,
        participant=county.ask(statement, enrolment)[0][0],
        delprojekt=Delprojekt.objects.get(code=code).pk,
    )
    return Job(
        name="log a contact",
        ours=logging.ours,
        reference=logging.reference,
        reference_is=INSERT,
        bounds=bounds.DAILY_PAGE,
        same=are_redirects,
        before_ours=logging.clean,
        before_reference=logging.clean,
    )


def are_redirects(ours: int, reference: int) -> bool:
    return ours == reference == 302
