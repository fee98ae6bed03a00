"""Two hundred members of staff at work at once, with time to think; and the most requests a second,
beside a bare view.

The server is the one of `make run`, in processes of its own; the staff are threads here, on the
same two cores.
"""

import http.client
import random
import re
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import count
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test import Client

from bench.measure import Measured
from bench.pages import misspelt
from bench.place import County
from mia.organisation.staff.models import Staff

STAFF, MINUTES, THINK = (
    200,
    10,
    30.0,
)  # THINK: mean seconds between two pages of one person, all day long
AT_ONCE = 6  # threads in the search for the most requests a second
WORST_P95, LEAST_SHARE = 0.3, 0.5
# A day at work (the commonest jobs of a case manager and a leader), in how many of a hundred steps.
DAY = {
    "case worker": {"caseload": 25, "case": 40, "search": 15, "log": 20},
    "leader": {"caseload": 30, "case": 30, "search": 10, "dashboard": 30},
}
WORK = """
SELECT s.username, e.id, p.given_name || ' ' || p.family_name FROM participants_assignment a
JOIN organisation_staff s ON s.id = a.staff_id AND s.is_active JOIN participants_enrolment e ON e.id = a.enrolment_id
JOIN participants_participant p ON p.id = e.participant_id WHERE e.ended_on IS NULL AND NOT e.is_protected
"""
HIDDEN = re.compile(rb'name="(csrfmiddlewaretoken|key)" value="([^"]+)"')
turn = count()


@dataclass
class Person:
    """One member of staff, with a session of her own and the participants she meets."""

    role: str
    pk: int
    cookie: str
    cases: list[tuple[str, str]]
    seconds: list[float] = field(default_factory=list)  # of each request
    errors: list[str] = field(default_factory=list)


def measured(county: County) -> Iterator[Measured]:
    crew = people(county)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen([sys.executable, "-m", "bench.server", str(port), county.database])
    try:
        wait_for(port)
        seconds = 10 if county.small else MINUTES * 60
        done, errors = at_work(crew, port, seconds)
        p95 = statistics.quantiles(done, n=20)[-1]
        rate = len(done) / seconds
        said = f"{len(done)} requests in {seconds} s ({rate:.0f}/s), median {statistics.median(done) * 1000:.0f} ms"
        yield Measured(
            f"capacity: p95 of {len(crew)} staff",
            county.enrolments,
            p95,
            WORST_P95,
            0,
            0,
            1.0,
            None,
            f"{WORST_P95 * 1000:.0f} ms",
            note=f"{said}, {len(errors)} errors {errors[:2] or ''}",
        )
        ours = most(crew, 5 if county.small else 20, lambda person: step(person, port))
        bare = most(
            crew,
            5 if county.small else 20,
            lambda person: fetch(port, person, f"/bar/sida/{person.cases[0][0]}/"),
        )
        yield Measured(
            "capacity: seconds per request, at most",
            county.enrolments,
            1 / ours,
            1 / bare,
            0,
            0,
            1 / LEAST_SHARE,
            None,
            "a bare view: the same middleware and frame, one look-up",
            note=f"{ours:.0f}/s against {bare:.0f}/s",
        )
    finally:
        server.terminate()
        server.wait(20)
        with county.owner() as owner:
            mine = "SELECT id FROM interventions_contact WHERE registered_by_id IS NOT NULL AND minutes = 31"
            owner.execute(f"DELETE FROM interventions_note WHERE contact_id IN ({mine})")
            owner.execute(f"DELETE FROM interventions_contact WHERE id IN ({mine})")


def people(county: County) -> list[Person]:
    """Case workers with their own participants; leaders with those of one of their case workers."""
    met: dict[str, list[tuple[str, str]]] = {}
    for username, enrolment, name in county.ask(WORK):
        met.setdefault(username, []).append((str(enrolment), name))
    found = []
    for staff in Staff.objects.filter(is_active=True).order_by("-pk"):
        leads = staff.username.startswith("ledare.")
        cases = met.get(staff.username.replace("ledare", "cm0") if leads else staff.username)
        if cases:
            client = Client()
            client.force_login(staff, backend=settings.AUTHENTICATION_BACKENDS[0])
            cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
            found.append(Person("leader" if leads else "case worker", staff.pk, cookie, cases))
    connection.close()
    return found[:: len(found) // 20] if county.small else found[:STAFF]


def at_work(crew: list[Person], port: int, seconds: float) -> tuple[list[float], list[str]]:
    """Everyone for so long, each at a pace of her own: seconds of every request, and what went
    wrong.
    """
    stop = time.monotonic() + seconds

    def day(person: Person) -> None:
        pace = random.Random(person.pk)
        time.sleep(pace.uniform(0, min(THINK, seconds / 2)))
        while time.monotonic() < stop:
            attempt(person, lambda: step(person, port, pace))
            time.sleep(min(pace.expovariate(1 / THINK), max(0, stop - time.monotonic())))

    return run(crew, day)


def most(crew: list[Person], seconds: int, work: Callable[[Person], None]) -> float:
    """Requests a second when nobody thinks."""
    stop = time.monotonic() + seconds

    def hurry(person: Person) -> None:
        while time.monotonic() < stop:
            attempt(person, lambda: work(person))

    done, errors = run(crew[:: max(1, len(crew) // AT_ONCE)][:AT_ONCE], hurry)
    assert not errors, errors[:3]
    return len(done) / seconds


def run(crew: list[Person], work: Callable[[Person], None]) -> tuple[list[float], list[str]]:
    for person in crew:
        person.seconds, person.errors = [], []
    threads = [threading.Thread(target=work, args=(person,), daemon=True) for person in crew]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [one for person in crew for one in person.seconds], [
        one for person in crew for one in person.errors
    ]


def attempt(person: Person, work: Callable[[], None]) -> None:
    try:
        work()
    except (AssertionError, OSError, http.client.HTTPException) as error:
        person.errors.append(f"{type(error).__name__}: {error}")


def step(person: Person, port: int, pace: random.Random = random) -> None:  # type: ignore[assignment] # its module is one
    """One of the things of the day. Logging a contact is two requests: the case, then the form."""
    day = DAY[person.role]
    what = pace.choices(list(day), list(day.values()))[0]
    enrolment, name = pace.choice(person.cases)
    if what == "caseload":
        fetch(port, person, "/deltagare/")
    elif what == "dashboard":
        fetch(port, person, "/oversikt/", follow=True)
    elif what == "case":
        fetch(port, person, f"/deltagare/{enrolment}/")
    elif what == "search":
        form = fetch(port, person, "/deltagare/sok/")
        fetch(port, person, "/deltagare/sok/", {"q": misspelt(name), **dict(hidden(form))})
    else:
        log(port, person, enrolment)


def log(port: int, person: Person, enrolment: str) -> None:
    number = next(turn)
    form = dict(hidden(fetch(port, person, f"/deltagare/{enrolment}/")))
    day = date(2022, 12, 30) - timedelta(number // 1440 % 60)
    said = {
        "held_on": f"{day:%Y-%m-%d}",
        "started_at": f"{number // 60 % 24:02}:{number % 60:02}",
        "minutes": 31,
        "channel": "TELEFON",
        "outcome": "GENOMFORD",
        "method": "",
        "staff": person.pk,
        "note": "Kort samtal.",
    }
    fetch(port, person, f"/deltagare/{enrolment}/kontakter/ny/", said | form, status=302)


def hidden(page: bytes) -> list[tuple[str, str]]:
    return [(name.decode(), value.decode()) for name, value in HIDDEN.findall(page)]


def fetch(
    port: int,
    person: Person,
    path: str,
    said: dict[str, object] | None = None,
    *,
    status: int = 200,
    follow: bool = False,
) -> bytes:
    started = time.perf_counter()
    connection_ = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Cookie": person.cookie, "Content-Type": "application/x-www-form-urlencoded"}
    connection_.request("POST" if said else "GET", path, urlencode(said) if said else None, headers)
    answer = connection_.getresponse()
    page = answer.read()
    connection_.close()
    person.seconds.append(time.perf_counter() - started)
    if follow and answer.status == 302:
        return fetch(port, person, answer.headers["Location"])
    assert answer.status == status, f"{path.split('/')[1]} answered {answer.status}"
    return page


def wait_for(port: int) -> None:
    for _ in range(600):
        try:
            http.client.HTTPConnection("127.0.0.1", port, timeout=5).connect()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server of the bench did not start.")
