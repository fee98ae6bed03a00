"""The permission matrix: role × route × method × whose case. A route that is not in the table
fails.

Outside the scope a case does not exist: 404, with the same body as a key never given. Inside
without the right: 403. A method that the route does not have: 405. Not logged in: to the log-in
page.
"""

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from reporting.documents import pdf
from tests.canary import canary_words, words_of_body, words_of_headers
from tests.matrix_rows import keys
from tests.permission_rows import CAST, PERSONS, SEES, Route
from tests.permissions import (
    NESTED,
    OF_A_CASE,
    OF_DELPROJEKT,
    OF_HOSTS,
    OF_ONE_DELPROJEKT,
    PRIVATE,
    ROUTES,
    ROWS_OF_A_CASE,
)
from tests.test_architecture import OPEN_ROUTES, routes

ACCOUNT = {name for name, _ in routes() if name.startswith(("account_", "mfa_"))}


def test_every_route_is_in_the_table():
    named = {name for name, _ in routes()}
    assert named - ACCOUNT - OPEN_ROUTES == set(ROUTES)


@pytest.fixture(autouse=True)
def _uploads(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture(autouse=True)
def _pages_of_pdf(monkeypatch):
    """A PDF is the page of which it would be made: in that, its words can be read."""

    def _render(template, context):
        page = render_to_string(template, context)
        return page, page.encode()

    monkeypatch.setattr(pdf, "render", _render)


def expected(route: Route, who: str, case: str, allowed: set[str] | None) -> set[int]:
    if allowed is None:
        return {405}
    if route.of in PRIVATE and who == "coordinator":
        return {404}
    if route.of in (*OF_A_CASE, *ROWS_OF_A_CASE, *NESTED) and who in PERSONS:
        if case not in SEES[who]:
            return {404}
    elif route.of in OF_ONE_DELPROJEKT and who == "other_leader":
        return {404}
    if route.of in OF_DELPROJEKT and who in allowed:
        is_there = case == "own" and who in OF_DELPROJEKT[route.of]
        return {200, 302} if is_there else {404}
    if route.of in OF_HOSTS and case == "missing":
        return {404} if who in allowed else {403, 404}
    if route.of in ("referral", "declined"):
        return {404}  # seen by nobody who does not register participants
    if route.of in ("memo", "saved_view") and who not in allowed:
        return {404}  # its author's only
    if route.of == "run":
        return {404} if who in allowed else {403}  # nobody has fetched anything
    if route.of == "order":
        return {200, 302} if who in allowed and case == "own" else {404}  # its orderer's only
    if who not in allowed:
        return {403, 404} if route.of and who not in PERSONS else {403}
    if route.of == "report" and who == "investigator":
        return {200, 400}  # 400: a file is asked for before any quarter is published
    return {200, 302, 422}  # 422: an empty form that no page shows (drafts)


def undone(client: Client, method: str, url: str) -> HttpResponseBase:
    """A response whose effects are taken back, so that no cell depends on another."""
    before = transaction.savepoint()
    response = client.generic(method, url)
    transaction.savepoint_rollback(before)
    return response


def leaks(response: HttpResponseBase, who: str, words: set[str]) -> set[str]:
    """What it tells of the protected person: to Anna, who is assigned, in the page alone."""
    in_body = set() if who == "anna" else words_of_body(response, words)
    return in_body | words_of_headers(response, words)


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_matrix(world, login, name):
    route = ROUTES[name]
    words = canary_words(world.protected.participant)
    wrong = []
    for who in CAST:
        client = login(getattr(world, who))
        for case, arguments in keys(world, route.of).items():
            url = reverse(name, args=arguments) + route.query
            for method, allowed in (("GET", route.get), ("POST", route.post)):
                if allowed is None and case not in ("own", "missing"):
                    continue  # a method that the route does not have: no case is looked for
                response = undone(client, method, url)
                status = response.status_code
                if status not in expected(route, who, case, allowed):
                    wrong.append(f"{who} {method} {case}: {status}")
                if leaks(response, who, words):
                    wrong.append(f"{who} {method} {case}: tells of the protected person")
    assert not wrong


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_no_other_method_is_answered(world, login, name):
    client, url = login(world.anna), reverse(name, args=keys(world, ROUTES[name].of)["own"])
    assert {
        client.generic(method, url).status_code for method in ("PUT", "PATCH", "DELETE", "TRACE")
    } == {405}


@pytest.mark.parametrize("host", ["annan.example", "localhost.annan.example", ""])
def test_a_host_name_that_is_not_ours_is_refused(db, host):
    assert Client(HTTP_HOST=host).get("/konto/logga-in/").status_code == 400
