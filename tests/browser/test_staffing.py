"""A leader whose colleague falls ill: somebody else works in a few clicks, and it can be undone."""

import re

from tests.browser.conftest import violations

MOST_CLICKS = 12


def test_the_cases_of_a_colleague_are_handed_over_and_taken_back(visit):
    page = visit("ledare.os")
    clicks = 0
    page.get_by_role("link", name="Bemanning").click()
    clicks += 1
    assert violations(page) == []
    links = page.get_by_role("link", name=re.compile("Lämna över deltagare från"))
    addresses = [link.get_attribute("href") for link in links.all()]
    cases = page.get_by_label(re.compile("Ny handläggare för"))
    numbers = {}
    for address in addresses:
        page.goto(address)
        numbers[address] = cases.count()
    number = max(numbers.values())
    assert number > 1, numbers
    page.goto(max(numbers, key=numbers.get))
    clicks += 1
    assert violations(page) == []
    chosen = [cases.nth(index).input_value() for index in range(number)]
    assert all(chosen), "everybody has a suggestion"
    page.get_by_role("button", name=re.compile("Lämna över")).click()
    clicks += 1
    assert page.get_by_text("Lämnad till").count() == number
    assert violations(page) == []
    page.get_by_role("link", name=re.compile("ångra den")).click()
    assert violations(page) == []
    page.get_by_role("button", name="Ångra överlämningen").click()
    assert page.get_by_text("Tillbaka hos").count() == number
    assert clicks <= MOST_CLICKS
    assert page.problems == []
