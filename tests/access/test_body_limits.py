"""What is refused before it is read: bodies that are too large, addresses with NUL."""

import io

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import Client

from mia.core.bodies import BEFORE_LOGIN, BESIDE_THE_FILE, FORM, largest_body

FILE = 60 * 1024 * 1024


class Untouchable(io.BytesIO):
    """A body that nobody may read."""

    def read(self, *args):
        raise AssertionError("the body is read")

    readline = read


def send(client, url, length):
    """Only the header says how long the body is."""
    environ = {
        "CONTENT_LENGTH": str(length),
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "wsgi.input": Untouchable(),
    }
    return client.generic("POST", url, b"", **environ)


@pytest.mark.parametrize("url", ["/konto/logga-in/", "/las-in/", "/deltagare/sok/", "/finns-inte/"])
def test_before_login_nothing_large_is_read(db, url):
    response = send(Client(), url, BEFORE_LOGIN + 1)
    assert response.status_code == 413
    assert "för stort" in response.content.decode()


@pytest.mark.parametrize(
    ("url", "length", "is_refused"),
    [
        ("/deltagare/sok/", FORM + 1, True),
        ("/las-in/", FILE + BESIDE_THE_FILE + 1, True),
        ("/las-in", FORM + 1, True),
    ],
)
def test_after_login_files_go_to_the_page_that_takes_them(
    world, login, settings, url, length, is_refused
):
    settings.IMPORT_MAX_BYTES = FILE
    assert (send(login(world.coordinator), url, length).status_code == 413) is is_refused


def test_what_is_allowed_comes_through(world, login):
    """A note may be long: after log-in a form is read, and judged field by field."""
    with pytest.raises(AssertionError, match="the body is read"):
        send(login(world.anna), "/deltagare/sok/", BEFORE_LOGIN + 1)
    response = login(world.anna).post("/deltagare/sok/", {"q": "x" * BEFORE_LOGIN})
    assert response.status_code == 200
    assert response.context["form"].errors


@pytest.mark.parametrize(
    ("path", "has_session", "largest"),
    [
        ("/las-in/", False, BEFORE_LOGIN),
        ("/las-in/", True, FILE + BESIDE_THE_FILE),
        ("/deltagare/", True, FORM),
        ("/konto/logga-in/", False, BEFORE_LOGIN),
    ],
)
def test_the_limit_of_each_page(path, has_session, largest):
    assert largest_body(path, has_session=has_session, largest_file=FILE) == largest


def test_a_body_of_untold_length_is_not_read():
    """Gunicorn hands chunks on without a length: Django reads none of them."""
    environ = {
        "REQUEST_METHOD": "POST",
        "HTTP_TRANSFER_ENCODING": "chunked",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "wsgi.input": io.BytesIO(b"q=1" * 1000),
    }
    assert WSGIRequest(environ).body == b""


@pytest.mark.parametrize(
    "address", ["/deltagare/%00/", "/oversikt/lista/?remittent=a%00b", "/?%00=1"]
)
def test_an_address_with_nul_is_refused(db, address):
    response = Client().get(address)
    assert response.status_code == 400
    assert "gick inte att läsa" in response.content.decode()
