"""docs/adding-a-feature.md is an example that works: what it names outside its feature exists."""

import ast
import dataclasses
import importlib
import re

import pytest

from participants import seams
from reporting.registry import FEATURES, PACKAGES
from tests import source

DOCUMENT = (source.ROOT / "docs" / "adding-a-feature.md").read_text()
BLOCKS = [ast.parse(block) for block in re.findall(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)]
IMAGINED = "interventions.ratings"


def imports():
    for block in BLOCKS:
        for node in ast.walk(block):
            if isinstance(node, ast.ImportFrom) and not node.module.startswith(IMAGINED):
                for alias in node.names:
                    yield node.module, alias.name


def exists(module, name):
    if hasattr(importlib.import_module(module), name):
        return True
    try:
        importlib.import_module(f"{module}.{name}")
    except ModuleNotFoundError:
        return False
    return True


@pytest.mark.parametrize(("module", "name"), sorted(set(imports())))
def test_what_the_example_imports_exists(module, name):
    assert exists(module, name)


def calls(name):
    for block in BLOCKS:
        for node in ast.walk(block):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == name:
                yield node


@pytest.mark.parametrize(
    "name",
    [
        "Feature",
        "CaseSection",
        "CasePart",
        "CaseLink",
        "TimelineSource",
        "QualityCheck",
        "Queue",
        "ExtractSection",
        "ExtractRow",
    ],
)
def test_the_example_declares_only_what_can_be_declared(name):
    fields = {field.name for field in dataclasses.fields(getattr(seams, name))}
    written = list(calls(name))
    assert written
    for call in written:
        assert {keyword.arg for keyword in call.keywords} <= fields
        assert len(call.args) + len(call.keywords) <= len(fields)


def test_the_example_shows_every_kind_of_declaration():
    """A new kind is shown too. A form on the case page itself is left to the contacts, so is
    what speaks against a merge; what is written when an enrolment that waited is accepted is left
    to the contacts and the methods.
    """
    (feature,) = calls("Feature")
    shown = {keyword.arg for keyword in feature.keywords}
    assert {field.name for field in dataclasses.fields(seams.Feature)} - shown == {
        "forms",
        "accepted",
        "merge_check",
    }


def test_the_folder_named_in_the_example_is_free():
    assert not (source.ROOT / IMAGINED.replace(".", "/")).exists()


def test_every_declaration_is_in_the_registry():
    declared = {
        ".".join(path.relative_to(source.ROOT).parent.parts)
        for path in source.modules("declarations")
    }
    assert declared == set(PACKAGES)
    assert len(FEATURES) == len(PACKAGES)
