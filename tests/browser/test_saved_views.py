"""A saved view of the list of participants, on a narrow screen."""

from tests.browser.conftest import violations


def test_a_view_is_saved_and_opened(visit):
    page = visit("ledare.rosl", width=320)
    page.goto("/deltagare/?visa=alla&status=alla&ordning=namn")
    page.get_by_role("link", name="Spara urvalet").click()
    assert violations(page) == []
    page.get_by_role("textbox", name="Namn").fill("Alla efter namn")
    page.get_by_role("button", name="Spara urvalet").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.goto("/deltagare/?visa=mina")
    page.get_by_role("link", name="Alla efter namn", exact=True).click()
    assert "ordning=namn" in page.url
    page.get_by_role("link", name="Ändra urvalet Alla efter namn").click()
    assert violations(page) == []
    page.get_by_role("button", name="Ta bort urvalet").click()
    assert page.get_by_role("link", name="Alla efter namn", exact=True).count() == 0
    assert page.problems == []
