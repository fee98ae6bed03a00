"""A signed-in reader of the site, who follows links and notes every address, form and parameter."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit
from urllib.request import HTTPCookieProcessor, Request, build_opener

from django.urls import Resolver404, resolve

# A session is bound to the family of browser that logged in: the scanners call themselves the same.
AGENT = "mia-scan"
TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of the field
MOST_OF_A_ROUTE = 2  # addresses that are opened to look for links and forms
# Fields of one kind are many on some forms: one for each case, source of income, …; one is tried.
ONE_OF_MANY = re.compile(r"_([0-9a-f-]{36}|[A-Z_]{3,})$")
# What an empty field is filled with, so that the form is read to its end.
TYPED = {"date": "2026-01-15", "time": "10:00", "number": "1", "email": "namn@exempel.se"}
TYPED |= {"text": "ord", "search": "ord"}
# Sending them ends the session that scans.
ENDS_THE_SESSION = {
    "account_logout",
    "account_change_password",
    "account_session_end",
    "account_sessions_end_others",
}


@dataclass
class Target:
    """One address of a route and the parameters that it was seen with."""

    route: str
    method: str
    path: str
    page: str  # where the form stands
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def parameters(self) -> list[str]:
        """Those to try: of several of one kind the first."""
        kinds: dict[str, str] = {}
        for name in sorted(self.fields.keys() - {TOKEN}):
            kinds.setdefault(ONE_OF_MANY.sub("", name), name)
        return list(kinds.values())

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        return self.route, self.method, tuple(self.parameters)


class Page(HTMLParser):
    """The links and the forms (method, address, fields) of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.forms: list[tuple[str, str, dict[str, str]]] = []
        self.select = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        for name in ("hx-get", "data-src"):
            if name in values:
                self.links.append(values[name])
        if tag == "form":
            method = values.get("method", "get").upper()
            self.forms.append((method, values.get("action", ""), {}))
        elif self.forms:
            self._add_field(tag, values)

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""

    def _add_field(self, tag: str, values: dict[str, str]) -> None:
        fields = self.forms[-1][2]
        name = values.get("name", "")
        if tag == "select":
            self.select = name
        if tag == "option" and self.select and (not fields.get(self.select)):
            fields[self.select] = values.get("value", "")
        elif tag == "select" and name:
            fields.setdefault(name, "")
        elif tag in ("input", "textarea", "button") and name:
            empty = TYPED.get(values.get("type", ""), "") if tag == "input" else "ord"
            fields.setdefault(name, values.get("value") or empty)


class Reader:
    """Logged in as one user of the demo."""

    def __init__(self, base: str, user: str, password: str) -> None:
        self.base = base
        self.jar = CookieJar()
        self.opener = build_opener(HTTPCookieProcessor(self.jar))
        token = re.search(f'{TOKEN}" value="([^"]+)"', self.get("/konto/logga-in/"))
        if token is None:
            raise RuntimeError("no log-in page")
        sent = {TOKEN: token[1], "login": user, "password": password}
        request = self._request("/konto/logga-in/", urlencode(sent).encode())
        with self.opener.open(request, timeout=60) as answer:
            if "logga-in" in answer.url:
                raise RuntimeError(f"{user} could not log in")

    @property
    def cookie(self) -> str:
        return "; ".join(f"{one.name}={one.value}" for one in self.jar)

    def _request(self, path: str, data: bytes | None = None) -> Request:
        return Request(urljoin(self.base, path), data, {"User-Agent": AGENT})

    def get(self, path: str) -> str:
        """The page; empty for what is no page or cannot be had."""
        try:
            with self.opener.open(self._request(path), timeout=60) as answer:
                if "html" not in answer.headers.get("Content-Type", ""):
                    return ""
                return str(answer.read().decode(errors="replace"))
        except HTTPError:
            return ""

    def targets(self, starts: list[str]) -> list[Target]:
        """Of every route that is reached: its parameters in one address, and each of its forms."""
        waiting = list(starts)
        opened: dict[str, set[str]] = {}
        found: dict[tuple[str, str, tuple[str, ...]], Target] = {}
        queries: dict[str, Target] = {}
        while waiting:
            address = waiting.pop(0)
            parts = urlsplit(address)
            route = route_of(parts.path)
            if not route or route == "account_logout":
                continue
            query = queries.setdefault(route, Target(route, "GET", parts.path, parts.path))
            is_new = dict(parse_qsl(parts.query)).keys() - query.fields.keys()
            query.fields |= dict(parse_qsl(parts.query))
            paths = opened.setdefault(route, set())
            if not is_new and (parts.path in paths or len(paths) >= MOST_OF_A_ROUTE):
                continue
            paths.add(parts.path)
            page = Page(self.get(address))
            for link in page.links:
                waiting.append(urljoin(address, link.split("#")[0]))
            for method, action, fields in page.forms:
                target = urljoin(parts.path, action or parts.path)
                if method == "GET":
                    waiting.append(f"{target}?{urlencode(fields)}")
                    continue
                form = Target(route_of(target), method, target, address, fields)
                if form.route and form.route not in ENDS_THE_SESSION:
                    found.setdefault(form.key, form)
        return [*queries.values(), *found.values()]


def route_of(path: str) -> str:
    """The name of the route that answers; empty when none of ours does."""
    try:
        match = resolve(path, "scan.hole")
    except Resolver404:
        return ""
    return match.view_name or path
