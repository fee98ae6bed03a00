"""How the tests are shared out over the processes of pytest-xdist."""

from itertools import pairwise
from types import SimpleNamespace

from tests import source
from tests.distribution import GROUPS, ORDER, Scheduler, group_of, place_of

TESTS = [f"{path}test_x.py::test_{n}" for path in GROUPS if path.endswith("/") for n in range(9)]
TESTS += [f"{path}::test_{n}" for path in GROUPS if path.endswith(".py") for n in range(9)]
TESTS += [f"tests/core/test_x.py::test_y[a@b/{n}]" for n in range(300)]


class Process:
    """Runs what it is sent in order; the last test waits until it knows the next one."""

    def __init__(self):
        self.gateway = SimpleNamespace(id="gw")
        self.shutting_down = False
        self.waiting = []

    def send_runtest_some(self, places):
        self.waiting += places

    def shutdown(self):
        self.shutting_down = True

    def next(self):
        is_ready = len(self.waiting) > 1 or (self.waiting and self.shutting_down)
        return self.waiting.pop(0) if is_ready else None


def play(tests):
    """The runs as (process, test) in their order, the processes taking turns."""
    option = SimpleNamespace(loadscopereorder=False)
    config = SimpleNamespace(getvalue=lambda name: ["2*popen"], option=option)
    scheduler, processes = Scheduler(config), [Process(), Process()]
    for process in processes:
        scheduler.add_node(process)
        scheduler.add_node_collection(process, tests)
    scheduler.schedule()
    runs = []
    for turn in range(4 * len(tests)):
        process = processes[turn % 2]
        place = process.next()
        if place is not None:
            runs.append((turn % 2, tests[place]))
            scheduler.mark_test_complete(process, place)
    return runs


def test_every_group_runs_in_one_process_and_no_two_at_a_time():
    runs = play(sorted(TESTS, key=place_of))
    assert sorted(test for _, test in runs) == sorted(TESTS), "each test once"
    spans = []
    for group in ORDER:
        turns = [turn for turn, (_, test) in enumerate(runs) if group_of(test) == group]
        assert len({runs[turn][0] for turn in turns}) == 1, group
        spans.append((turns[0], turns[-1]))
    for (_, end), (begin, _) in pairwise(sorted(spans)):
        assert end < begin
    singles = {process for process, test in runs if group_of(test) == test}
    assert singles == {0, 1}


def test_every_path_is_there():
    assert [path for path in GROUPS if not (source.ROOT / path).exists()] == []
