"""Hostile values in every parameter of every route, as every role: never an error page of ours.

The routes are those of the URL table; the parameters are those that the views read
(tests/fuzz/recorder.py), so a new page is covered by itself. More examples: MIA_FUZZ=200.
"""

import os
import time
import zlib
from unittest import mock
from urllib.parse import quote, urlencode

import pytest
from crispy_forms.templatetags import crispy_forms_filters
from django.urls import NoReverseMatch, reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from participants.caseload import forms as caseload_forms
from reporting.documents import pdf
from tests.fuzz.pages import all_routes, ask, client_of, keys_of_others, open_page
from tests.fuzz.values import HOSTILE, MILLION_DIGITS, NEARLY_VALID

ROLES = [None, "anna", "cecilia", "leader", "coordinator", "admin"]
REFUSED = ("NUL", "last month", "many digits")
EXAMPLES = int(os.environ.get("MIA_FUZZ", "3"))
MOST_SECONDS = 5  # of the processor, for one response


class OnlyName:
    """In place of a field's template, which is a third of the time of a page with a form."""

    @staticmethod
    def render(context):
        return context["field"].html_name


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
        in_the_path(attempts, client, page, what, value)
    everywhere_in_one(attempts, client, page)
    # everywhere_in_one has shown these values in the fields.
    with mock.patch.object(crispy_forms_filters, "get_template", return_value=OnlyName):
        one_by_one(attempts, client, page, keys_of_others(world))
    whatever_hypothesis_finds(attempts, client, page)
    as_every_role(attempts, world, login, page)
    assert not attempts.wrong, f"{name}: {attempts.wrong}"


def everywhere_in_one(attempts, client, page):
    """Hostile values in all parameters at once, once and twice, another one in each. Each parameter
    of a query meets each value. With MIA_FUZZ so does each field, otherwise every other value, and
    its neighbour the rest: for fields are also met one by one.
    """
    values, parameters = [*HOSTILE.values()], sorted(page.query | page.body)
    step = 2 if "MIA_FUZZ" not in os.environ and len(page.body) > 1 else 1
    start = zlib.crc32(page.name.encode())
    for first in range(start, start + len(values)):
        chosen = {name: values[place % len(values)] for place, name in enumerate(parameters, first)}
        query = encoded({name: chosen[name] for name in page.query} | {"prov": values[0]})
        body = encoded({name: [chosen[name]] * 2 for name in page.body})
        if page.query:
            attempts.send(client, repr(chosen), "GET", page.url, query)
        if page.body and (first - start) % step == 0:
            attempts.send(client, repr(chosen), "POST", page.url, query, body)


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
    # Without a codec: Hypothesis would first try a million characters in it.
    text = st.text(st.characters(), max_size=20).map(encode)
    values = st.lists(hostile | text, min_size=1, max_size=3)

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
    """Who may not open the page is refused, whatever is sent: a value to each role in turn, so that
    each is met by two; which, differs from page to page.
    """
    turn = zlib.crc32(page.name.encode())
    for number, who in enumerate(ROLES, turn):
        client, what = client_of(world, login, who), REFUSED[number % len(REFUSED)]
        query = encoded(dict.fromkeys(page.query, HOSTILE[what]))
        body = encoded(dict.fromkeys(page.body, HOSTILE[what]))
        attempts.send(client, f"{what} as {who}", "GET", page.url, query)
        attempts.send(client, f"{what} as {who}", "POST", page.url, query, body)


def test_what_a_view_raises_is_seen(world, login, monkeypatch):
    """A fault that is put in is found: a number that is read without care."""
    monkeypatch.setattr(caseload_forms, "page_number", lambda text: int(text or 1))
    page = open_page(world, login, "participants:caseload")
    client = client_of(world, login, page.who)
    alone, together = Attempts(page), Attempts(page)
    one_by_one(alone, client, page, [])
    assert any("sida" in line for line in alone.wrong)
    everywhere_in_one(together, client, page)
    assert any("ValueError" in line for line in together.wrong)
    assert any("DataError" in line for line in together.wrong), "past 64 bits"
