"""Two participants through the methods: one through CM and SE side by side with work training that
is stepped up, a plan reviewed twice and a job kept at three months; one through the Boston method.
"""

import re

from tests.browser.conftest import violations
from tests.browser.test_jobs import save
from tests.browser.test_whole_way import accept, close, fill_start, refer

IN_PARALLEL, BY_BOSTON = "19750114-9285", "19710204-9280"


def enrol(page, number, day):
    """Register a person, and return the address of the case."""
    refer(page, day, "Vill börja arbeta.", number)
    accept(page, day)
    fill_start(page)
    return page.url


def give(page, case, method, day):
    page.goto(f"{case}metoder/")
    page.locator("#id_method").select_option(method)
    page.get_by_label("Från och med").fill(day)
    save(page, "Ge metoden")


def enter_phase(page, case, method, phase, day):
    page.goto(f"{case}metoder/")
    page.get_by_role("link", name=method, exact=True).click()
    page.locator("#id_phase").select_option(label=phase)
    page.get_by_label("Från och med").fill(day)
    assert violations(page) == []
    save(page, "Spara fasen")


def review_plan(page, case, day, next_day):
    page.goto(f"{case}plan/oversyn/")
    page.get_by_label("Datum").fill(day)
    page.get_by_label("Ja, vi är överens").check()
    page.get_by_label("Nästa översyn").fill(next_day)
    assert violations(page) == []
    save(page, "Spara")


def place(page, case, day):
    """Two hours a week from the day, at the first host of the list."""
    page.goto(f"{case}placeringar/ny/")
    page.locator("#id_host").select_option(index=1)
    page.locator("#id_workplace").fill("Caféet i Stuvsta")
    page.get_by_label("Från och med").fill(day)
    page.locator("#id_hours").fill("2")
    page.locator("#id_purpose").fill("Prova att arbeta igen.")
    assert violations(page) == []
    save(page, "Spara")


def step_up(page, case, day, hours):
    page.goto(f"{case}placeringar/")
    page.get_by_role("link", name="Trappa upp eller ner").first.click()
    page.get_by_label("Från och med").fill(day)
    page.locator("#id_hours").fill(hours)
    assert violations(page) == []
    save(page, "Spara")


def contact_employer(page, case, day):
    page.goto(f"{case}soka-arbete/kontakt/")
    page.get_by_label("Arbetsgivare").fill("Bageriet Kringlan")
    page.get_by_label("Datum").fill(day)
    page.locator("#id_way").select_option("BESOK")
    page.get_by_label("Vad det gällde").select_option("MATCHNING")
    assert violations(page) == []
    save(page, "Spara")


def begin_work(page, case, day):
    page.goto(f"{case}arbete-och-studier/arbete/")
    page.get_by_label("Arbetsgivare").fill("Bageriet Kringlan")
    page.get_by_label("Slags arbete").select_option("SUBVENTIONERAT")
    page.get_by_label("Omfattning, procent").fill("50")
    page.get_by_label("Från och med").fill(day)
    save(page, "Spara")


def test_methods_side_by_side_and_a_job_that_is_kept(visit):
    page = visit("cm.os")
    case = enrol(page, IN_PARALLEL, "2022-01-17")
    give(page, case, "CM", "2022-01-17")
    give(page, case, "SE", "2022-01-24")
    enter_phase(page, case, "Case management", "kontakt och förtroende", "2022-01-17")
    enter_phase(page, case, "Case management", "planering", "2022-02-14")
    enter_phase(page, case, "Supported employment", "yrkesprofil", "2022-02-01")
    enter_phase(page, case, "Supported employment", "hitta arbete", "2022-03-01")
    enter_phase(page, case, "Supported employment", "yrkesprofil", "2022-03-15")
    assert page.get_by_text("Steg tillbaka").count() == 1
    review_plan(page, case, "2022-02-01", "2022-05-02")
    review_plan(page, case, "2022-05-02", "2022-08-01")
    place(page, case, "2022-02-07")
    step_up(page, case, "2022-03-07", "9")
    step_up(page, case, "2022-04-04", "15")
    hours = page.locator("main").inner_text()
    assert re.search("2 h.*9 h.*15 h", hours, re.S)
    contact_employer(page, case, "2022-04-11")
    begin_work(page, case, "2022-05-02")
    close(page, case, "2022-06-30", "Avslut till arbete", "Lön eller eget företag")
    page.goto(f"{case}delar/uppfoljning/")
    page.get_by_role("link", name=re.compile("Svara.*tre månader")).click()
    page.get_by_label("Är kvar").first.check()
    save(page, "Spara svaret")
    timeline = page.locator("main").inner_text()
    for text in ("Case management, ny fas: planering", "Uppföljning efter tre månader: är kvar"):
        assert text in timeline
    page.goto(f"{case}metoder/")
    assert page.get_by_text("Pågår").count() == 0, "the methods ended with the enrolment"
    assert page.problems == []


def fill_readiness(page, case, day, level):
    page.goto(f"{case}boston/beredskap/")
    page.get_by_label("Datum").fill(day)
    for label in ("Behov av förändring", "Vilja till", "Självkännedom", "Kännedom om", "Närhet"):
        page.get_by_label(re.compile(label)).select_option(level)
    page.get_by_label("Slutsats").select_option(label="Redo att välja mål")
    assert violations(page) == []
    save(page, "Spara")


def set_goal(page):
    page.get_by_role("link", name="Välj ett mål").click()
    page.get_by_label("Område").select_option(label="Arbete")
    page.get_by_label("Roll").fill("bagare")
    page.get_by_label("Miljö").fill("ett litet bageri")
    page.get_by_label("Valt den").fill("2022-02-01")
    page.get_by_label("Nått senast").fill("2022-12-01")
    assert violations(page) == []
    save(page, "Spara")


def test_boston_from_readiness_to_keeping(visit):
    page = visit("cm.os")
    case = enrol(page, BY_BOSTON, "2022-01-17")
    give(page, case, "BOSTON", "2022-01-17")
    enter_phase(page, case, "Bostonmetoden", "beredskap", "2022-01-24")
    fill_readiness(page, case, "2022-01-24", "3")
    set_goal(page)
    page.get_by_role("link", name="Lägg till färdighet eller resurs").click()
    page.get_by_label("Slag").select_option(label="Färdighet")
    page.locator("#id_text").fill("Komma i tid.")
    page.get_by_label("Nivå nu").select_option("2")
    page.get_by_label("Nivå som behövs").select_option("4")
    assert violations(page) == []
    save(page, "Spara")
    page.get_by_role("link", name="Planera Komma i tid.").click()
    page.locator("#id_way").select_option(label="Lära ut färdigheten")
    page.get_by_label("Vem gör det").select_option(label="Deltagaren")
    page.get_by_label("Klart senast").fill("2022-04-01")
    assert violations(page) == []
    save(page, "Spara")
    page.get_by_role("link", name=re.compile("Ändra eller avsluta")).click()
    page.get_by_label("Avslutat den").fill("2022-05-02")
    page.get_by_label("Hur det gick").select_option(label="Målet är nått")
    save(page, "Spara")
    page.get_by_role("link", name=re.compile("Följ upp")).click()
    page.get_by_label("Datum").fill("2022-06-01")
    page.get_by_label("Är deltagaren kvar i rollen?").select_option(label="Ja")
    assert violations(page) == []
    save(page, "Spara")
    sheet = page.locator("main").inner_text()
    for text in ("Bagare, ett litet bageri", "Målet är nått", "kvar i rollen", "Planerat:"):
        assert text in sheet
    page.goto(f"{case}plan/")
    assert "Komma i tid." in page.locator("main").inner_text(), "the step stands in the plan"
    assert violations(page) == []
    assert page.problems == []
