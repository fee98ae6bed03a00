"""The month's file is what the page shows, with and without script, and the page knows it after."""

import re

import pytest

MONTH, OTHER = "2022-05", "2022-06"
PAGE = "/rapporter/esf-deltagare/"


@pytest.mark.parametrize("has_script", [True, False])
def test_another_month_is_shown_before_it_is_fetched(visit, has_script):
    page = visit("koordinator", java_script_enabled=has_script)
    page.goto(f"{PAGE}?month={MONTH}")
    page.get_by_label("Månad", exact=True).fill(OTHER)
    page.get_by_role("button", name="Hämta filen").click()
    page.wait_for_url(re.compile(OTHER))
    assert "ingen fil hämtades" in page.locator("body").inner_text()
    with page.expect_download() as download:
        page.get_by_role("button", name="Hämta filen").click()
    assert download.value.suggested_filename == f"esf-deltagare_{OTHER}.csv"
    if not has_script:
        page.get_by_role("link", name="Läs om sidan").click()
    page.get_by_text(re.compile(r"Hämtad 20\d\d-\d\d-\d\d \d\d:\d\d av ")).first.wait_for()
    assert not page.problems
