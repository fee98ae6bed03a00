"""The ceilings of docs/architecture.md §3 and §4 for the product code, with planted faults.

`python -m tests.test_style` prints the figures of every package, and each place that breaks a rule.
"""

import sys
from collections.abc import Iterator

import pytest

from tests import source, style, words
from tests.style import Figures, Finding

DENSITY = 4.0
CLEVER_SHARE = 2.5
ANY_SHARE = 5.0
IGNORES = 15

RULES = {
    "ignores_without_reason": style.ignores_without_reason,
    "format_skips": style.format_skips,
    "long_lines": style.long_lines,
    "sql_in_strings": style.sql_in_strings,
    "elements_in_strings": style.elements_in_strings,
    "rendered_and_kept": style.rendered_and_kept,
    "untyped_users": style.untyped_users,
    "participles": style.participles,
}


def broken(rule: str) -> list[Finding]:
    """Where the product code breaks a rule."""
    return list(style.everywhere(RULES[rule]))


def listed(rows: list[Finding]) -> str:
    return "\n".join(["", *map(str, rows)])


# --- The product code


@pytest.mark.parametrize("app", [*source.APPS, "the whole"])
def test_lines_stay_plain(app):
    figures = style.total() if app == "the whole" else style.figures_by_package(1)[app]
    assert figures.density <= DENSITY, figures
    assert figures.clever_share <= CLEVER_SHARE, figures


def test_signatures_say_what_they_take():
    figures = style.total()
    assert figures.annotations > 1_000
    assert figures.any_share <= ANY_SHARE, figures
    assert figures.ignores <= IGNORES, figures


@pytest.mark.parametrize("rule", RULES)
def test_no_module_breaks_the_rule(rule):
    rows = broken(rule)
    assert not rows, listed(rows)


def test_words_are_plain():
    rows = words.private_words()
    assert not rows, listed(rows)


def test_the_words_of_every_kind_of_file_are_read():
    assert {path.suffix for path in words.word_files()} >= words.WORD_FILES


# --- The measures


def test_a_module_is_counted():
    text = '"""Two lines\n\nof text."""\n\n# a remark\nx = [y for y in (1, 2) if y]\n'
    figures = style.measure(text)
    assert figures == Figures(lines=3, nodes=11, clever=1, docstring_lines=2)
    assert figures.density == pytest.approx(11 / 3)
    assert figures.density_of_statements == 11
    assert figures.clever_share == pytest.approx(33.3, abs=0.1)


def test_annotations_of_signatures_are_counted():
    text = "def f(a: int, *b: Any, c: dict[str, Any], d=1, **e: str) -> None:\n    g: Any = 1\n"
    figures = style.measure(text)
    assert (figures.annotations, figures.any_annotations) == (5, 2)


PLANTED = [
    ("ignores_without_reason", "x = y  # type: ignore\n"),
    ("ignores_without_reason", "x = y  # type: ignore[misc]\n"),
    ("ignores_without_reason", "x = y  # type: ignore[misc]  # no\n"),
    ("format_skips", "x = {1:2}  # fmt: skip\n"),
    ("format_skips", "# fmt: off\nx = {1:2}\n"),
    ("long_lines", f"x = '{'a' * 96}'\n"),
    ("sql_in_strings", "x = 'SELECT id FROM t'\n"),
    ("sql_in_strings", "x = f'SELECT {a} FROM {b}'\n"),
    ("sql_in_strings", "x = '''\nWITH stay AS (\n  TABLE t)'''\n"),
    ("sql_in_strings", "x = 'INSERT INTO t VALUES (1)'\n"),
    ("sql_in_strings", "x = 'UPDATE t SET a = 1'\n"),
    ("sql_in_strings", "x = 'UPDATE incoming t SET a = 1'\n"),
    ("sql_in_strings", "x = 'DELETE FROM t'\n"),
    ("sql_in_strings", "x = 'CREATE OR REPLACE FUNCTION f()'\n"),
    ("sql_in_strings", "x = 'CREATE TEMP TABLE t (id int)'\n"),
    ("sql_in_strings", "x = 'REVOKE ALL ON t FROM mia_app'\n"),
    ("elements_in_strings", "x = format_html('<p><b>{}</b></p>', y)\n"),
    ("elements_in_strings", "x = format_html_join('', '<td>{}</td>', y)\n"),
    ("elements_in_strings", "x = f'<a href=\"{url}\">{y}</a>'\n"),
    ("rendered_and_kept", "@cache\ndef f():\n    return render_to_string('a.html')\n"),
    ("rendered_and_kept", "@lru_cache(maxsize=9)\ndef f():\n    return t.render({})\n"),
    ("rendered_and_kept", "@cache\ndef f() -> SafeString:\n    return g()\n"),
    ("rendered_and_kept", "cache.set('a', template.render({}))\n"),
    ("untyped_users", "user: Any = request.user\n"),
    ("untyped_users", "work: Any = request.work\n"),
    ("participles", "found = 1\n"),
    ("participles", "for seen in rows:\n    pass\n"),
    ("participles", "def f(*, asked):\n    pass\n"),
]


@pytest.mark.parametrize(("rule", "text"), PLANTED)
def test_a_planted_fault_is_found(rule, text):
    assert list(RULES[rule](text))


PLAIN = [
    ("ignores_without_reason", "x = y  # type: ignore[misc]  # the stub lacks the argument\n"),
    ("ignores_without_reason", "x = '# type: ignore'\n"),
    ("long_lines", f"x = '{'å' * 94}'\n"),  # 100 characters, more bytes
    ("sql_in_strings", '"""SELECT a FROM b, in a docstring."""\n'),
    ("sql_in_strings", "x = \"SELECT set_config('role', 'mia_app', true)\"\n"),
    ("sql_in_strings", "x = 'Välj FROM'\n"),
    ("elements_in_strings", "x = format_html('<b>{}</b>', y)\n"),
    ("elements_in_strings", "x = f'<Identity {y}>'\n"),
    ("rendered_and_kept", "@cache\ndef f():\n    return 1\n"),
    ("rendered_and_kept", "cache.set('a', 1)\n"),
    ("untyped_users", "user: Staff = request.user\n"),
    ("participles", "form.found(1)\n"),
]


@pytest.mark.parametrize(("rule", "text"), PLAIN)
def test_plain_code_passes(rule, text):
    assert not list(RULES[rule](text))


@pytest.mark.parametrize(
    "text",
    ["the second wall", "audit_trail = 1", "class AccessDoor:", ".trail { color: red }", "HOUSES"],
)
def test_a_private_word_is_found(text):
    assert len(list(words.metaphors(text))) == 1


@pytest.mark.parametrize(
    "text", ["trailing blanks", "Wallin", "household", "the browser window", "two window functions"]
)
def test_a_plain_word_passes(text):
    assert not list(words.metaphors(text))


def test_a_window_of_sql_is_plain_there_alone():
    assert not list(words.metaphors("WINDOW w AS (PARTITION BY id)", ".sql"))
    assert list(words.metaphors("WINDOW = 3", ".py"))


# --- The report


def report() -> Iterator[str]:
    """Figures per app and feature, then every place that breaks a rule, the fullest file first."""
    yield f"{'all':28} {style.total()}"
    for depth in (1, 2):
        yield ""
        for package, figures in sorted(style.figures_by_package(depth).items()):
            yield f"{package:28} {figures}"
    yield "\nModules with the most nodes a line, and the most clever expressions"
    modules = style.figures_by_module()
    for name in sorted(modules, key=lambda name: modules[name].density, reverse=True)[:30]:
        yield f"{modules[name].density:.2f} {name}"
    for name in sorted(modules, key=lambda name: modules[name].clever, reverse=True)[:30]:
        yield f"{modules[name].clever:4} {modules[name].clever_share:6.2f} {name}"
    for rule in RULES:
        rows = broken(rule)
        yield f"\n{rule}: {len(rows)}"
        yield from map(str, rows)
    rows = words.private_words()
    yield f"\nprivate words: {len(rows)}"
    yield from map(str, rows)


if __name__ == "__main__":
    sys.stdout.write("\n".join(report()) + "\n")
