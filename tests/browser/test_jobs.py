"""The three jobs, done as a person does them: by reading labels and pressing buttons."""

import csv
import re
from pathlib import Path


def first_case(page):
    page.goto("/deltagare/?visa=mina&status=oppna")
    page.locator("main table tbody a").first.click()
    page.wait_for_url(re.compile(r"/deltagare/[0-9a-f-]{36}/$"))


def open_contact_form(page):
    """On the case page of one's first participant; the first field has the focus."""
    first_case(page)
    page.locator("summary", has_text="Logga kontakt").click()
    page.locator("select:focus").wait_for()


def save(page, name="Spara kontakten"):
    """Sends the form and waits for the page that answers."""
    with page.expect_navigation():
        page.get_by_role("button", name=name).first.click()


def test_a_case_manager_logs_a_contact(visit):
    page = visit("cm.os")
    open_contact_form(page)
    page.get_by_label("Kontaktsätt").first.select_option(label="Telefon")
    page.get_by_label("Minuter").first.fill("25")
    page.get_by_label("Anteckning").first.fill(
        "Vi ringde <b>boendestödet</b> tillsammans & bokade tid."
    )
    save(page)
    timeline = page.locator("main").inner_text()
    assert "Vi ringde <b>boendestödet</b> tillsammans & bokade tid." in timeline
    assert "25 min" in timeline
    assert not page.problems


def test_a_section_of_the_case_is_fetched_when_it_is_opened(visit):
    page = visit("cm.os")
    first_case(page)
    section = page.locator("details.case-section").filter(has_text="Samtycken")
    assert "gavs" not in section.inner_text()
    section.locator("summary").click()
    section.get_by_text("gavs").or_(section.get_by_text("Inget samtycke finns")).first.wait_for()
    assert not page.problems


def test_a_section_of_the_case_is_a_link_without_script(visit):
    page = visit("cm.os")
    first_case(page)
    case = page.url
    plain = visit("cm.os", java_script_enabled=False)
    plain.goto(case)
    plain.locator("details.case-section summary").filter(has_text="Ansvariga").click()
    plain.get_by_role("link", name="Visa ansvariga").click()
    plain.wait_for_url(re.compile("/delar/ansvariga/$"))
    assert plain.get_by_role("heading", level=2).first.inner_text() == "Ansvariga"


def test_a_double_click_makes_one_contact(visit):
    page = visit("cm.os")
    open_contact_form(page)
    page.get_by_label("Kontaktsätt").first.select_option(label="Hembesök")
    page.get_by_label("Minuter").first.fill("33")
    page.get_by_label("Anteckning").first.fill("Dubbelklick, en gång.")
    page.get_by_role("button", name="Spara kontakten").dblclick()
    page.get_by_text("Kontakten är sparad.").wait_for()
    page.wait_for_load_state("networkidle")
    assert page.locator("main").inner_text().count("Dubbelklick, en gång.") == 1


def test_an_error_keeps_what_was_typed(visit):
    page = visit("cm.os")
    open_contact_form(page)
    page.get_by_label("Anteckning").first.fill("Det här får inte försvinna.")
    save(page)
    assert page.get_by_label("Anteckning").first.input_value() == "Det här får inte försvinna."
    assert page.locator("[aria-invalid=true]").count() >= 1
    assert page.title().startswith("Fel: ")


def test_two_people_correct_the_same_contact(visit):
    """The second one is told, sees what changed, and keeps the text."""
    first, second = visit("cm.os"), visit("cm.os")
    open_contact_form(first)
    first.get_by_label("Kontaktsätt").first.select_option(label="Möte")
    first.get_by_label("Minuter").first.fill("41")
    first.get_by_label("Anteckning").first.fill("Ursprunglig text.")
    save(first)
    first.get_by_role("link", name="Möte, 41 min").click()
    first.get_by_role("link", name=re.compile("Rätta")).first.click()
    first.wait_for_url(re.compile(r"/ratta/\?sida=1$"))
    second.goto(first.url)
    for page, text in ((first, "Den ena skrev det här."), (second, "Den andra skrev det här.")):
        page.get_by_label("Anteckning").first.fill(text)
        save(page, name=re.compile("Spara"))
    shown = second.locator("main").inner_text()
    assert "Den ena skrev det här." in shown
    assert "Den andra skrev det här." in [
        area.input_value() for area in second.locator("textarea").all()
    ]


def test_a_project_leader_reads_the_dashboard(visit):
    """A number opens exactly the list that it counts."""
    page = visit("ledare.os")
    page.wait_for_url(re.compile("/oversikt/"))
    assert page.locator("main svg").count() >= 3
    link = page.locator("main a[href*='kohort=inskrivna']").first
    number = int(re.sub(r"\D", "", link.inner_text()))
    with page.expect_navigation():
        link.click()
    assert number > 0
    counted = page.locator("main table tbody tr").count()
    assert counted == min(number, 50) or str(number) in page.locator("main").inner_text()


def download(page, slug: str, month: str, tmp_path: Path) -> list[list[str]]:
    page.goto(f"/rapporter/{slug}/?month={month}")
    with page.expect_download() as found:
        page.get_by_role("button", name="Hämta filen").click()
    file = tmp_path / found.value.suggested_filename
    found.value.save_as(file)
    assert file.name == f"{slug}_{month}.csv"
    assert file.read_bytes().startswith(b"\xef\xbb\xbf")
    return list(csv.reader(file.read_text("utf-8-sig").splitlines(), delimiter=";"))


def test_a_coordinator_exports_the_month(visit, tmp_path):
    page = visit("koordinator")
    page.wait_for_url(re.compile("/rapporter/"))
    esf = download(page, "esf-deltagare", "2022-05", tmp_path)
    assert esf[0][:4] == ["Diarienummer", "Delprojekt", "Rapportmånad", "Identitetstyp"]
    assert len(esf) > 10
    sus = download(page, "sus-poster", "2022-05", tmp_path)
    assert sus[0][:3] == ["Samverkansorganisation", "Insats", "Registreringstyp"]
    assert not page.problems


def test_everything_is_reached_by_keyboard(visit):
    """Skip link first; then from the list to a saved contact without a mouse."""
    page = visit("cm.os")
    page.goto("/deltagare/?visa=mina&status=oppna")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").strip() == "Hoppa till innehållet"
    page.keyboard.press("Enter")
    link = page.locator("main table tbody a").first
    for _ in range(40):
        page.keyboard.press("Tab")
        if link.evaluate("node => node === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/deltagare/[0-9a-f-]{36}/$"))
    page.locator("summary", has_text="Logga kontakt").focus()
    page.keyboard.press("Enter")
    page.locator("select:focus").wait_for()
    page.keyboard.type("telefon")
    page.keyboard.press("Tab")
    page.keyboard.type("20")
    page.get_by_label("Anteckning").first.focus()
    page.keyboard.type("Skrivet utan mus.")
    page.get_by_role("button", name="Spara kontakten").focus()
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    page.get_by_text("Skrivet utan mus.").wait_for()
