"""The dashboard of the whole county, against one statement and a bare view that returns the same
bytes.
"""

from collections.abc import Iterator
from functools import partial

from bench import bare, bounds
from bench.measure import Job
from bench.pages import open_page
from bench.place import County

REFERENCE = (
    "one GROUPING SETS statement, and a bare view with the same middleware that returns the same"
    " bytes"
)
WHOLE = "/oversikt/?fran=2017-04&till=2022-12"


def jobs(county: County) -> Iterator[Job]:
    browser = county.browser("coordinator")
    bare.kept["dashboard"] = open_page(browser, WHOLE)
    yield Job(
        name="dashboard, whole county",
        ours=partial(open_page, browser, WHOLE),
        reference=partial(open_page, browser, "/bar/oversikt/"),
        reference_is=REFERENCE,
        bounds=bounds.DASHBOARD,
        same=is_as_long,
    )


def is_as_long(ours: bytes, reference: bytes) -> bool:
    return len(ours) == len(reference)
