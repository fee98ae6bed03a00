"""What careful users saw, for every page: errors in the order of the fields, one way to say that
something is missing, the menu's mark, whole numbers, names in one order.
"""

import re
from pathlib import Path

import pytest
from django.conf import settings

from interventions.contacts.models import Contact
from reporting.documents import pdf
from tests.fuzz.pages import forms_of, open_page
from tests.interventions.contacts.sent import log_url, typed
from tests.permissions import ROUTES

TEMPLATES = sorted(Path(settings.BASE_DIR, "templates").rglob("*.html"))
WITH_FORM = sorted(name for name, route in ROUTES.items() if route.post)
SHOWN = sorted(name for name, route in ROUTES.items() if route.get)
STYLE = re.compile(r"css/[a-z]+\.css")
# Django's Swedish for what a form of MIA says in its own words.
DJANGOS = ("Detta fält måste fyllas i", "Detta fält får inte", "Detta fält kan inte")
WORDS = (
    "inte att spara än",
    "Vad som vore rätt",
    "Team Team",
    "Någon annan hann",
    "Fråga din delprojektledare",
)


@pytest.fixture(autouse=True)
def _uploads(settings, tmp_path, monkeypatch):
    settings.MEDIA_ROOT = tmp_path
    monkeypatch.setattr(pdf, "render", lambda template, context: ("", b"%PDF"))  # no page of forms


def text_of(response):
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    return response.content.decode() if is_page and not response.streaming else ""


@pytest.mark.parametrize("name", WITH_FORM)
def test_what_is_wrong_with_a_form(world, login, name):
    """The summary lists the errors as the fields stand on the page, in MIA's own words."""
    for response in open_page(world, login, name).responses:
        text = text_of(response)
        for phrase in DJANGOS:
            assert phrase not in text
        assert 'type="number"' not in text, "a browser drops the comma of 1,5"
        for form in forms_of(response):
            placed = [text.find(f' name="{bound.html_name}"') for bound in form.visible_fields()]
            on_page = [place for place in placed if place >= 0]
            assert on_page == sorted(on_page), f"{type(form).__name__}: {list(form.fields)}"


@pytest.mark.parametrize("name", SHOWN)
def test_the_menu_marks_where_one_is(world, login, name):
    text = text_of(open_page(world, login, name).responses[0])
    menu = re.search(r'<nav class="menu".*?</nav>', text, re.DOTALL)
    if menu and name != "start":
        assert menu[0].count("aria-current") == 1


def test_a_conflict_has_the_style_sheets_of_every_form():
    own = STYLE.findall(Path(settings.BASE_DIR, "templates/forms/conflict.html").read_text())
    for path in TEMPLATES:
        parts = re.findall(r'include "([^"]+_form\.html)"', path.read_text())
        if parts:
            assert set(STYLE.findall(path.read_text())) <= set(own), path


def test_names_stand_in_one_order():
    """Given name first, as Participant says it: no template puts a name together."""
    for path in TEMPLATES:
        assert not re.search(r"\{\{ (?!form)[^}]*\.(family|given)_name", path.read_text()), path


def test_words_that_nobody_understood_are_gone():
    texts = {path: path.read_text() for path in TEMPLATES}
    assert len(texts) > 100
    assert not [
        (path, phrase) for path, text in texts.items() for phrase in WORDS if phrase in text
    ]


@pytest.mark.parametrize("minutes", ["1,5", "1.5", "en timme"])
def test_minutes_are_whole_numbers(world, login, minutes):
    before = Contact.objects.count()
    response = login(world.anna).post(log_url(world.own), typed(world.anna, minutes=minutes))
    errors = response.context["form"].errors
    assert errors["minutes"] == [
        "Skriv minuter, till exempel 90, eller timmar, till exempel 1,5 tim."
    ]
    assert Contact.objects.count() == before
