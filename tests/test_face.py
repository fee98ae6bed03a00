"""The frame of every page: headers, menu, first page, error pages, nothing inline."""

import re
from itertools import pairwise
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import path

from mia import urls as real
from mia.organisation.frame.context import menu_of
from mia.views import FIRST_PAGE
from tests.factories import StaffFactory

TEMPLATES = Path(settings.BASE_DIR, "templates")
PAGES = sorted(page for page in TEMPLATES.rglob("*.html") if "pdf" not in page.parts)


def broken(request):
    raise RuntimeError("prov: 19900807-2382")


def no_database(request):
    raise OperationalError("connection refused")


def unreadable(request):
    raise BadRequest


def refused(request):
    raise PermissionDenied


def shown(request):
    return render(request, "400.html") if request.GET else HttpResponse("ok")


handler403, handler404, handler500 = real.handler403, real.handler404, real.handler500
urlpatterns = [
    path("prov/fel/", broken),
    path("prov/databas/", no_database),
    path("prov/laser/", unreadable),
    path("prov/nekad/", refused),
    path("prov/", shown),
    *real.urlpatterns,
]


@pytest.fixture
def faulty(settings):
    settings.ROOT_URLCONF = "tests.test_face"


def text(answer):
    return answer.content.decode()


# --- headers


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/konto/sakerhet/", 200),
        ("/tillganglighet/", 200),
        ("/finns-inte/", 404),
        ("/prov/nekad/", 403),
        ("/prov/laser/", 400),
        ("/prov/fel/", 500),
        ("/prov/databas/", 503),
    ],
)
def test_every_page_has_a_strict_policy_and_is_not_kept(world, login, faulty, address, status):
    client = login(world.anna)
    client.raise_request_exception = False
    answer = client.get(address)
    assert answer.status_code == status
    policy = answer.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    for part in (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
    ):
        assert part in policy
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self'" in policy
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert '<html lang="sv">' in text(answer)


def test_log_in_page_is_not_kept_either(client, db):
    assert "no-store" in client.get("/konto/logga-in/").headers["Cache-Control"]


# --- nothing inline


def test_nothing_is_inline():
    inline = (
        r"\sstyle\s*=",
        r"<style\b",
        r"\son[a-z]+\s*=\s*[\"']",
        r"\shx-on\b|javascript:",
        r"<script(?![^>]*\bsrc=)",
        r"(src|href)=[\"'](https?:)?//(?!www\.digg\.se)",
    )
    texts = {str(page.relative_to(TEMPLATES)): page.read_text() for page in PAGES}
    assert len(texts) > 100
    assert [
        (n, rule) for n, text in texts.items() for rule in inline if re.search(rule, text)
    ] == []


def test_files_that_the_frame_loads_exist(client, db):
    page = text(client.get("/konto/logga-in/"))
    loaded = re.findall(r'(?:src|href)="/static/([^"]+)"', page)
    assert len(loaded) >= 7
    assert [name for name in loaded if not finders.find(name)] == []


# --- first page and menu


@pytest.mark.parametrize(
    ("who", "first"),
    [
        ("anna", "/idag/"),
        ("leader", "/oversikt/"),
        ("coordinator", "/rapporter/"),
        ("investigator", "/oversikt/"),
        ("admin", "/administration/"),
    ],
)
def test_each_role_begins_where_its_work_is(world, login, who, first):
    user = getattr(world, who)
    assert login(user).get("/").headers["Location"] == first
    assert first in [entry.url for entry in menu_of(user)], "the first page is in the menu"


def test_every_role_has_a_first_page(world):
    assert set(FIRST_PAGE) == set(type(next(iter(FIRST_PAGE))))


def test_someone_without_a_role_is_told_what_to_do(db, login):
    page = text(login(StaffFactory()).get("/"))
    assert "inget pågående uppdrag" in page
    assert "Huvudmeny" not in page
    assert 'role="search"' not in page


OF_A_WORKER = ["Idag", "Deltagare", "Bemanning", "Remisser"]
OF_A_LEADER = [*OF_A_WORKER, "Översikt", "Rapporter", "Väntar", "Granska loggen"]


@pytest.mark.parametrize(
    ("who", "labels"),
    [
        ("anna", OF_A_WORKER),
        ("leader", OF_A_LEADER),
        ("reviewer", ["Granska loggen"]),
        ("coordinator", ["Idag", "Deltagare", "Översikt", "Rapporter", "Läs in", "Gallring"]),
        ("investigator", ["Översikt", "Rapporter"]),
        ("admin", ["Administration"]),
    ],
)
def test_the_menu_holds_the_roles_own_jobs(world, who, labels):
    assert [entry.label for entry in menu_of(getattr(world, who))] == labels


@pytest.mark.parametrize(
    ("path", "current"), [("/rapporter/", "page"), ("/rapporter/esf-deltagare/", "true")]
)
def test_the_menu_says_where_one_is(world, path, current):
    marked = {entry.label: entry.current for entry in menu_of(world.leader, path) if entry.current}
    assert marked == {"Rapporter": current}


@pytest.mark.parametrize(
    ("who", "may"),
    [("anna", True), ("coordinator", True), ("investigator", False), ("admin", False)],
)
def test_search_is_for_those_who_may_see_participants(world, login, who, may):
    page = text(login(getattr(world, who)).get("/konto/sakerhet/"))
    assert ('action="/deltagare/sok/"' in page) is may


# --- error pages


def test_not_existing_and_out_of_scope_have_the_same_body(world, login):
    client = login(world.anna)
    strangers, nobodys = (
        text(client.get(f"/deltagare/{pk}/andra/")) for pk in (world.elsewhere.pk, uuid4())
    )
    assert strangers == nobodys
    assert "Sidan finns inte" in strangers
    assert "Lindö" not in strangers


def test_faults_are_told_with_a_number_and_without_details(world, login, faulty, caplog):
    client = login(world.anna)
    client.raise_request_exception = False
    page = text(client.get("/prov/fel/"))
    assert re.search(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-", page)
    assert "prov" not in page
    assert "19900807" not in page


def test_database_fault_says_when_to_come_back(world, login, faulty, caplog):
    client = login(world.anna)
    client.raise_request_exception = False
    answer = client.get("/prov/databas/")
    assert answer.headers["Retry-After"] == "30"
    assert "tillfälligt otillgängligt" in text(answer)


@pytest.mark.parametrize("page", ["400", "403", "403_csrf", "404", "409", "429", "500", "503"])
def test_error_pages_need_no_database_and_no_request(page):
    """No database mark: pytest-django refuses any query."""
    answer = render_to_string(f"{page}.html", {"request_id": ""})
    assert answer.count("<h1>") == 1
    assert "<title> – MIA" not in answer


def test_form_that_was_left_open_is_told_in_swedish(world):
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/konto/logga-in/", {"login": "anna", "password": "x"})
    assert answer.status_code == 403
    assert "Formuläret var för gammalt" in text(answer)


# --- the page


def test_frame_has_landmarks_one_heading_and_a_way_past(world, login):
    page = text(login(world.leader).get("/konto/sakerhet/"))
    assert page.index('class="skip-link" href="#innehall"') < page.index("<header")
    assert page.count("<h1>") == page.count("<main") == page.count("<footer") == 1
    assert 'role="status"' in page
    assert 'aria-live="polite"' in page
    assert "<title>Inloggning och säkerhet – MIA</title>" in page
    assert "Demo." in page
    logout = page[page.index('action="/konto/logga-ut/"') :]
    assert "csrfmiddlewaretoken" in logout[:200], "logging out is a POST"


def test_title_says_when_something_is_wrong(client, db):
    page = text(client.post("/konto/logga-in/", {"login": "", "password": ""}))
    assert "<title>Fel: Logga in – MIA</title>" in page
    assert 'href="#id_login"' in page
    assert page.index("data-error-summary") < page.index("<form")


def test_headings_come_in_order():
    for page in PAGES:
        levels = [1, *map(int, re.findall(r"<h([2-6])\b", page.read_text()))]
        if "{% extends" not in page.read_text():
            continue
        assert all(later <= former + 1 for former, later in pairwise(levels)), page


def test_server_error_outside_a_unit_of_work_has_no_number():
    from_nowhere = real.views.server_error(RequestFactory().get("/"))
    assert from_nowhere.status_code == 500
    assert "Uppge då" not in text(from_nowhere)
