"""docs/nginx.conf, run: sizes, slow senders, headers that MIA believes. Skipped without nginx."""

import os
import shutil
import ssl
import subprocess

import pytest

from mia.core.bodies import BEFORE_LOGIN
from tests.server.clusters import ROOT
from tests.server.web import connect, free_port, post_header, read_all, wait_for, web_server

NGINX = shutil.which("nginx", path=os.environ.get("PATH", "") + ":/usr/sbin")
OPENSSL = shutil.which("openssl")
CONF = ROOT / "docs" / "nginx.conf"

pytestmark = pytest.mark.skipif(not (NGINX and OPENSSL), reason="nginx or openssl is not installed")


def make_certificate(folder):
    kind = (
        "-x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost"
    )
    paths = ["-keyout", str(folder / "mia.key"), "-out", str(folder / "mia.crt")]
    subprocess.run([OPENSSL, "req", *kind.split(), *paths], check=True, capture_output=True)


def adapt(folder, upstream, port, plain_port):
    """The configuration with paths and ports of the test, and nothing else changed."""
    text = CONF.read_text()
    changes = {
        "server 127.0.0.1:8000;": f"server 127.0.0.1:{upstream};",
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "listen 80 ": f"listen 127.0.0.1:{plain_port} ",
        "/etc/nginx/": f"{folder}/",
        "/var/log/nginx/": f"{folder}/",
        "header_timeout 15s": "header_timeout 2s",
        "body_timeout 15s": "body_timeout 2s",
    }
    for old, new in changes.items():
        assert old in text, old
        text = text.replace(old, new)
    temporary = [
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    ]
    if os.geteuid() == 0:  # the folder is the test's own
        text = "user root;\n" + text
    return text.replace("http {", "http {\n" + "\n".join(temporary))


@pytest.fixture(scope="module")
def proxy(tmp_path_factory):
    """The port for TLS and the one for plain HTTP of an nginx in front of our server."""
    folder, port, plain_port = tmp_path_factory.mktemp("nginx"), free_port(), free_port()
    make_certificate(folder)
    path = folder / "nginx.conf"
    command = [NGINX, "-p", str(folder), "-c", str(path), "-e", str(folder / "error.log")]
    with web_server() as upstream:
        path.write_text(adapt(folder, upstream, port, plain_port))
        checked = subprocess.run(
            [*command, "-t", "-g", f"pid {folder}/pid;"], capture_output=True, text=True
        )
        assert checked.returncode == 0, checked.stderr
        assert "[warn]" not in checked.stderr
        nginx = subprocess.Popen([*command, "-g", f"daemon off; pid {folder}/pid;"])
        wait_for(port)
        yield port, plain_port
        nginx.terminate()
        nginx.wait(30)


def connect_tls(port):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context.wrap_socket(connect(port), server_hostname="mia.example.se")


def ask_tls(port, request):
    with connect_tls(port) as connection:
        connection.sendall(request)
        return read_all(connection)


def test_what_a_caller_says_about_himself_is_not_believed(proxy):
    answer = ask_tls(
        proxy[0],
        b"GET /a/ HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 10.0.0.1\r\n"
        b"X-Forwarded-Proto: http\r\nConnection: close\r\n\r\n",
    )
    assert b"/a/ 0 127.0.0.1 https" in answer
    assert answer.count(b"Strict-Transport-Security: max-age=31536000") == 1


def test_plain_http_is_sent_to_tls(proxy):
    with connect(proxy[1]) as connection:
        connection.sendall(b"GET /a/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert b" 301 " in read_all(connection)


@pytest.mark.parametrize(
    ("path", "length"),
    [("/konto/logga-in/", BEFORE_LOGIN + 1), ("/deltagare/", 3_200_000), ("/las-in/", 64_000_000)],
)
def test_large_bodies_stop_at_the_proxy(proxy, path, length):
    """Only the first line is waited for: nginx keeps the connection for five seconds more."""
    with connect_tls(proxy[0]) as connection:
        connection.sendall(post_header(path, length, "session=x"))
        assert b" 413 " in connection.recv(30)


def test_a_file_comes_through(proxy):
    body = b"x" * 4_000_000
    answer = ask_tls(proxy[0], post_header("/las-in/", len(body), "session=x") + body)
    assert b"/las-in/ 4000000" in answer


def test_slow_senders_stop_nobody_and_are_sent_away(proxy):
    half_open = [connect_tls(proxy[0]) for _ in range(20)]
    for connection in half_open:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ")
    answer = ask_tls(proxy[0], b"GET /a/ HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
    assert b" 200 " in answer[:30]
    for connection in half_open:
        assert b" 200 " not in read_all(connection)[:30]
        connection.close()
