"""A server as `make run` starts it, with a small county, and a browser that works as a person
would.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from types import SimpleNamespace

import axe_playwright_python
import pytest
from playwright.sync_api import sync_playwright

from tests import source

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
CHROMIUM = ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What passes is not sent over: it is a hundred times as much as what does not.
RUN_AXE = """async rules => {
    const options = {runOnly: rules, resultTypes: ["violations"]};
    return (await axe.run(document, options)).violations;
}"""


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in Path(item.fspath).parts:
            item.add_marker(pytest.mark.browser)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until_ready(url: str) -> None:
    deadline = time.monotonic() + 120
    while True:
        try:
            urllib.request.urlopen(f"{url}/halsa/redo/", timeout=10).close()  # noqa: S310 - our own server
            return
        except OSError:
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.2)


@pytest.fixture(scope="package")
def server(tmp_path_factory):
    """The real thing: own embedded database, log-in mia_login, gunicorn; 900 participants."""
    data, port = tmp_path_factory.mktemp("mia"), free_port()
    dropped = {"MIA_TESTING", "MIA_DB_ROLE", "DATABASE_URL", "SECRET_KEY", "STATEMENT_TIMEOUT_MS"}
    environment = {key: value for key, value in os.environ.items() if key not in dropped}
    environment |= {"MIA_DATA": str(data), "PORT": str(port), "MIA_DEMO": "1"}

    def manage(*words):
        subprocess.run(
            [sys.executable, "manage.py", *words], cwd=source.ROOT, env=environment, check=True
        )

    manage("migrate", "-v", "0")
    manage("seed_demo", "--participants", "900")
    process = subprocess.Popen(
        [sys.executable, "-m", "mia.server.serve"], cwd=source.ROOT, env=environment
    )
    url = f"http://127.0.0.1:{port}"
    wait_until_ready(url)
    yield SimpleNamespace(
        url=url, data=data, manage=manage, password=(data / "demo-password").read_text().strip()
    )
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=60) in (0, 1, 130)


@pytest.fixture(scope="package")
def chromium():
    path = next(path for path in CHROMIUM if os.path.exists(path))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(server, chromium):
    """`page = visit("cm.os")`: a browser of their own, logged in by typing name and password."""
    contexts = []

    def _visit(username=None, width=1280, **options):
        context = chromium.new_context(
            base_url=server.url,
            locale="sv-SE",
            viewport={"width": width, "height": 900},
            bypass_csp=True,
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.problems = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on(
            "dialog",
            lambda dialog: dialog.accept() if dialog.type == "beforeunload" else dialog.dismiss(),
        )
        if username:
            page.goto("/konto/logga-in/")
            page.get_by_label("Användarnamn").fill(username)
            page.get_by_label("Lösenord").fill(server.password)
            page.get_by_role("button", name="Logga in").click()
            page.wait_for_url(lambda url: "/konto/" not in url)
        return page

    yield _visit
    for context in contexts:
        context.close()


def violations(page) -> list[str]:
    """What axe-core finds on the page as it stands: WCAG 2.2 AA and best practice."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)
    return [
        f"{found['id']}: {node['html'][:150]} — {node['failureSummary'][:200]}"
        for found in page.evaluate(RUN_AXE, RULES)
        for node in found["nodes"]
    ]
