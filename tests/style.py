"""Measures of the product code's style (docs/architecture.md §3), read from its syntax.

Everything here takes source text and returns numbers or `Finding` rows, so that the tests can also
measure a text with a planted fault.
"""

import ast
import io
import re
import tokenize
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from tests import source

LONGEST_LINE = 100
CLEVER = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp, ast.IfExp)
DOCUMENTED = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


@dataclass(frozen=True)
class Finding:
    """One place that breaks a rule, and what stands there."""

    path: str
    line: int
    text: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


@dataclass
class Figures:
    """What one module, or several added together, holds. Every field is a count."""

    lines: int = 0
    nodes: int = 0
    clever: int = 0
    annotations: int = 0
    any_annotations: int = 0
    ignores: int = 0
    long_lines: int = 0
    lambdas: int = 0
    docstring_lines: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        sums = {
            field.name: getattr(self, field.name) + getattr(other, field.name)
            for field in fields(self)
        }
        return Figures(**sums)

    @property
    def density(self) -> float:
        """Syntax nodes a code line."""
        return self.nodes / max(self.lines, 1)

    @property
    def density_of_statements(self) -> float:
        """Syntax nodes a code line, the lines of docstrings left out."""
        return self.nodes / max(self.lines - self.docstring_lines, 1)

    @property
    def clever_share(self) -> float:
        """Comprehensions and conditional expressions per 100 code lines."""
        return 100 * self.clever / max(self.lines, 1)

    @property
    def any_share(self) -> float:
        """Per cent of the annotations in signatures that say `Any`."""
        return 100 * self.any_annotations / max(self.annotations, 1)

    def __str__(self) -> str:
        return (
            f"{self.lines:6} lines  {self.density:.2f} nodes a line"
            f" ({self.density_of_statements:.2f} without docstrings)"
            f"  {self.clever_share:.2f} comprehensions and conditional expressions per 100 lines"
            f"  {self.any_share:.1f} % Any  {self.ignores} type: ignore"
            f"  {self.long_lines} long lines  {self.lambdas} lambdas"
        )


def measure(text: str) -> Figures:
    """Count one module.

    A code line is a line that is neither blank nor only a comment. A syntax node is an expression
    or a statement; operators, arguments and load/store contexts are not counted. Counted so, the
    code before the redesign has 4.84 nodes a line, healthchecks 3.77, pretalx 3.08 and job-server
    2.54.
    """
    figures = Figures()
    for line in text.splitlines():
        stripped = line.strip()
        figures.lines += bool(stripped) and not stripped.startswith("#")
        figures.long_lines += len(line) > LONGEST_LINE
    tree = ast.parse(text)
    for node in ast.walk(tree):
        figures.docstring_lines += docstring_lines(node)
        figures.nodes += isinstance(node, ast.expr | ast.stmt)
        figures.clever += isinstance(node, CLEVER)
        figures.lambdas += isinstance(node, ast.Lambda)
        for annotation in signature_annotations(node):
            figures.annotations += 1
            figures.any_annotations += says_any(annotation)
    figures.ignores = len(comments_matching(text, TYPE_IGNORE))
    return figures


def signature_annotations(node: ast.AST) -> Iterator[ast.expr]:
    """The annotations of a function's arguments and of what it returns."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return
    arguments = node.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    every += [extra for extra in (arguments.vararg, arguments.kwarg) if extra]
    for argument in every:
        if argument.annotation:
            yield argument.annotation
    if node.returns:
        yield node.returns


def says_any(annotation: ast.expr) -> bool:
    return any(isinstance(part, ast.Name) and part.id == "Any" for part in ast.walk(annotation))


# --- Rules for one module: each takes its text and yields (line, what stands there)

Places = Iterator[tuple[int, str]]

TYPE_IGNORE = re.compile(r"#\s*type:\s*ignore")
IGNORE_WITH_REASON = re.compile(r"#\s*type:\s*ignore\[[a-z-]+(, ?[a-z-]+)*\]\s+#\s\S.{9,}")
FORMAT_SKIP = re.compile(r"#\s*fmt:\s*(skip|off)")
# A SELECT that reads no table (set_config, an advisory lock) speaks to the session, and may stay.
SQL = re.compile(
    r"\bSELECT\b.*\bFROM\b|\bINSERT\s+INTO\b|\bUPDATE\s+\S+(\s+\w+)?\s+SET\b|\bDELETE\s+FROM\b"
    r"|\b(CREATE|ALTER|DROP)\s+(OR\s+REPLACE\s+)?"
    r"(TEMP\w*|TABLE|VIEW|FUNCTION|POLICY|TRIGGER|INDEX)\b"
    r"|\b(GRANT|REVOKE)\s.*\s(TO|FROM|ON)\b|\bTRUNCATE\s+\w|\bJOIN\s+\S+\s.*\bON\b"
    r"|^\s*WITH\s+[\w{]",
    re.DOTALL,
)
ELEMENT = re.compile(r"<[a-z][a-z0-9-]*(?=[\s>/])")
PARTICIPLES = {"said", "asked", "known", "found", "met", "seen", "shown"}
RENDERS = {"render", "render_to_string", "format_html", "format_html_join", "SafeString"}
REQUEST_FACTS = ("request.user", "request.work")
CACHES = {"cache", "lru_cache", "cached_property"}


def comments_matching(text: str, pattern: re.Pattern[str]) -> list[tuple[int, str]]:
    """Comments that match, so that a string with the same words is not one of them."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return [
        (token.start[0], token.string)
        for token in tokens
        if token.type == tokenize.COMMENT and pattern.search(token.string)
    ]


def ignores_without_reason(text: str) -> Places:
    """`# type: ignore[code]  # why` is the form; ten characters of reason at the least."""
    for line, comment in comments_matching(text, TYPE_IGNORE):
        if not IGNORE_WITH_REASON.search(comment):
            yield line, comment


def format_skips(text: str) -> Places:
    yield from comments_matching(text, FORMAT_SKIP)


def long_lines(text: str) -> Places:
    for number, line in enumerate(text.splitlines(), 1):
        if len(line) > LONGEST_LINE:
            yield number, f"{len(line)} characters"


def docstring_lines(node: ast.AST) -> int:
    """The lines, blank ones left out, of the docstring that belongs to a node."""
    if not isinstance(node, DOCUMENTED):
        return 0
    text = ast.get_docstring(node) or ""
    return sum(bool(line.strip()) for line in text.splitlines())


def docstrings(tree: ast.Module) -> set[int]:
    """The ids of the constants that are docstrings."""
    ids = set()
    for node in ast.walk(tree):
        if isinstance(node, DOCUMENTED) and ast.get_docstring(node) is not None:
            ids.add(id(node.body[0].value))
    return ids


def strings(tree: ast.Module) -> Iterator[tuple[ast.expr, str]]:
    """Every string that is not a docstring; an f-string once, with {} where its values stand."""
    skipped = docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in node.values}
            parts = [part.value if isinstance(part, ast.Constant) else "{}" for part in node.values]
            yield node, "".join(str(part) for part in parts)
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in skipped:
            yield node, node.value


def sql_in_strings(text: str) -> Places:
    """Statements, and pieces of them, that belong in a `.sql` file."""
    for node, value in strings(ast.parse(text)):
        if SQL.search(value):
            yield node.lineno, " ".join(value.split())[:70]


def elements_in_strings(text: str) -> Places:
    """HTML in Python: a string with more than one element, or one outside `format_html`."""
    tree = ast.parse(text)
    formats = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and called(node) == "format_html":
            formats.add(id(node.args[0]))
    for node, value in strings(tree):
        elements = ELEMENT.findall(value)
        most = 1 if id(node) in formats else 0
        if len(elements) > most:
            yield node.lineno, " ".join(value.split())[:70]


def called(node: ast.expr) -> str:
    """The last name of what is called or named: `format_html` of `html.format_html(…)`."""
    if isinstance(node, ast.Call):
        node = node.func
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def rendered_and_kept(text: str) -> Places:
    """A cached function that renders, and what is rendered and handed to a cache."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            is_cached = CACHES & {called(decorator) for decorator in node.decorator_list}
            if is_cached and renders(node):
                yield node.lineno, node.name
        elif isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            keeps = name.endswith(("cache.set", "cache.add", "cache.get_or_set", "cache_page"))
            if keeps and (name.endswith("cache_page") or renders(node)):
                yield node.lineno, name


def renders(node: ast.AST) -> bool:
    return any(isinstance(part, ast.expr) and called(part) in RENDERS for part in ast.walk(node))


def untyped_users(text: str) -> Places:
    """`user: Any = request.user` and its kin: `StaffRequest` types both once."""
    for node in ast.walk(ast.parse(text)):
        is_any = isinstance(node, ast.AnnAssign) and says_any(node.annotation)
        if is_any and node.value and ast.unparse(node.value).endswith(REQUEST_FACTS):
            yield node.lineno, ast.unparse(node)


def participles(text: str) -> Places:
    """Variables and arguments named by a past participle."""
    for node in ast.walk(ast.parse(text)):
        is_variable = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
        if is_variable and node.id in PARTICIPLES:
            yield node.lineno, node.id
        elif isinstance(node, ast.arg) and node.arg in PARTICIPLES:
            yield node.lineno, node.arg


def everywhere(rule: Callable[[str], Places]) -> list[Finding]:
    """What a rule finds in the product code."""
    rows = []
    for path in source.modules():
        rows += [Finding(source.name(path), *place) for place in rule(path.read_text())]
    return rows


@cache
def figures_by_module() -> dict[str, Figures]:
    return {source.name(path): measure(path.read_text()) for path in source.modules()}


def figures_by_package(depth: int) -> dict[str, Figures]:
    """Figures added together per folder: depth 1 is an app, depth 2 a feature."""
    packages: dict[str, Figures] = {}
    for name, figures in figures_by_module().items():
        package = "/".join(Path(name).parts[:-1][:depth])
        packages[package] = packages.get(package, Figures()) + figures
    return packages


def total() -> Figures:
    return sum(figures_by_module().values(), Figures())
