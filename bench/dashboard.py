"""The dashboard of the whole county, against one statement and a bare view that returns the same
bytes.
"""

from collections.abc import Iterator

from bench import bare
from bench.measure import Job
from bench.pages import body
from bench.place import County

SAYS = "one GROUPING SETS statement, and a bare view with the same middleware that returns the same bytes"
WHOLE = "/oversikt/?from_on=2017-04-01&to_on=2022-12-31"


def jobs(county: County) -> Iterator[Job]:
    browser = county.browser("coordinator")
    bare.kept["dashboard"] = body(browser.get(WHOLE))
    yield Job(
        "dashboard, whole county",
        lambda: body(browser.get(WHOLE)),
        lambda: body(browser.get("/bar/oversikt/")),
        SAYS,
        goal=1.5,
        same=lambda ours, floor: len(ours) == len(floor),
    )
