"""The code as text and syntax, for the tests that check it against its own rules."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ["mia", "participants", "interventions", "reporting"]


def modules(*parts: str, tests: bool = False) -> list[Path]:
    """The Python files of the product, without migrations; with `tests` those of tests/ and bench/.

    With `parts` only those with one of them in the path: a folder, or a file's name without `.py`.
    Raises LookupError when there is none: a rule about no file would hold whatever is written.
    """
    folders = [*APPS, "tests", "bench"] if tests else APPS
    paths = []
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            names = {*path.relative_to(ROOT).parts, path.stem}
            is_wanted = not parts or not names.isdisjoint(parts)
            if is_wanted and "migrations" not in names:
                paths.append(path)
    if not paths:
        raise LookupError(f"no module has any of {parts} in its path")
    return paths


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method of a file, inner ones too."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """The number of lines of a function, its docstring left out."""
    count = span(node)
    if ast.get_docstring(node):
        count -= span(node.body[0])
    return count


def span(node: ast.stmt) -> int:
    """The number of lines from a statement's first to its last."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def name(path: Path) -> str:
    """The path from the root of the repository, as it is written in allow-lists."""
    return str(path.relative_to(ROOT))
