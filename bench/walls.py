"""What the second wall costs: the same page with row-level security on and off."""

from collections.abc import Callable, Iterator
from typing import Any

from bench import pages
from bench.measure import Job
from bench.place import County

SAYS = "the same page with row-level security switched off"
PROTECTED = "SELECT oid::regclass::text FROM pg_class WHERE relrowsecurity AND relnamespace = 'public'::regnamespace"
GOALS = {"case worker": 1.1, "leader": 1.1, "coordinator": 1.5}


def jobs(county: County) -> Iterator[Job]:
    enrolment, _, _, name = county.busy
    with county.owner() as owner:
        tables = [row[0] for row in owner.execute(PROTECTED).fetchall()]
    try:
        for role, goal in GOALS.items():
            browser = county.browser(role)
            visits = pages.visits(browser, str(enrolment), name)
            if role != "case worker":
                visits["dashboard"] = lambda browser=browser: pages.body(
                    browser.get("/oversikt/", follow=True)
                )
            for label, visit in list(visits.items())[2:3] if county.small else visits.items():
                on, off = (
                    switched(county, tables, "ENABLE", visit),
                    switched(county, tables, "DISABLE", visit),
                )
                yield Job(
                    f"walls: {label}, {role}",
                    visit,
                    visit,
                    SAYS,
                    goal=goal,
                    before_ours=on,
                    before_floor=off,
                    same=lambda a, b: abs(len(a) - len(b)) < 200,
                )
    finally:
        with county.owner() as owner:
            switch(owner, tables, "ENABLE")


def switched(
    county: County, tables: list[str], word: str, visit: Callable[[], Any]
) -> Callable[[], None]:
    """Switch the policies, and open the page until plans are warm again."""

    def work() -> None:
        with county.owner() as owner:
            switch(owner, tables, word)
        visit()
        visit()

    return work


def switch(owner: Any, tables: list[str], word: str) -> None:
    for table in tables:
        owner.execute(f"ALTER TABLE {table} {word} ROW LEVEL SECURITY")
