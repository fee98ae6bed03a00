"""Every page that each role can reach by its links: axe-core finds nothing, and nothing sticks out
at 320 px.

Each role opens all its pages. axe-core looks at a page only when there are kinds of elements in it
that it has not seen there for another role: a button that one role alone has is seen.
"""

import re
from collections import defaultdict

import pytest

from tests.browser.conftest import violations

ROLES = ["cm.os", "ledare.os", "koordinator", "utredare", "admin"]
NOT_PAGES = ("/konto/logga-ut/", "/pdf/", "/narvarorapport/2", "/registerutdrag/", "/brev/")
NOT_PAGES += ("/static/",)

# A kind of element: its name, classes, the names of its attributes, what it is to be taken for, and
# whether there is any text in it.
KINDS = """() => [...new Set(Array.from(document.querySelectorAll("body *"), element => [
    element.localName, element.getAttribute("class"), ...element.getAttributeNames(),
    element.getAttribute("role"), element.getAttribute("type"), element.textContent.trim() !== "",
].join(" ")))]"""


@pytest.fixture(scope="module")
def seen():
    """The kinds of elements that axe-core has seen on pages of each shape."""
    return defaultdict(set)


def has_new(page, path: str, seen) -> bool:
    """Whether there is something on the page that was not seen on others of its shape."""
    kinds = set(page.evaluate(KINDS))
    has_more = not kinds <= seen[shape(path)]
    seen[shape(path)] |= kinds
    return has_more


def shape(path: str) -> str:
    """Pages that differ only by whose they are count as one."""
    path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "*", path.split("#")[0])
    return re.sub(r"=[^&]*", "=", re.sub(r"/(\d+|[A-Z_]{2,})/", "/*/", path))


def pages(page, most: int = 60):
    """Walk the links from the start page, one page of each shape."""
    queue, seen = ["/"], set()
    while queue and len(seen) < most:
        path = queue.pop(0)
        if shape(path) in seen or any(part in path for part in NOT_PAGES):
            continue
        seen.add(shape(path))
        response = page.goto(path)
        assert response.status == 200, f"{path}: {response.status}"
        yield path
        queue += page.eval_on_selector_all(
            "a[href]",
            "links => links.map(a => a.getAttribute('href'))"
            ".filter(h => h.startsWith('/') || h.startsWith('?'))"
            ".map(h => h.startsWith('?') ? location.pathname + h : h)",
        )


def test_what_one_role_alone_has_is_seen(chromium, seen):
    page = chromium.new_page()
    page.set_content("<main><h1>Sida</h1><button>Spara</button></main>")
    assert has_new(page, "/prov/1/", seen)
    assert not has_new(page, "/prov/2/", seen)
    page.set_content("<main><h1>Sida</h1><button>Spara</button><button></button></main>")
    assert has_new(page, "/prov/2/", seen)
    assert any(problem.startswith("button-name") for problem in violations(page))
    page.close()


@pytest.mark.parametrize("role", ROLES)
def test_every_page_is_accessible(visit, role, seen):
    page = visit(role, width=320)
    found, count = [], 0
    for path in pages(page):
        count += 1
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            found.append(f"{path}: wider than 320 px")
        if not has_new(page, path, seen):
            continue
        found += [f"{path} {problem}" for problem in violations(page)]
        if count % 4 == 0:  # the colours are few and shared: every fourth page in the dark
            page.emulate_media(color_scheme="dark")
            found += [f"{path} dark {problem}" for problem in violations(page)]
            page.emulate_media(color_scheme="light")
    assert count > 3
    assert not page.problems
    assert not found, "\n".join(found[:40])


OF_A_CASE = (
    "",
    "andra/",
    "avsluta/",
    "forstarkt/",
    "samtycken/",
    "utlamnat/",
    "kontaktuppgifter/",
    "narstaende/ny/",
    "arbete-och-studier/",
    "arbete-och-studier/arbete/",
    "arbete-och-studier/studier/",
    "kvalifikation/",
    "overgangar/",
    "overlamning/",
    "fraga/",
    "forlang/",
    "pausa/",
)
OF_A_REFERRAL = ("", "anta/", "steg/", "avboj/", "flytta/", "andra/")


def first_link(page, address, start):
    """The address of the first row of a list."""
    page.goto(address)
    links = page.locator(f"main table a[href^='{start}']")
    return links.first.get_attribute("href")


def test_the_pages_of_the_whole_way_are_accessible(visit, seen):
    """By address: the walk from the start page ends before it has seen them all."""
    page = visit("ledare.os", width=320)
    case = first_link(page, "/deltagare/?visa=alla&status=oppna", "/deltagare/")
    referral = first_link(page, "/remisser/", "/remisser/")
    closed = first_link(page, "/deltagare/?visa=alla&status=avslutade", "/deltagare/")
    paths = ["/remisser/", "/remisser/ny/", "/vantar/", "/bemanning/", "/deltagare/?status=sena"]
    paths += [f"{case}{end}" for end in OF_A_CASE]
    paths += [f"{referral}{end}" for end in OF_A_REFERRAL]
    paths += [f"{closed}avsluta/", f"{closed}oppna/", f"{closed}uppfoljning/6M/"]
    paths.append(first_link(page, "/bemanning/", "/bemanning/") or "/bemanning/")
    found = []
    for path in paths:
        response = page.goto(path)
        assert response.status == 200, f"{path}: {response.status}"
        if has_new(page, path, seen):
            found += [f"{path} {problem}" for problem in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            found.append(f"{path}: wider than 320 px")
    assert not page.problems
    assert not found, "\n".join(found[:40])


def test_the_login_page_is_accessible(visit):
    page = visit()
    page.goto("/konto/logga-in/")
    assert not violations(page)


@pytest.mark.parametrize("role", ["cm.os", "ledare.os"])
def test_at_200_percent_zoom_nothing_sticks_out(visit, role):
    page = visit(role, width=640)
    for path in pages(page, most=8):
        assert page.evaluate("document.documentElement.scrollWidth") <= 640, path
