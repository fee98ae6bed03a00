"""Hostile values in every parameter of every route, as every role: never an error page of ours.

The routes are those of the URL table; the parameters are those that the views read
(tests/fuzz/recorder.py), so a new page is covered by itself. More examples: MIA_FUZZ=200.
"""

import os
import time
from urllib.parse import quote, urlencode

import pytest
from django.urls import NoReverseMatch, reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from participants.caseload import forms as caseload_forms
from reporting.documents import pdf
from tests.fuzz.pages import all_routes, ask, client_of, keys_of_others, open_page
from tests.fuzz.values import HOSTILE, MILLION_DIGITS, NEARLY_VALID

ROLES = [None, "anna", "cecilia", "leader", "coordinator", "admin"]
EXAMPLES = int(os.environ.get("MIA_FUZZ", "5"))
MOST_SECONDS = 5  # of the processor, for one response


class Attempts:
    """Sends requests and keeps what went wrong.

    The same request of the same user is sent once: what it wrote was taken back, so a second one
    would meet the same.
    """

    def __init__(self, page):
        self.page = page
        self.sent = set()
        self.wrong = []
        self.raised = []
        self.statuses = set()

    def send(self, client, what, method, url, query=b"", body=b""):
        request = (client.who, method, url, query, body)
        if request in self.sent:
            return
        self.sent.add(request)
        began = time.thread_time()
        try:
            response = ask(client, method, url, query, body)
        except Exception as error:
            self.wrong.append(f"{method} {what}: {type(error).__name__}: {error}"[:400])
            return
        self.statuses.add(response.status_code)
        # Readiness is red here: the tests are connected as the owner.
        if response.status_code >= 500 and self.page.name != "ready":
            error = response.exc_info[1] if getattr(response, "exc_info", None) else ""
            told = f"{type(error).__name__}: {error}"[:300]
            self.wrong.append(f"{method} {what}: {response.status_code} {told}")
        elif b"Traceback" in content_of(response):
            self.wrong.append(f"{method} {what}: a traceback is shown")
        if time.thread_time() - began > MOST_SECONDS:
            self.wrong.append(f"{method} {what}: {time.thread_time() - began:.0f} s")


def content_of(response):
    """The body; a file is read to its end, which closes it."""
    return b"".join(response) if response.streaming else response.content


def encoded(values):
    """Names and values (bytes, or lists of them) as a query or a form."""
    return urlencode(values, doseq=True).encode()


UNREAD = encoded({"prov": list(HOSTILE.values())})


@pytest.fixture(autouse=True)
def _without_files(settings, tmp_path, monkeypatch):
    """Uploads lie under tmp_path. Passwords and PDFs take their time, whatever is sent."""
    settings.MEDIA_ROOT = tmp_path
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # quick
    monkeypatch.setattr(pdf, "render", lambda template, context: ("", b"%PDF"))


@pytest.mark.parametrize("name", all_routes())
def test_no_value_breaks_a_page(world, login, name):
    page = open_page(world, login, name)
    attempts = Attempts(page)
    client = client_of(world, login, page.who)
    attempts.send(client, "all in a parameter that is not read", "GET", page.url, UNREAD)
    for what, value in HOSTILE.items():
        everywhere_in_one(attempts, client, page, what, value)
        in_the_path(attempts, client, page, what, value)
    one_by_one(attempts, client, page, keys_of_others(world))
    whatever_hypothesis_finds(attempts, client, page)
    as_every_role(attempts, world, login, page)
    assert not attempts.wrong, f"{name}: {attempts.wrong}"


def everywhere_in_one(attempts, client, page, what, value):
    """The same value in all parameters, once and twice; not for each value to a page that reads no
    parameter at all.
    """
    twice = [value, value]
    query = encoded(dict.fromkeys(page.query, value) | {"prov": value})
    if page.query:
        attempts.send(client, f"{what} in every parameter", "GET", page.url, query)
    if page.body:
        body = encoded(dict.fromkeys(page.body, twice))
        attempts.send(client, f"{what} in every field", "POST", page.url, query, body)


def in_the_path(attempts, client, page, what, value):
    """The value in place of each argument that the address takes as text."""
    for place in range(len(page.arguments)):
        arguments = [*page.arguments]
        arguments[place] = "MARK"
        try:
            url = reverse(page.name, args=arguments)
        except NoReverseMatch:
            continue
        url = url.replace("MARK", quote(value))
        for method in ("GET", "POST"):
            attempts.send(client, f"{what} in the address", method, url)


def one_by_one(attempts, client, page, keys):
    """Each parameter for itself, the others as they usually are: so that it comes far."""
    for name in sorted(page.query):
        usual = {other: page.usual.get(other, "") for other in page.query}
        for what, value in values_for(page, name, keys).items():
            query = encoded(usual | {name: value})
            attempts.send(client, f"{what} in {name}", "GET", page.url, query)
    for name in sorted(page.body):
        usual = {other: page.usual.get(other, "") for other in page.body}
        for what, value in values_for(page, name, keys).items():
            body = encoded(usual | {name: value})
            attempts.send(client, f"{what} in {name}", "POST", page.url, b"", body)
    if page.body:
        body = encoded(dict.fromkeys(page.body, MILLION_DIGITS[: 2_000_000 // len(page.body)]))
        attempts.send(client, "a million digits", "POST", page.url, b"", body)


def values_for(page, name, keys):
    """What is nearly valid in a field of that kind; in a key, those of other rows."""
    kind = page.kinds.get(name, "unknown")
    if kind == "key":
        return {f"another's key {key}": key for key in keys}
    return {what: HOSTILE[what] for what in NEARLY_VALID[kind]}


def whatever_hypothesis_finds(attempts, client, page):
    names = sorted(page.body | page.query)
    if not names:
        return
    hostile = st.sampled_from(sorted(HOSTILE.values())) | st.binary(max_size=40)
    values = st.lists(hostile | st.text(max_size=20).map(encode), min_size=1, max_size=3)

    @settings(max_examples=EXAMPLES, database=None)
    @given(st.dictionaries(st.sampled_from(names), values, min_size=1, max_size=4))
    def send(changed):
        query = encoded({name: changed.get(name, "") for name in page.query})
        body = encoded({name: changed.get(name, page.usual.get(name, "")) for name in page.body})
        attempts.send(client, repr(changed), "GET", page.url, query)
        attempts.send(client, repr(changed), "POST", page.url, query, body)

    send()


def encode(text):
    return text.encode("utf-8", "surrogatepass")


def as_every_role(attempts, world, login, page):
    """Who may not open the page is refused, whatever is sent."""
    for who in ROLES:
        client = client_of(world, login, who)
        for what in ("NUL", "last month", "many digits"):
            query = encoded(dict.fromkeys(page.query, HOSTILE[what]))
            body = encoded(dict.fromkeys(page.body, HOSTILE[what]))
            attempts.send(client, f"{what} as {who}", "GET", page.url, query)
            attempts.send(client, f"{what} as {who}", "POST", page.url, query, body)


def test_what_a_view_raises_is_seen(world, login, monkeypatch):
    """A fault that is put in is found: a number that is read without care."""
    monkeypatch.setattr(caseload_forms, "page_number", lambda text: int(text or 1))
    page = open_page(world, login, "participants:caseload")
    attempts = Attempts(page)
    one_by_one(attempts, client_of(world, login, page.who), page, [])
    assert any("sida" in line for line in attempts.wrong)
