"""One person from the referral through two delprojekt, a job at 50 per cent, exit, transition and
the six-month follow-up, as those who work with the person do it.
"""

import re

from tests.browser.conftest import violations
from tests.browser.test_jobs import save

NUMBER = "19900807-2382"


def refer(page, day, reason, number=NUMBER):
    """Register a referral of a person, and stand on its page."""
    page.goto("/remisser/ny/")
    page.get_by_label("Remissen kom").fill(day)
    page.get_by_label("Remitterande part").select_option(label="Försäkringskassan")
    page.get_by_label("Personnummer eller samordningsnummer").fill(number)
    page.get_by_label("Förnamn").fill("Ylva")
    page.get_by_label("Efternamn").fill("Storm")
    page.get_by_label(re.compile("Varför personen remitteras")).fill(reason)
    save(page, "Registrera remissen")
    assert violations(page) == []


def accept(page, day):
    """Enrol the person, and stand on the form of the facts at start."""
    page.get_by_role("link", name="Anta").click()
    page.get_by_label("Startdatum").fill(day)
    page.get_by_label("SUS-samtycket skrevs under").fill(day)
    save(page, "Skriv in deltagaren")
    page.wait_for_url(re.compile("/andra/$"))


def fill_start(page):
    """What ESF and SUS ask at start; the extent shows when its box is ticked."""
    page.get_by_label("Arbetsmarknadsstatus").select_option(label="Utanför arbetskraften")
    page.get_by_label("Deltar i utbildning").select_option(label="Nej")
    page.get_by_label("Högsta slutförda utbildning").select_option(label="Gymnasium")
    extent = page.get_by_label("Sjukpenning, procent")
    assert not extent.is_visible()
    page.get_by_label("Sjukpenning", exact=True).check()
    extent.fill("50")
    page.get_by_label("Har aldrig arbetat").select_option(label="Ja")
    assert violations(page) == []
    save(page, "Spara uppgifterna")


def close(page, case, day, reason, income):
    page.goto(f"{case}avsluta/")
    page.get_by_label("Sista dag").fill(day)
    page.get_by_label("Avslutsanledning").select_option(label=reason)
    page.get_by_label(income, exact=True).check()
    page.get_by_label("Studier, procent").fill("0")
    page.get_by_label("Söker arbete aktivt").select_option(label="Nej")
    assert violations(page) == []
    save(page, "Avsluta inskrivningen")


def register_work(page, case):
    page.goto(f"{case}arbete-och-studier/arbete/")
    page.get_by_label("Arbetsgivare").fill("Bageriet Kringlan")
    page.get_by_label("Slags arbete").select_option("SUBVENTIONERAT")
    page.get_by_label("Omfattning, procent").fill("50")
    page.get_by_label("Från och med").fill("2022-05-02")
    assert violations(page) == []
    save(page, "Spara")


def register_transition(page, case):
    page.goto(f"{case}overgangar/")
    page.locator("#id_receiver").select_option(label="Arbetsförmedlingen")
    page.get_by_label("Planerad den").fill("2022-05-20")
    page.get_by_label("Gemensamt möte den").fill("2022-05-25")
    page.get_by_label("Hur det gick").select_option(label="Har börjat")
    page.get_by_label("Började den").fill("2022-06-01")
    assert violations(page) == []
    save(page, "Spara övergången")
    assert "Har börjat" in page.locator("main").inner_text()


def follow_up(page, case):
    page.goto(f"{case}uppfoljning/6M/")
    page.get_by_label("Arbetar", exact=True).check()
    assert violations(page) == []
    save(page, "Spara svaret")


def test_one_person_the_whole_way(visit):
    page = visit("cm.os")
    refer(page, "2022-01-10", "Har varit sjukskriven länge.")
    accept(page, "2022-01-17")
    fill_start(page)
    assert "Ylva Storm" in page.locator("h1").inner_text()
    first_case = page.url
    close(page, first_case, "2022-02-28", "Flytt från området", "Sjukpenning")
    assert "Uppföljning är bokad till 2022-03-28" in page.locator("main").inner_text()

    page = visit("cm.hbs")
    refer(page, "2022-03-01", "Har flyttat hit från ett annat delprojekt.")
    accept(page, "2022-03-07")
    fill_start(page)
    case = page.url
    assert case != first_case
    register_work(page, case)
    register_transition(page, case)
    page.goto(f"{case}avsluta/")
    assert page.get_by_label("Arbete, procent").input_value() == "50", "it was typed once"
    close(page, case, "2022-06-30", "Avslut till arbete", "Lön eller eget företag")
    follow_up(page, case)

    timeline = page.locator("main").inner_text()
    for text in ("Remiss från Försäkringskassan", "Började arbete hos Bageriet Kringlan, 50 %"):
        assert text in timeline
    assert "Uppföljning efter sex månader: arbetar" in timeline
    assert page.problems == []
