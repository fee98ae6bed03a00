"""How much code one flow uses: a plugin for pytest that traces a view or command as tests run it.

    .venv/bin/python -m pytest -p bench.flows --flow interventions.contacts.views:log \\
        tests/interventions/contacts -k "form_is_filled or work_with_the_participant_log"

It prints files, lines and jumps of the flow, from the entry to its return, over all the tests that
were chosen. docs/adr/0017 says what is counted.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from django.test.signals import template_rendered

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("mia", "participants", "interventions", "reporting")
GLANCE = 6  # lines: a property, a __str__ or a rule in one line, whose name tells enough
SQL_FILE = re.compile(r"""["']([\w/]+\.sql)["']""")


class Tracer:
    """What is called between the entry and its return: functions, templates, who called whom."""

    def __init__(self, entry: str) -> None:
        module, self.name = entry.split(":")
        self.file = module.replace(".", "/") + ".py"
        self.depth = 0
        self.functions: dict[str, set[int]] = {}
        self.templates: set[str] = set()
        self.jumps: set[tuple[str, str, str]] = set()

    def profile(self, frame: FrameType, event: str, _argument: Any) -> None:
        """Called by Python at every call and return."""
        code = frame.f_code
        is_entry = code.co_name == self.name and code.co_filename.endswith(f"/{self.file}")
        if event == "return" and is_entry:
            self.depth -= 1
        if event != "call":
            return
        if is_entry:
            self.depth += 1
        if self.depth and (place := place_of(code.co_filename)):
            self.functions.setdefault(place, set()).add(code.co_firstlineno)
            caller = caller_of(frame)
            if caller and caller != place and not is_entry:
                self.jumps.add((caller, place, code.co_qualname))

    def rendered(self, template: Any, **_: Any) -> None:
        """Called by Django's test runner for every template, included ones too."""
        name = getattr(template.origin, "name", "")
        place = place_of(name, "templates")
        if self.depth and place:
            self.templates.add(place)


def place_of(filename: str, *tops: str) -> str | None:
    """The file's place in the project, if it is ours."""
    try:
        path = Path(filename).relative_to(ROOT)
    except ValueError:
        return None
    return str(path) if path.parts[0] in (tops or PACKAGES) else None


def caller_of(frame: FrameType) -> str | None:
    """The nearest caller that is ours; what lies between is the framework's."""
    above = frame.f_back
    while above is not None:
        place = place_of(above.f_code.co_filename)
        if place:
            return place
        above = above.f_back
    return None


def concerned(place: str, starts: set[int]) -> Iterator[tuple[int, int]]:
    """First and last line of the functions that were called, and of the constants they name."""
    tree = ast.parse((ROOT / place).read_text())
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            if first in starts or node.lineno in starts:
                names |= {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
                yield first, node.end_lineno or first
    for node in tree.body:
        if isinstance(node, ast.Assign):
            assigned = {target.id for target in node.targets if isinstance(target, ast.Name)}
            if assigned & names:
                yield node.lineno, node.end_lineno or node.lineno


def lines_of(place: str, starts: set[int]) -> int:
    lines: set[int] = set()
    for first, last in concerned(place, starts):
        lines |= set(range(first, last + 1))
    return len(lines)


def sql_of(place: str, starts: set[int] | None = None) -> set[str]:
    """The SQL files that those functions and constants name; without `starts`, the whole file."""
    folder = (ROOT / place).parent
    text = (ROOT / place).read_text()
    if starts is not None:
        lines = text.splitlines()
        spans = concerned(place, starts)
        text = "\n".join("\n".join(lines[first - 1 : last]) for first, last in spans)
    names = SQL_FILE.findall(text)
    paths = [path for name in names for path in (folder / name, folder / "sql" / name)]
    return {str(path.relative_to(ROOT)) for path in paths if path.is_file()}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--flow", required=True, help="module:function, where the flow begins")
    parser.addoption("--also", action="append", default=[], help="a file that is read whole")


def pytest_configure(config: pytest.Config) -> None:
    tracer = Tracer(config.getoption("--flow"))
    config.stash[KEY] = tracer
    template_rendered.connect(tracer.rendered)


KEY = pytest.StashKey[Tracer]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    sys.setprofile(item.config.stash[KEY].profile)
    try:
        yield
    finally:
        sys.setprofile(None)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    tracer = config.stash[KEY]
    sizes = {place: lines_of(place, starts) for place, starts in tracer.functions.items()}
    sizes = {place: size for place, size in sizes.items() if size}
    also = config.getoption("--also")
    whole = set(tracer.templates)
    for place in also:
        whole |= sql_of(place)
    for place in sizes:
        whole |= sql_of(place, tracer.functions[place])
    for place in sorted(whole | set(also)):
        sizes[place] = len((ROOT / place).read_text().splitlines())
    write = terminalreporter.write_line
    for place, size in sorted(sizes.items()):
        write(f"{size:5} {place}")
    for title, chosen in (("all", set(sizes)), ("of the feature", own(sizes))):
        total = sum(sizes[place] for place in chosen)
        jumps = [jump for jump in tracer.jumps if set(jump[:2]) <= chosen]
        opened = [place for place in chosen if sizes[place] > GLANCE]
        count = f"{len(chosen)} files ({len(opened)} of more than {GLANCE} lines)"
        write(f"{title}: {count}, {total} lines, {len(jumps)} jumps")


def own(places: Iterable[str]) -> set[str]:
    """Without what every page shares: the packages of mia with their templates, and the frame."""
    shared = ("mia/", "templates/organisation/")
    shared += ("templates/base", "templates/layout/", "templates/components/")
    return {place for place in places if not place.startswith(shared)}
