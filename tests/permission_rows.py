"""Who there is in the tests of permissions, and what a row of their table says."""

from typing import NamedTuple
from uuid import UUID

CASES = ["own", "colleagues", "elsewhere", "protected", "missing"]
SEES = {
    "anna": {"own", "protected"},
    "dan": {"own"},  # on Anna's team; a team never sees the protected
    "bo": {"colleagues"},
    "cecilia": {"elsewhere"},
    "leader": {"own", "colleagues"},
    "other_leader": {"elsewhere"},
    "coordinator": {"own", "colleagues", "elsewhere"},
    "investigator": set(),
    "admin": set(),
    "reviewer": set(),
}
CAST = list(SEES)
WORKERS = {"anna", "dan", "bo", "cecilia", "leader", "other_leader"}
PERSONS = WORKERS | {"coordinator"}
FIGURES = {"leader", "other_leader", "coordinator", "investigator"}
REVIEWERS = {"leader", "other_leader", "coordinator"}
ALL = set(CAST)
MISSING = UUID(int=0)
# Those who work with participants, administrators, and those who lead.
W, A, L = WORKERS, {"admin"}, {"leader", "other_leader"}


class Route(NamedTuple):
    """Who may GET and POST (None: the method does not exist) and what the URL names: see `keys`."""

    get: set[str] | None
    post: set[str] | None = None
    of: str = ""
    query: str = ""
