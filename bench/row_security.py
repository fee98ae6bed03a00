"""What row-level security costs: the same page with the policies on and off."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from bench import bounds, pages
from bench.measure import Job
from bench.place import County

REFERENCE = "the same page with row-level security switched off"
PROTECTED = """
SELECT oid::regclass::text FROM pg_class
WHERE relrowsecurity AND relnamespace = 'public'::regnamespace
"""
LENGTH_MAY_DIFFER = 200  # bytes: tokens and times


def jobs(county: County) -> Iterator[Job]:
    with county.owner() as owner:
        tables = [row[0] for row in owner.execute(PROTECTED).fetchall()]
    try:
        for role in county.usernames:
            yield from of_role(county, role, tables)
    finally:
        with county.owner() as owner:
            switch(owner, tables, "ENABLE")


def of_role(county: County, role: str, tables: list[str]) -> Iterator[Job]:
    browser = county.browser(role)
    visits = pages.visits(county, browser, role)
    if county.small:
        visits = {pages.CASE: visits[pages.CASE]}
    for label, visit in visits.items():
        yield job(county, f"{label}, {role}", visit, tables, bounds.ROW_SECURITY)
    if role != "case worker" and not county.small:
        visit = partial(pages.open_page, browser, "/oversikt/", follow=True)
        limit = bounds.ROW_SECURITY_OF_DASHBOARD
        yield job(county, f"dashboard, {role}", visit, tables, limit)


def job(
    county: County,
    label: str,
    visit: Callable[[], bytes],
    tables: list[str],
    limit: bounds.Bounds,
) -> Job:
    return Job(
        name=f"row-level security: {label}",
        ours=visit,
        reference=visit,
        reference_is=REFERENCE,
        bounds=limit,
        before_ours=partial(switch_and_warm, county, tables, "ENABLE", visit),
        before_reference=partial(switch_and_warm, county, tables, "DISABLE", visit),
        same=is_as_long,
    )


def is_as_long(ours: bytes, reference: bytes) -> bool:
    return abs(len(ours) - len(reference)) < LENGTH_MAY_DIFFER


def switch_and_warm(
    county: County, tables: list[str], word: str, visit: Callable[[], bytes]
) -> None:
    """Switch the policies, and open the page until plans are warm again."""
    with county.owner() as owner:
        switch(owner, tables, word)
    visit()
    visit()


def switch(owner: Any, tables: list[str], word: str) -> None:
    for table in tables:
        owner.execute(f"ALTER TABLE {table} {word} ROW LEVEL SECURITY")
