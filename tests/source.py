"""The code as text and syntax, for the tests that hold the house to its own rules."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ["mia", "participants", "interventions", "reporting"]


def modules(*parts: str, tests: bool = False) -> Iterator[Path]:
    """Our Python files, migrations left out; with `parts`, those whose path has one of them."""
    for top in [*APPS, *(["tests", "bench"] if tests else [])]:
        for path in sorted((ROOT / top).rglob("*.py")):
            if "migrations" not in path.parts and (
                not parts or set(parts) & {*path.parts, path.stem}
            ):
                yield path


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function, its docstring left out."""
    doc = node.body[0] if ast.get_docstring(node) else None
    return (
        (node.end_lineno or 0)
        - node.lineno
        + 1
        - ((doc.end_lineno or 0) - doc.lineno + 1 if doc else 0)
    )


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))
