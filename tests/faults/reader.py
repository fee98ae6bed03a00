"""Somebody with a browser, as far as a program can be: cookies, forms, and what comes back."""

import html.parser
import http.client
import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request
from html import unescape
from types import SimpleNamespace

NO_ANSWER = 0
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


class Reader:
    """A person's session at a server; an answer has `status`, `text`, `headers` and `url`."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def get(self, path: str, timeout: float = 60) -> SimpleNamespace:
        return self._ask(path, None, timeout)

    def post(self, path: str, timeout: float = 60, **fields: str) -> SimpleNamespace:
        return self._ask(path, urllib.parse.urlencode(fields).encode(), timeout)

    def _ask(self, path: str, body: bytes | None, timeout: float) -> SimpleNamespace:
        try:
            answer = self.opener.open(self.url + path, body, timeout)
        except urllib.error.HTTPError as error:
            answer = error
        except (OSError, http.client.HTTPException) as error:
            return SimpleNamespace(status=NO_ANSWER, text=str(error), headers={}, url="")
        with answer:
            text = answer.read().decode()
            return SimpleNamespace(
                status=answer.status, text=text, headers=answer.headers, url=answer.url
            )

    def log_in(self, username: str, password: str) -> None:
        page = self.get("/konto/logga-in/")
        answer = self.post(
            "/konto/logga-in/",
            csrfmiddlewaretoken=token_of(page),
            login=username,
            password=password,
        )
        assert answer.status == 200, answer.text
        assert "/konto/" not in answer.url


class _Fields(html.parser.HTMLParser):
    """The fields of every form on a page, as a browser would send them unchanged."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        name = values.get("name", "")
        if tag == "input" and name:
            is_choice = values.get("type") in ("checkbox", "radio")
            if not is_choice or "checked" in values:
                self.fields[name] = values.get("value", "")
        elif tag == "select":
            self.select = name
        elif tag == "textarea":
            self.area = name
            self.fields[name] = ""
        elif tag == "option" and self.select and "selected" in values:
            self.fields[self.select] = values.get("value", "")

    def handle_data(self, data: str) -> None:
        if self.area:
            self.fields[self.area] += data.removeprefix("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""
        elif tag == "textarea":
            self.area = ""


def fields_of(page: SimpleNamespace) -> dict[str, str]:
    parser = _Fields()
    parser.feed(page.text)
    return parser.fields


def token_of(page: SimpleNamespace) -> str:
    match = TOKEN.search(page.text)
    assert match, page.text
    return unescape(match[1])


def links_of(page: SimpleNamespace, pattern: str) -> list[str]:
    return list(dict.fromkeys(re.findall(f'href="({pattern})"', page.text)))
