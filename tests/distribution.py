"""Which tests stay together when pytest-xdist shares them out, and which begin.

Each file or folder of GROUPS starts servers, browsers or programs of its own: one process runs all
of a group, so that they are started once. The groups begin, one after the other; the other tests
are handed out one by one, so that the processes end at the same time.

The mark xdist_group is without effect in pytest 9.2 (pytest-xdist issue 1386): a group is told from
the path.
"""

import pytest
from xdist.scheduler import LoadScopeScheduling
from xdist.workermanage import WorkerController

# In the order in which they begin: first those that use the tests' database, which a test with
# transactions of its own empties at the end; then the longest.
GROUPS = {
    "tests/organisation/login/test_sign_on.py": "sign_on",
    "tests/organisation/login/test_sign_on_groups.py": "sign_on",
    "tests/test_bench.py": "bench",
    "tests/browser/": "browser",
    "tests/faults/": "faults",
    "tests/access/test_replica.py": "replica",
    "tests/access/test_replica_faults.py": "replica",
    "tests/server/": "server",
    "tests/reporting/orders/test_worker.py": "worker",
}
ORDER = list(dict.fromkeys(GROUPS.values()))


def group_of(nodeid: str) -> str:
    """The group of a test, or the test itself."""
    for path, group in GROUPS.items():
        if nodeid.startswith(path):
            return group
    return nodeid


def place_of(nodeid: str) -> int:
    """Sorts the groups before the other tests."""
    group = group_of(nodeid)
    return ORDER.index(group) if group in ORDER else len(ORDER)


class Scheduler(LoadScopeScheduling):
    """Hands out a group as a whole, and no group while another process runs one: servers that
    share the processor with other servers are slow to answer.
    """

    def _split_scope(self, nodeid: str) -> str:
        return group_of(nodeid)

    def _assign_work_unit(self, node: WorkerController) -> None:
        others = [units for other, units in self.assigned_work.items() if other is not node]
        if any(self._runs_group(units) for units in others):
            single = next((scope for scope in self.workqueue if scope not in ORDER), None)
            if single:
                self.workqueue.move_to_end(single, last=False)
        super()._assign_work_unit(node)

    def _runs_group(self, units: dict[str, dict[str, bool]]) -> bool:
        return any(scope in ORDER and not all(done.values()) for scope, done in units.items())


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: place_of(item.nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Scheduler:
    # Otherwise the units are sorted by how many tests they have.
    config.option.loadscopereorder = False
    return Scheduler(config, log)
