"""Small promises that hold everywhere."""

import re

import pytest
from django.db import models

from tests import factories, source
from tests.test_architecture import MODELS

TEMPLATES = source.ROOT / "templates"


def test_every_template_is_used():
    """By name in code or another template; allauth's and Django's own names are used by the
    libraries.
    """
    by_library = {"400.html", "403.html", "404.html", "500.html", "429.html", "403_csrf.html"}
    text = "\n".join(path.read_text() for path in [*source.modules(), *TEMPLATES.rglob("*.html")])
    unused = []
    for path in TEMPLATES.rglob("*.html"):
        name = str(path.relative_to(TEMPLATES))
        if (
            name not in by_library
            and not name.startswith(("account/", "mfa/", "allauth/"))
            and name not in text
        ):
            unused.append(name)
    assert not unused


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_names_for_people_are_in_lower_case(model):
    names = [model._meta.verbose_name, model._meta.verbose_name_plural]
    names += [field.verbose_name for field in model._meta.fields if not field.primary_key]
    proper = ("ESF", "SUS", "TF", "IPS")
    assert [name for name in names if name[0].isupper() and not name.startswith(proper)] == []


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_constraint_speaks_swedish(model):
    default = models.CheckConstraint(condition=models.Q(), name="x").get_violation_error_message()
    for constraint in model._meta.constraints:
        assert constraint.violation_error_message, constraint.name
        assert constraint.get_violation_error_message() != default, constraint.name
        assert constraint.name.startswith(model.__name__.lower()), constraint.name


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_who_and_when_go_together(model):
    names = {field.name for field in model._meta.fields}
    for name in names:
        if name.endswith("_by"):
            assert f"{name[:-3]}_at" in names, f"{model.__name__}.{name}"


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_model_has_a_factory(model):
    assert hasattr(factories, f"{model.__name__}Factory")


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_models_keep_no_order_of_their_own(model):
    assert not model._meta.ordering


def test_files_and_functions_stay_small():
    too_long = []
    paths = list(source.modules(tests=True))
    for path in paths:
        if len(path.read_text().splitlines()) > 300:
            too_long.append(source.name(path))
        for function in source.functions(path):
            limit = 20 if "views" in {*path.parts, path.stem} else 40
            if source.lines(function) > limit:
                too_long.append(f"{source.name(path)} {function.name}: {source.lines(function)}")
    assert len(paths) > 500
    assert not too_long


def test_templates_stay_small_and_plain():
    wrong = []
    paths = list(TEMPLATES.rglob("*.html"))
    for path in paths:
        text = path.read_text()
        inline = re.search(
            r"\sstyle=|\son[a-z]+=|<style|<script(?![^>]*\ssrc=)(?![^>]*application/json)|\|safe\b",
            text,
        )
        if inline or len(text.splitlines()) > 150:
            wrong.append((path, inline))
    assert len(paths) > 100
    assert not wrong


def test_no_junk_drawers():
    names = {path.stem for path in source.modules()} | {
        path.parent.name for path in source.modules()
    }
    assert not names & {"utils", "util", "helpers", "helper", "common", "misc", "tools"}


def test_nothing_is_left_for_later():
    """No marks of unfinished work; a silenced warning says why on its line."""
    marks = re.compile(r"TODO|FIXME|XXX|raise NotImplementedError")
    for path in source.modules():
        text = path.read_text()
        assert not marks.search(text), path
        for line in text.splitlines():
            if "# noqa" in line:
                assert re.search(r"# noqa: [A-Z0-9, ]+ - \S", line), f"{path}: {line.strip()}"


def test_every_requirement_says_what_uses_it():
    for line in (source.ROOT / "requirements.txt").read_text().splitlines():
        if line and line[0].isalpha():
            assert re.fullmatch(r"\S+==\S+ +# \S.*", line), line
