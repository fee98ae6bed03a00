"""What is typed is not lost: a killed browser, an ended session, a dead network, an error."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.test_jobs import open_contact_form, save

USER = "se.hbs"  # tests/browser/test_jobs.py logs contacts as another
KEPT = re.compile(r"Utkast sparat \d\d[.:]\d\d")


@pytest.fixture
def form(visit):
    """Opens the form of a contact of one's own first participant, with no draft of before."""
    pages = []

    def _form():
        page = visit(USER)
        open_contact_form(page)
        pages.append(page)
        throw = page.get_by_role("button", name="Kasta utkastet")
        page.wait_for_load_state("networkidle")
        if throw.count():
            throw.click()
            expect(throw).to_have_count(0)
        return page

    return _form


def type_note(page, text):
    page.get_by_label("Anteckning").first.fill(text)


def log_in(page, password):
    page.goto("/konto/logga-in/")
    page.get_by_label("Användarnamn").fill(USER)
    page.get_by_label("Lösenord").fill(password)
    page.get_by_role("button", name="Logga in").click()
    page.wait_for_url(lambda url: "/konto/" not in url)


def test_a_killed_browser_loses_nothing_and_one_is_back_at_the_text(form, visit):
    page = form()
    type_note(page, "Halvfärdig anteckning.")
    page.get_by_label("Kontaktsätt").first.select_option(label="Telefon")
    page.get_by_label("Minuter").first.fill("35")
    expect(page.locator(".draft-status")).to_have_text(KEPT)
    page.context.close()
    page = visit(USER)
    page.wait_for_url(re.compile("/kontakter/ny/$"))
    expect(page.get_by_label("Anteckning")).to_have_value("Halvfärdig anteckning.")
    expect(page.get_by_label("Minuter")).to_have_value("35")
    expect(page.get_by_text("Ditt utkast från")).to_be_visible()
    save(page)
    expect(page.get_by_text("Halvfärdig anteckning.")).to_be_visible()
    page.goto(page.url + "kontakter/ny/")
    page.wait_for_load_state("networkidle")
    expect(page.get_by_label("Anteckning")).to_have_value("")
    assert not page.problems


def test_a_session_that_ends_elsewhere_loses_nothing(form, server):
    page = form()
    type_note(page, "Före.")
    expect(page.locator(".draft-status")).to_have_text(KEPT)
    other = page.context.new_page()
    other.goto("/konto/logga-ut/")
    other.locator("main").get_by_role("button", name="Logga ut").click()
    type_note(page, "Efter utloggningen.")
    expect(page.locator(".draft-status")).to_contain_text("Du är utloggad.")
    page.get_by_role("button", name="Spara kontakten").click()
    expect(page.get_by_label("Anteckning").first).to_have_value("Efter utloggningen.")
    log_in(other, server.password)
    expect(page.locator(".draft-status")).to_have_text(KEPT, timeout=15_000)
    page.get_by_label("Kontaktsätt").first.select_option(label="Telefon")
    page.get_by_label("Minuter").first.fill("12")
    save(page)
    expect(page.get_by_text("Efter utloggningen.")).to_be_visible()


def test_a_dead_network_loses_nothing(form):
    page = form()
    page.context.set_offline(True)
    type_note(page, "Skrivet utan nät.")
    expect(page.locator(".draft-status")).to_contain_text("Ingen kontakt med servern.")
    page.get_by_role("button", name="Spara kontakten").click()
    expect(page.get_by_label("Anteckning").first).to_have_value("Skrivet utan nät.")
    page.context.set_offline(False)
    expect(page.locator(".draft-status")).to_have_text(KEPT, timeout=15_000)


def test_an_error_and_two_tabs_lose_nothing(form):
    page = form()
    type_note(page, "Första fliken.")
    expect(page.locator(".draft-status")).to_have_text(KEPT)
    other = page.context.new_page()
    other.goto(page.url + "kontakter/ny/")
    expect(other.get_by_label("Anteckning")).to_have_value("Första fliken.")
    type_note(other, "Andra fliken.")
    expect(other.locator(".draft-status")).to_have_text(KEPT)
    type_note(page, "Första fliken, mer.")
    page.wait_for_timeout(1500)
    expect(page.locator(".draft-status")).to_have_text(KEPT)
    other.reload()
    expect(other.get_by_label("Anteckning")).to_have_value("Första fliken, mer.")
    other.get_by_role("button", name="Visa utkastet från").click()
    expect(other.get_by_label("Anteckning")).to_have_value("Andra fliken.")
    save(other)
    expect(other.locator(".is-invalid").first).to_be_visible()
    expect(other.get_by_label("Anteckning")).to_have_value("Andra fliken.")


def test_the_page_of_today_names_the_page_of_a_draft(form):
    page = form()
    type_note(page, "Halvfärdig anteckning.")
    expect(page.locator(".draft-status")).to_have_text(KEPT)
    title = page.title().removesuffix(" – MIA")
    page.goto("/idag/")
    expect(page.get_by_role("link", name=title)).to_be_visible()


def test_what_is_typed_before_the_draft_has_come_stays(form):
    page = form()
    type_note(page, "Från i går.")
    expect(page.locator(".draft-status")).to_have_text(KEPT)
    late = page.context.new_page()
    waiting = []
    late.route("**/utkast/?sida=*", lambda route: waiting.append(route))
    with late.expect_request("**/utkast/?sida=*"):
        late.goto(page.url + "kontakter/ny/")
    type_note(late, "Nyss skrivet.")
    waiting[0].continue_()
    expect(late.locator(".draft-status")).to_have_text(KEPT)
    expect(late.get_by_label("Anteckning")).to_have_value("Nyss skrivet.")
    late.get_by_role("button", name="Visa utkastet från").first.click()
    expect(late.get_by_label("Anteckning")).to_have_value("Från i går.")


def test_before_the_session_ends_one_key_is_enough_to_stay(visit):
    page = visit(USER)
    page.clock.install()
    page.goto("/deltagare/")
    page.clock.fast_forward("28:01")
    dialog = page.get_by_role("dialog", name="Du loggas snart ut")
    expect(dialog).to_be_visible()
    expect(dialog.get_by_role("button", name="Stanna kvar")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_have_count(0)
    page.clock.fast_forward("27:00")
    expect(dialog).to_have_count(0)
    page.clock.fast_forward("01:30")
    expect(dialog).to_be_visible()
