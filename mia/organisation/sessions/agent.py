"""The family of a browser and of its system, from what it says of itself (User-Agent).

A family stays the same when the browser is updated, and differs when a stolen cookie is used in
another kind of browser. The first mark that is found counts: others say that they are Chrome too.
"""

from typing import NamedTuple

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "Mac"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)
OTHER_BROWSER, OTHER_SYSTEM = "annan webbläsare", "annat system"


class Agent(NamedTuple):
    browser: str
    system: str


def agent_of(text: str) -> Agent:
    """Return the families that a User-Agent header names."""
    browser, system = OTHER_BROWSER, OTHER_SYSTEM
    for mark, name in reversed(BROWSERS):
        if mark in text:
            browser = name
    for mark, name in reversed(SYSTEMS):
        if mark in text:
            system = name
    return Agent(browser, system)


def partly_hidden(address: str) -> str:
    """Return an address without its last part: enough to recognise one's own network."""
    if ":" in address:
        return ":".join(address.split(":")[:3]) + ":…"
    return ".".join([*address.split(".")[:-1], "…"])
