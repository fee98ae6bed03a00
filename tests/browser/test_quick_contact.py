"""Contacts by keyboard alone: K from anywhere, few keys, and Ctrl and Enter in every form."""

import re
import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import violations
from tests.browser.test_jobs import open_contact_form

USER = "cm.hbs"
MOST_KEYS = 25
MOST_SECONDS = 15.0
MONDAYS = re.compile(r"Sparat: ")


@pytest.fixture
def page(visit):
    page = visit(USER)
    page.wait_for_load_state("networkidle")
    return page


def own_names(page):
    """The names of one's own participants, as the form for several lists them."""
    page.goto("/snabb/flera/")
    return [text.strip() for text in page.locator(".several label").all_inner_texts()]


def shortest(name, names):
    """As much of a name as only this participant has: initials, or given name and more letters."""
    given, family = name.lower().split(" ", 1)
    others = [other.lower() for other in names if other != name]
    for typed in (given, f"{given} {family[0]}", f"{given} {family}"):
        if not any(_may_mean(typed, other) for other in others):
            return typed
    return f"{given} {family}"


def _may_mean(typed, name):
    words = typed.split()
    parts = re.split(r"[ -]", name)
    if len(words) == 1:
        initials = parts[0][0] + parts[-1][0]
        return any(part.startswith(typed) for part in parts) or typed == initials
    return parts[0].startswith(words[0]) and any(part.startswith(words[1]) for part in parts[1:])


def type_line(page, line):
    """Press every key of a quick contact, and return how many they were and the seconds."""
    started = time.monotonic()
    page.keyboard.press("Shift+K")
    field = page.get_by_role("dialog").get_by_label("Snabbkontakt")
    expect(field).to_be_focused(timeout=15_000)
    page.keyboard.type(line)
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog").get_by_text(MONDAYS)).to_be_visible()
    return len(line) + 2, time.monotonic() - started


def test_the_five_commonest_contacts_take_few_keys(page):
    names = own_names(page)
    name = min((shortest(one, names) for one in names), key=len)
    page.goto("/deltagare/")
    page.wait_for_load_state("networkidle")
    keys, seconds = [], []
    for rest in ("tel 7", "möte 61", "sms", "uteblev igår", "digitalt 44"):
        pressed, spent = type_line(page, f"{name} {rest}")
        keys.append(pressed)
        seconds.append(spent)
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
    print(f"keys {keys}, at most {max(keys)}; seconds {[round(one, 1) for one in seconds]}")
    assert max(keys) <= MOST_KEYS
    assert max(seconds) < MOST_SECONDS
    assert not page.problems


def test_chips_while_typing_and_undo_for_a_minute(page):
    names = own_names(page)
    name = min((shortest(one, names) for one in names), key=len)
    page.goto("/idag/")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Shift+K")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Snabbkontakt")).to_be_focused()
    page.keyboard.type(f"{name} tel 23 boe igår")
    expect(dialog.locator(".tag", has_text="23 min")).to_be_visible()
    expect(dialog.locator(".tag", has_text="Boende")).to_be_visible()
    assert page.url.endswith("/idag/"), "nothing of the line stands in the address"
    assert not violations(page)
    page.keyboard.press("Enter")
    expect(dialog.get_by_text(MONDAYS)).to_be_visible()
    dialog.get_by_role("button", name="Ångra").press("Enter")
    expect(dialog.get_by_text("Ångrat.")).to_be_visible()
    expect(dialog.get_by_label("Snabbkontakt")).to_have_value(f"{name} tel 23 boe igår")
    assert not page.problems


@pytest.mark.parametrize("width", [1280, 320])
def test_the_page_without_script_is_the_same(visit, width):
    page = visit(USER, width=width, java_script_enabled=False)
    page.goto("/snabb/")
    page.get_by_label("Snabbkontakt").fill("ingen alls tel 20")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_text("går inte att förstå").first).to_be_visible()
    expect(page.get_by_label("Snabbkontakt")).to_have_value("ingen alls tel 20")


def test_ctrl_and_enter_saves_the_form_one_writes_in(page):
    open_contact_form(page)
    page.get_by_label("Kontaktsätt").first.select_option(label="Telefon")
    page.get_by_label("Minuter").first.fill("17")
    page.get_by_label("Starttid").first.evaluate("field => { field.value = '06:41'; }")
    page.get_by_label("Anteckning").first.fill("Sparad med två tangenter.")
    page.get_by_label("Anteckning").first.press("Control+Enter")
    expect(page.get_by_text("Kontakten är sparad.")).to_be_visible()
    page.goto("/snabb/flera/")
    page.get_by_label("Anteckning").press("Control+Enter")
    expect(page.get_by_text("Välj minst en deltagare.").first).to_be_visible()
    assert not page.problems
