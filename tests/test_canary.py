"""What a protected person is called, and the person's numbers, reach nobody without the right.

tests/test_matrix.py looks at every route, role and case as it walks. Here are, in one world, the
query parameters, what is sent in, the files, lines of the log and errors.
"""

import io
import json
import logging
from collections import defaultdict
from datetime import date
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.http import QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from mia.audit.models import AccessLog
from mia.core.log_format import JSONFormatter, NoIdentityNumbers
from participants.people.models import PersonalNumber
from reporting.documents import pdf
from reporting.exports.registry import EXPORTS
from tests.canary import (
    canary_words,
    words_in,
    words_of_body,
    words_of_headers,
    written_forms,
)
from tests.factories import PersonalNumberFactory
from tests.interventions.imports.files import CONTACT, ROW, as_csv
from tests.jobs.working import work_through
from tests.matrix_rows import keys
from tests.participants.registration.forms import form
from tests.permission_rows import CAST, SEES
from tests.permissions import ROUTES
from tests.reporting.publications.publish import publish

WITHOUT_RIGHT = [who for who in CAST if who != "anna"]
ONE_OF_EACH_ROLE = {"bo", "leader", "coordinator", "investigator", "admin", "reviewer"}
MOST_VALUES = 1  # of one parameter, of those that the page itself offers


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def words(world):
    """The names and numbers; the person has had another number."""
    person = world.protected.participant
    PersonalNumberFactory(participant=person, replaced_on=world.today)
    return canary_words(person)


@pytest.fixture
def number(world, words):
    own = PersonalNumber.objects.current().get(participant=world.protected.participant)
    return own.number


@pytest.fixture
def log():
    """Everything that is logged, as it is written."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(NoIdentityNumbers())
    handler.setFormatter(JSONFormatter())
    logging.getLogger().addHandler(handler)
    yield stream
    logging.getLogger().removeHandler(handler)


@pytest.fixture
def printed(monkeypatch):
    """The pages of which a PDF would be made, which takes a second each and says the same."""
    pages = []

    def _render(template, context):
        pages.append(render_to_string(template, context))
        return pages[-1], b"%PDF-"

    monkeypatch.setattr(pdf, "render", _render)
    return pages


@pytest.fixture
def asked(monkeypatch):
    """The names of the parameters that a request is asked for."""
    names = set()

    class AskedDict(dict):
        def get(self, key, default=None):
            names.add(key)
            return super().get(key, default)

        def __bool__(self):
            return True

    def recording(method):
        def _method(self, key, *rest):
            names.add(key)
            return method(self, key, *rest)

        return _method

    for name in ("get", "getlist", "__getitem__", "__contains__"):
        method = getattr(MultiValueDict, name, None) or getattr(dict, name)
        # Of the query alone: URLs are looked up by name in a MultiValueDict too.
        monkeypatch.setattr(QueryDict, name, recording(method))
    monkeypatch.setattr(QueryDict, "dict", lambda self: AskedDict(MultiValueDict.dict(self)))
    return names


class Offers(HTMLParser):
    """The values that a page offers for the parameters of its own address."""

    def __init__(self, page):
        super().__init__()
        self.values = defaultdict(set)
        self.select = ""
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        values = dict(attrs)
        if tag == "a":
            for name, value in parse_qsl(urlsplit(values.get("href") or "").query):
                self.values[name].add(value)
        if tag == "select":
            self.select = values.get("name") or ""
        if tag == "option":
            self.values[self.select].add(values.get("value") or "")
        if tag == "input" and values.get("value"):
            self.values[values.get("name")].add(values["value"])


def with_parameters(client, url, asked, of_the_person):
    """The page, and the page with each parameter that it asks for, one at a time."""
    asked.clear()
    response = client.get(url)
    yield "", response
    names = sorted(str(name) for name in asked)
    offers = Offers(response.content.decode()) if not response.streaming else None
    for name in names:
        offered = sorted(offers.values[name] - {""})[:MOST_VALUES] if offers else []
        for value in [*offered, *of_the_person]:
            joined = "&" if "?" in url else "?"
            yield value, client.get(f"{url}{joined}{urlencode({name: value})}")


def not_typed(words, value):
    """A page may say again what its reader has typed."""
    return words - written_forms(value) - {value}


def test_no_parameter_of_any_page_tells_who_it_is(world, login, words, number, asked, printed, log):
    person = world.protected.participant
    of_the_person = [number, person.family_name, str(person.pk)]
    publish(date(2021, 4, 28))
    told = []
    names = set()
    for route_name, route in sorted(ROUTES.items()):
        for who in sorted((route.get or set()) & ONE_OF_EACH_ROLE):
            if route.of in ("closed", "opening") and who == "bo":
                continue  # an opening gives him the right
            before = transaction.savepoint()
            url = url_for(world, route_name, who)
            client = login(getattr(world, who))
            for value, response in with_parameters(client, url, asked, of_the_person):
                left = not_typed(words, value)
                found = words_of_body(response, left) | words_of_headers(response, left)
                found |= words_in("\n".join(printed), left)
                if found:
                    told.append((who, route_name, value))
            names |= asked
            printed.clear()
            transaction.savepoint_rollback(before)
    assert not told
    assert {"sida", "visa", "ko", "kohort", "ordning", "month", "delprojekt"} <= names
    assert not words_in(log.getvalue(), words)


def url_for(world, name, who):
    """The page about a case that the role sees, when it is about one."""
    route = ROUTES[name]
    arguments = keys(world, route.of)
    case = "own"
    for one in ("colleagues", "elsewhere"):
        if one in SEES[who] and one in arguments:
            case = one
    return reverse(name, args=arguments[case]) + route.query


@pytest.mark.parametrize("who", ["bo", "cecilia", "leader", "coordinator"])
def test_who_sends_in_the_number_learns_nothing(world, login, words, number, who):
    client = login(getattr(world, who))
    sent = [
        (reverse("participants:search"), {"q": number}),
        (reverse("participants:search"), {"q": "hemmans"}),
        (
            reverse("participants:register"),
            form(world.os, getattr(world, who), number=number, given_name="Annan"),
        ),
    ]
    for url, data in sent:
        before = transaction.savepoint()
        response = client.post(url, data, follow=True)
        left = words - written_forms(number)
        assert not words_of_body(response, left), url
        assert not words_of_headers(response, words), url
        transaction.savepoint_rollback(before)


@pytest.mark.parametrize("kind", ["participants", "contacts"])
def test_who_reads_in_a_file_with_the_number_learns_nothing(
    world, login, words, number, log, kind, django_capture_on_commit_callbacks
):
    row = ROW if kind == "participants" else CONTACT
    content = as_csv(row | {"personnummer": number}, row | {"personnummer": "fel"})
    client = login(world.coordinator)
    file = SimpleUploadedFile("deltagare.csv", content)
    sent = client.post("/las-in/", {"kind": kind, "file": file})
    work_through()
    pages = [client.get(f"{sent.url}{query}") for query in ("", "?visa=alla", "?visa=fel")]
    pages.append(client.get(f"{sent.url}avvisade/"))
    client.post(f"{sent.url}bekrafta/")
    with django_capture_on_commit_callbacks(execute=True):
        work_through()
    pages += [client.get(sent.url), client.get("/deltagare/"), client.get("/vantar/")]
    for response in pages:
        assert not words_of_body(response, words - written_forms(number))
        assert not words_of_headers(response, words)
    assert not words_in(log.getvalue(), words)


@pytest.mark.parametrize("slug", EXPORTS)
def test_no_file_and_no_file_name_tells_who_it_is(world, login, words, tmp_path, slug):
    own = PersonalNumber.objects.get(participant=world.own.participant)
    of_another = written_forms(own.number)
    publish(date(2021, 4, 28))
    for who in WITHOUT_RIGHT:
        client = login(getattr(world, who))
        for extension in ("csv", "xlsx"):
            choice = {"month": "2021-03", "format": extension}
            response = client.post(f"/rapporter/{slug}/", choice)
            assert not words_of_headers(response, words)
            found = words_of_body(response, words | of_another)
            assert not found & words, (who, extension)
            if (who, slug) == ("coordinator", "esf-deltagare"):
                assert found, "the search finds who is not protected"
    assert not words_in("\n".join(map(str, tmp_path.rglob("*"))), words)


def test_the_right_to_see_puts_nothing_into_addresses_logs_mails_or_metadata(
    world, login, words, log
):
    """Anna reads the whole case and prints it: the page says who it is, and nothing else does."""
    client = login(world.anna)
    case = world.protected.get_absolute_url()
    paths = ["", "registerutdrag/", "narvarorapport/2021-03/", "person/", "samtycken/"]
    for path in paths:
        response = client.get(f"{case}{path}")
        assert response.status_code == 200
        assert not words_of_headers(response, words)
        if path == "":
            assert words_of_body(response, words), "the search finds what is there"
        if response["Content-Type"] == "application/pdf":
            assert not words_of_body(response, words), "metadata: the text itself is glyphs"
    rows = AccessLog.objects.values_list("event", "route", "extra")
    assert rows
    assert not words_in(json.dumps(list(rows), ensure_ascii=False), words)
    assert not mail.outbox
    assert not words_in(log.getvalue(), words)


def test_an_error_quotes_nothing(world, login, words, log, monkeypatch):
    """A database's error quotes the row that it refused."""

    def fail(user, enrolment):
        raise DatabaseError(f"Failing row contains ({enrolment.participant}).")

    monkeypatch.setattr("participants.enrolments.access.number_of", fail)
    client = login(world.anna)
    client.raise_request_exception = False
    response = client.get(f"{world.protected.get_absolute_url()}person/")
    assert response.status_code == 500
    assert not words_of_body(response, words) | words_of_headers(response, words)
    assert "DatabaseError" in log.getvalue()
    assert not words_in(log.getvalue(), words)
