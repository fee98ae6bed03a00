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
from functools import partial
from itertools import count
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test import Client

from bench import bounds
from bench.measure import Measured
from bench.pages import misspelt
from bench.place import County
from mia.access import identity
from mia.organisation.staff.models import Staff

STAFF, MINUTES = 200, 10
THINK = 30.0  # mean seconds between two pages of one person, all day long
AT_ONCE = 6  # threads in the search for the most requests a second
OF_BENCH = 31  # minutes: the contacts of this module are known by it
# A day at work (the commonest jobs of a case manager and a leader), in how many of a hundred steps.
DAY = {
    "case worker": {"caseload": 25, "case": 40, "search": 15, "log": 20},
    "leader": {"caseload": 30, "case": 30, "search": 10, "dashboard": 30},
}
CASES = """
SELECT s.username, e.id, p.given_name || ' ' || p.family_name
FROM participants_assignment a
JOIN organisation_staff s ON s.id = a.staff_id AND s.is_active
JOIN participants_enrolment e ON e.id = a.enrolment_id
JOIN participants_participant p ON p.id = e.participant_id
WHERE e.ended_on IS NULL AND NOT e.is_protected
"""
HIDDEN = re.compile(rb'name="(csrfmiddlewaretoken|key)" value="([^"]+)"')
turn = count()


@dataclass
class Worker:
    """One member of staff, with a session of their own and the participants they work with."""

    role: str
    pk: int
    cookie: str
    cases: list[tuple[str, str]]
    seconds: list[float] = field(default_factory=list)  # of each request
    errors: list[str] = field(default_factory=list)


def measured(county: County) -> Iterator[Measured]:
    team = workers(county)
    port = free_port()
    command = [sys.executable, "-m", "bench.server", str(port), county.database]
    server = subprocess.Popen(command)
    try:
        wait_for(port)
        yield staff_at_work(county, team, port)
        yield most_requests(county, team, port)
    finally:
        server.terminate()
        server.wait(20)
        remove_contacts(county)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def staff_at_work(county: County, team: list[Worker], port: int) -> Measured:
    seconds = 10 if county.small else MINUTES * 60
    times, errors = at_work(team, port, seconds)
    median = statistics.median(times) * 1000
    per_second = len(times) / seconds
    return Measured(
        job=f"capacity: p95 of {len(team)} staff",
        enrolments=county.enrolments,
        ours=statistics.quantiles(times, n=20)[-1],
        reference=None,
        statements=0,
        memory=0,
        bounds=bounds.STAFF_AT_WORK,
        reference_is="none: 95 of 100 requests are answered within the bound",
        note=(
            f"{len(times)} requests in {seconds} s ({per_second:.0f}/s), median {median:.0f} ms,"
            f" {len(errors)} errors {errors[:2] or ''}"
        ),
    )


def most_requests(county: County, team: list[Worker], port: int) -> Measured:
    seconds = 5 if county.small else 20
    ours = most(team, seconds, partial(step, port))
    bare = most(team, seconds, partial(open_bare, port))
    return Measured(
        job="capacity: seconds per request, at most",
        enrolments=county.enrolments,
        ours=1 / ours,
        reference=1 / bare,
        statements=0,
        memory=0,
        bounds=bounds.MOST_REQUESTS,
        reference_is="a bare view: the same middleware and frame, one look-up",
        note=f"{ours:.0f}/s against {bare:.0f}/s",
    )


def remove_contacts(county: County) -> None:
    with county.owner() as owner:
        contacts = (
            "SELECT id FROM interventions_contact"
            f" WHERE registered_by_id IS NOT NULL AND minutes = {OF_BENCH}"
        )
        owner.execute(f"DELETE FROM interventions_note WHERE contact_id IN ({contacts})")
        owner.execute(f"DELETE FROM interventions_contact WHERE id IN ({contacts})")


def workers(county: County) -> list[Worker]:
    """Case workers with their own participants; leaders with those of one of their case workers."""
    cases: dict[str, list[tuple[str, str]]] = {}
    for username, enrolment, name in county.ask(CASES):
        cases.setdefault(username, []).append((str(enrolment), name))
    team = []
    for staff in Staff.objects.filter(is_active=True).order_by("-pk"):
        is_leader = staff.username.startswith("ledare.")
        username = staff.username.replace("ledare", "cm0")
        if username in cases:
            role = "leader" if is_leader else "case worker"
            team.append(Worker(role, staff.pk, session_cookie(staff), cases[username]))
    connection.close()
    if county.small:
        return team[:: len(team) // 20]
    return team[:STAFF]


def session_cookie(staff: Staff) -> str:
    client = Client()
    with identity.acting_as(staff.pk, source="bench"):
        client.force_login(staff, backend=settings.AUTHENTICATION_BACKENDS[0])
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


def at_work(team: list[Worker], port: int, seconds: float) -> tuple[list[float], list[str]]:
    """Everyone for so long, each at their own pace: seconds of every request, and the errors."""
    return run(team, partial(day_at_work, port, seconds))


def day_at_work(port: int, seconds: float, worker: Worker) -> None:
    stop = time.monotonic() + seconds
    pace = random.Random(worker.pk)  # noqa: S311 - a simulation
    time.sleep(pace.uniform(0, min(THINK, seconds / 2)))
    while time.monotonic() < stop:
        attempt(worker, partial(step, port, pace=pace))
        left = max(0, stop - time.monotonic())
        time.sleep(min(pace.expovariate(1 / THINK), left))


def most(team: list[Worker], seconds: int, work: Callable[[Worker], None]) -> float:
    """Requests a second when nobody thinks."""
    some = team[:: max(1, len(team) // AT_ONCE)][:AT_ONCE]
    times, errors = run(some, partial(in_a_hurry, seconds, work))
    assert not errors, errors[:3]
    return len(times) / seconds


def in_a_hurry(seconds: int, work: Callable[[Worker], None], worker: Worker) -> None:
    stop = time.monotonic() + seconds
    while time.monotonic() < stop:
        attempt(worker, work)


def run(team: list[Worker], work: Callable[[Worker], None]) -> tuple[list[float], list[str]]:
    threads = []
    for worker in team:
        worker.seconds.clear()
        worker.errors.clear()
        threads.append(threading.Thread(target=work, args=(worker,), daemon=True))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    times = [seconds for worker in team for seconds in worker.seconds]
    errors = [error for worker in team for error in worker.errors]
    return times, errors


def attempt(worker: Worker, work: Callable[[Worker], None]) -> None:
    try:
        work(worker)
    except (AssertionError, OSError, http.client.HTTPException) as error:
        worker.errors.append(f"{type(error).__name__}: {error}")


def step(port: int, worker: Worker, pace: random.Random | None = None) -> None:
    """One of the things of the day. Logging a contact is two requests: the case, then the form."""
    pace = pace or random.Random()  # noqa: S311 - a simulation
    day = DAY[worker.role]
    what = pace.choices(list(day), list(day.values()))[0]
    enrolment, name = pace.choice(worker.cases)
    if what == "caseload":
        fetch(port, worker, "/deltagare/")
    elif what == "dashboard":
        fetch(port, worker, "/oversikt/", follow=True)
    elif what == "case":
        fetch(port, worker, f"/deltagare/{enrolment}/")
    elif what == "search":
        form = fetch(port, worker, "/deltagare/sok/")
        fetch(port, worker, "/deltagare/sok/", {"q": misspelt(name), **hidden(form)})
    else:
        log(port, worker, enrolment)


def open_bare(port: int, worker: Worker) -> None:
    enrolment, _ = worker.cases[0]
    fetch(port, worker, f"/bar/sida/{enrolment}/")


def log(port: int, worker: Worker, enrolment: str) -> None:
    number = next(turn)
    form = hidden(fetch(port, worker, f"/deltagare/{enrolment}/"))
    day = date(2022, 12, 30) - timedelta(number // 1440 % 60)
    data = {
        "held_on": f"{day:%Y-%m-%d}",
        "started_at": f"{number // 60 % 24:02}:{number % 60:02}",
        "minutes": OF_BENCH,
        "channel": "TELEFON",
        "outcome": "GENOMFORD",
        "method": "",
        "staff": worker.pk,
        "note": "Kort samtal.",
    }
    fetch(port, worker, f"/deltagare/{enrolment}/kontakter/ny/", data | form, status=302)


def hidden(page: bytes) -> dict[str, object]:
    """The hidden fields of its form."""
    fields: dict[str, object] = {}
    for name, value in HIDDEN.findall(page):
        fields[name.decode()] = value.decode()
    return fields


def fetch(
    port: int,
    worker: Worker,
    path: str,
    data: dict[str, object] | None = None,
    *,
    status: int = 200,
    follow: bool = False,
) -> bytes:
    started = time.perf_counter()
    server = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Cookie": worker.cookie, "Content-Type": "application/x-www-form-urlencoded"}
    if data:
        server.request("POST", path, urlencode(data), headers)
    else:
        server.request("GET", path, None, headers)
    answer = server.getresponse()
    page = answer.read()
    server.close()
    worker.seconds.append(time.perf_counter() - started)
    if follow and answer.status == 302:
        return fetch(port, worker, answer.headers["Location"])
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
