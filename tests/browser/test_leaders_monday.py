"""A leader's Monday, with the keyboard alone: who waits, who works, who is away, what is new."""

import re

from tests.browser.conftest import violations

MOST_PRESSES = 120
FOCUSED = "document.activeElement.innerText.trim()"


def press_until(page, key: str, text: str) -> None:
    """Press the key until what has focus says the text."""
    for _ in range(MOST_PRESSES):
        page.keyboard.press(key)
        if re.search(text, page.evaluate(FOCUSED)):
            return
    raise AssertionError(f"{key} never comes to {text}")


def follow(page, key: str, text: str) -> None:
    """Open the link, or press the button, that the key comes to."""
    press_until(page, key, text)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def number_beside(page) -> int:
    """The number beside the link that has focus."""
    return int(page.evaluate("document.activeElement.nextElementSibling.textContent"))


def rows(page) -> int:
    """How many rows the first table has; a list shows at most fifty."""
    return page.locator("main table").first.locator("tbody tr").count()


def open_today(page) -> None:
    follow(page, "Tab", "^Idag$")
    page.get_by_role("heading", name="Borta nu och nästa vecka").wait_for()
    assert violations(page) == []


def open_list(page, text: str) -> None:
    """Open a list of the page of today: it is as long as the number beside it says."""
    press_until(page, "j", text)
    number = number_beside(page)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert rows(page) == min(number, 50)
    assert violations(page) == []


def test_a_leaders_monday(visit):
    page = visit("ledare.rosl")
    open_today(page)
    open_list(page, "^Utan kontakt på 30 dagar$")
    assert rows(page) > 0
    open_today(page)
    worker = with_fewest_cases(page)
    press_until(page, "j", f"^{worker}$")
    cases = page.evaluate("parseInt(document.activeElement.closest('tr').cells[1].innerText)")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_role("heading", level=1).inner_text() == worker
    assert rows(page) == cases
    assert violations(page) == []
    hand_over(page)
    register_absence(page, worker)
    open_today(page)
    away = page.locator("section[aria-labelledby=borta]")
    assert worker in away.inner_text()
    open_list(page, "^Överlämnade ärenden$")
    assert rows(page) == cases
    assert f"Från {worker} till" in page.locator("main").inner_text()
    assert page.problems == []


def with_fewest_cases(page) -> str:
    """The name of the worker who has the fewest cases, but some, all in the list."""
    found = []
    for row in page.locator("main table tbody tr").all():
        words = row.locator("td").first.inner_text().split()
        if words[0] != "0" and len(words) == 1:
            found.append((int(words[0]), row.locator("th a").inner_text()))
    return min(found)[1]


def hand_over(page) -> None:
    address = page.url
    follow(page, "Tab", "^Lämna över$")
    follow(page, "Tab", r"^Lämna över \d+ deltagare$")
    page.goto(address)


def register_absence(page, worker: str) -> None:
    """For today. What is typed chooses in a list; the first colleague works instead."""
    follow(page, "Tab", "^Frånvaro$")
    assert violations(page) == []
    page.get_by_label("Vem är borta?").focus()
    page.keyboard.type(worker)
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    if page.evaluate("document.activeElement.selectedOptions[0].text") == worker:
        page.keyboard.press("ArrowDown")
    first_day = page.get_by_label("Från och med").input_value()
    page.get_by_label("Till och med").fill(first_day)
    follow(page, "Tab", "^Spara frånvaron$")
    assert violations(page) == []
