"""What code and documents refer to exists, and nothing outside the repository is needed."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.source import ROOT

DOCS = ROOT / "docs"
ITSELF = Path(__file__).resolve()

# `docs/domain.md §2.5, §2.7`, `docs/formats.md §1–4.1`, `docs/domain.md Appendix A`: the file, then
# its sections, with a few words, a line break or the sign of a comment between them.
SECTION = r"(?:§{1,2}\d+(?:\.\d+)*(?:[–-]\d+(?:\.\d+)*)?|Appendix [A-Z])"
REFERENCE = re.compile(rf"docs/(?P<file>[\w-]+)\.md`?(?P<sections>(?:[^.§;]{{1,45}}?{SECTION})*)")
DECISION = re.compile(r"\bADR (\d+)|adr/(\d{4})")
MIGRATION = re.compile(
    r"\b(?:migrations?|audit|access|organisation|participants|interventions|reporting)\s+00\d\d\b"
)
LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")
COMMAND = re.compile(r"manage\.py (\w+)")
PATH = re.compile(
    r"`((?:mia|participants|interventions|reporting|templates|tests|bench|docs)/[\w/.*-]*\w)`"
)

# Documents that were never part of the repository, and our own documents without their folder.
# (A path above the repository, or in the home of a user, is one machine's.)
OUTSIDE = re.compile(
    r"\.\./[a-z]+/|(?<![\w.])/(?:root|home/\w+)/"
    r"|\b(?:reliability|features|anchors)(?:\.md| ?§)"
    r"|(?<!docs/)\b(?:formats|domain|architecture|security)(?:\.md)? §",
    re.IGNORECASE,
)


def tracked() -> list[Path]:
    """The text files that git knows or would add, this one left out."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    binary = {".png", ".ico", ".woff2", ".xlsx", ".pdf"}
    paths = [ROOT / name for name in names.splitlines()]
    return [
        path for path in paths if path.is_file() and path.suffix not in binary and path != ITSELF
    ]


def find(pattern: re.Pattern[str], paths: list[Path]) -> Iterator[tuple[str, re.Match[str]]]:
    """Every match with its place, `file:line`."""
    for path in paths:
        text = path.read_text()
        for match in pattern.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            yield f"{path.relative_to(ROOT)}:{line}", match


def headings(document: str) -> set[str]:
    """The numbers of a document's headings: `§2`, `§2.5`, `Appendix A`."""
    text = (DOCS / f"{document}.md").read_text()
    numbers = re.findall(r"^#+ (\d+(?:\.\d+)*)\.? ", text, re.MULTILINE)
    appendices = re.findall(r"^#+ (Appendix [A-Z])\b", text, re.MULTILINE)
    return {f"§{number}" for number in numbers} | set(appendices)


def ends(section: str) -> list[str]:
    """Both ends of a range: `§3.3–3.7` is `§3.3` and `§3.7`."""
    if section.startswith("Appendix"):
        return [section]
    return [f"§{number}" for number in re.split("[–-]", section.lstrip("§"))]


def missing(document: str, sections: str) -> list[str]:
    """The sections named in a text that the document does not have."""
    named = [end for section in re.findall(SECTION, sections) for end in ends(section)]
    return sorted(set(named) - headings(document))


def test_every_section_that_is_referred_to_exists():
    wrong = []
    for place, match in find(REFERENCE, tracked()):
        if not (DOCS / f"{match['file']}.md").exists():
            wrong.append(f"{place}: no docs/{match['file']}.md")
        elif absent := missing(match["file"], match["sections"]):
            wrong.append(f"{place}: docs/{match['file']}.md has no {absent}")
    assert not wrong


@pytest.mark.parametrize("document", sorted(path.stem for path in DOCS.glob("*.md")))
def test_sections_that_a_document_refers_to_in_itself_exist(document):
    text = REFERENCE.sub("", (DOCS / f"{document}.md").read_text())
    assert not missing(document, text)


def test_a_section_outside_the_documents_names_its_document():
    """`§2.5` alone says nothing in code. (Laws are quoted with the number first: `26 kap. 1 §`.)"""
    alone = []
    for path in tracked():
        if DOCS not in path.parents:
            rest = REFERENCE.sub("", path.read_text())
            alone += [
                f"{path.relative_to(ROOT)}: {section}"
                for section in re.findall(r"§+\d[\d.]*", rest)
            ]
    assert not alone


def test_every_decision_that_is_referred_to_exists():
    decisions = {int(path.name[:4]) for path in (DOCS / "adr").glob("*.md")}
    named = [(place, int(match[1] or match[2])) for place, match in find(DECISION, tracked())]
    assert named
    assert [(place, number) for place, number in named if number not in decisions] == []


def test_no_migration_is_referred_to_by_number():
    """Migrations are squashed: what they made stands in `<app>/sql/`."""
    assert [f"{place}: {match[0]}" for place, match in find(MIGRATION, tracked())] == []


def test_nothing_refers_to_documents_outside_the_repository():
    assert [f"{place}: {match[0]}" for place, match in find(OUTSIDE, tracked())] == []


def documents() -> list[Path]:
    """The documents; `adding-a-feature.md` is left out, since it names files of an imagined one."""
    pages = [ROOT / "README.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")]
    return [page for page in pages if page.name != "adding-a-feature.md"]


def test_links_lead_somewhere():
    broken = []
    for place, match in find(LINK, documents()):
        page = ROOT / place.rpartition(":")[0]
        if "://" not in match[1] and not (page.parent / match[1]).exists():
            broken.append(f"{place}: {match[1]}")
    assert not broken


def test_files_that_documents_name_exist():
    absent = [
        f"{place}: {match[1]}"
        for place, match in find(PATH, documents())
        if not list(ROOT.glob(match[1]))
    ]
    assert not absent


def test_commands_that_documents_name_exist():
    commands = set(get_commands())
    named = [(place, match[1]) for place, match in find(COMMAND, documents())]
    assert named
    assert [(place, name) for place, name in named if name not in commands] == []


def test_every_environment_variable_is_documented():
    """Those that the settings read, in the table of docs/operations.md."""
    read = set(
        re.findall(r"env[.\w]*\(\s*\"([A-Z_]+)\"", (ROOT / "mia" / "settings.py").read_text())
    )
    table = (DOCS / "operations.md").read_text()
    assert read
    assert sorted(name for name in read if f"`{name}`" not in table) == []
