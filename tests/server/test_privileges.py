"""Root does not serve: real processes that begin as root."""

import os
import pwd
import subprocess
import sys
from pathlib import Path

import pytest

from mia.core import keyring
from mia.server import embedded, privileges
from tests.server.clusters import ROOT, cluster_of, one_sentence, rows_of

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="begins as root")

DROPPED = """
import json, os, sys
from pathlib import Path
from mia.core import keyring
from mia.server import embedded, privileges
data = Path(sys.argv[1])
embedded.join(data)
keyring.own_secret(data, "secret-key")
privileges.drop(data)
def refused(act, *arguments):
    try:
        act(*arguments)
    except PermissionError:
        return True
    return False
(data / "files").mkdir(exist_ok=True)
(data / "files" / "made").write_text("")
print(json.dumps([
    os.getresuid(), os.getresgid(), os.getgroups(),
    refused(os.setuid, 0), refused(open, "/etc/shadow"), refused((data.parent / "x").touch),
    keyring.own_secret(data, "secret-key"),
]))
"""
# `make run` but for the pages: the server and the worker say who they are.
SERVE = """
import os, subprocess, sys, time
from mia.server import embedded, keeper, serve
say = "import os; print('worker', os.getuid(), flush=True)"
keeper.start = lambda: subprocess.Popen([sys.executable, "-c", say])
serve.has_staff, serve.static_files_are_current = (lambda: True), (lambda: True)
serve.run = lambda *words: None
def run(server):
    print("server", os.getuid(), flush=True)
    time.sleep(1)
    server.end()
serve.Server.run = run
embedded.ensure()
serve.serve(serve.free_port(sys.argv[1]))
"""


def python(code, *words, **environment):
    return subprocess.Popen(
        [sys.executable, "-c", code, *map(str, words)],
        cwd=ROOT,
        env={**os.environ, **environment},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def user_of(data) -> int:
    return cluster_of(data).place.uid


def test_root_is_given_up_for_good_and_the_data_are_still_of_use(made):
    process = python(DROPPED, made)
    answer = process.communicate(timeout=60)[0]
    uid = user_of(made)
    gid = pwd.getpwuid(uid).pw_gid
    secret = (made / "secret-key").read_text()
    assert process.returncode == 0
    assert uid != 0
    assert answer.strip() == (
        f'[[{uid}, {uid}, {uid}], [{gid}, {gid}, {gid}], [], true, true, true, "{secret}"]'
    )
    assert not cluster_of(made).is_alive(), "the unprivileged process stops what root started"


def test_commands_that_root_gives_later_work_and_leave_nothing_of_roots(made):
    python(DROPPED, made).communicate(timeout=60)
    embedded.join(made)
    assert rows_of(made, "SELECT 1") == [(1,)]
    keyring.own_secret(made, "made-later")
    embedded.leave(made)
    uid = user_of(made)
    strangers = [path for path in made.rglob("*") if path.lstat().st_uid != uid]
    assert strangers == []
    again = python(DROPPED, made)
    assert again.communicate(timeout=60)[0]
    assert again.returncode == 0


def test_server_and_worker_of_make_run_are_not_root(made):
    process = python(SERVE, 58461, MIA_DATA=str(made), MIA_DEMO="1", DATABASE_URL="")
    lines = process.communicate(timeout=60)[0].splitlines()
    uid = user_of(made)
    assert {f"server {uid}", f"worker {uid}"} <= set(lines)
    assert process.returncode == 0


@pytest.mark.skipif(
    int(Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text()) <= 80,
    reason="here everybody may open every port",
)
def test_a_port_that_only_root_may_open_is_one_sentence(made):
    process = python(SERVE, 81, MIA_DATA=str(made), MIA_DEMO="1", DATABASE_URL="")
    process.communicate(timeout=60)
    assert process.returncode == 1


def refuse(*_):
    raise PermissionError


def test_a_checkout_that_nobody_else_reads(made, tmp_path, monkeypatch, capsys):
    tmp_path.chmod(0o700)
    monkeypatch.setattr(privileges, "SETTINGS", tmp_path / "settings.py")
    monkeypatch.setattr(privileges, "open_ways", refuse)
    monkeypatch.setenv("MIA_DEMO", "1")
    privileges.drop(made)
    assert os.geteuid() == 0
    assert "Warning: MIA serves as root" in capsys.readouterr().out
    monkeypatch.setenv("MIA_DEMO", "0")
    with pytest.raises(embedded.EmbeddedError, match="move it to a folder that all may read") as e:
        privileges.drop(made)
    one_sentence(e)


def test_a_file_with_a_second_name_is_not_handed_over(tmp_path):
    data, elsewhere = tmp_path / "data", tmp_path / "elsewhere"
    data.mkdir()
    elsewhere.write_text("root's")
    (data / "linked").hardlink_to(elsewhere)
    (data / "pointing").symlink_to(elsewhere)
    (data / "own").write_text("")
    privileges.hand_over(data, 54321, 54321)
    assert (elsewhere.stat().st_uid, (data / "own").stat().st_uid) == (0, 54321)
