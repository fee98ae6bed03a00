"""A table is dropped by mistake: back to the second before, as docs/operations.md says it."""

import time
from pathlib import Path

from mia.server import embedded
from mia.server.location import give
from tests.server.clusters import cluster_of, connect, rows_of

MADE = "CREATE TABLE kept AS SELECT generate_series(1, 5000) AS number"
ARCHIVED = "SELECT last_archived_wal FROM pg_stat_archiver"


def archive_wal(data: Path, archive: Path) -> None:
    """Step 1 of the document: every finished piece of the log is copied to `archive`."""
    place = cluster_of(data).place
    archive.mkdir(mode=0o700)
    give(archive, place.uid, place.gid)
    with connect(data) as superuser:
        superuser.execute("ALTER SYSTEM SET archive_mode = on")
        superuser.execute("ALTER SYSTEM SET archive_timeout = 300")
        copy = f'test ! -f "{archive}/%f" && cp "%p" "{archive}/%f"'
        superuser.execute(f"ALTER SYSTEM SET archive_command = '{copy}'")
    embedded.leave(data)
    embedded.join(data)
    with (place.path / "pg_hba.conf").open("a", encoding="utf-8") as rules:
        rules.write("local replication all trust\n")
    with connect(data) as superuser:
        superuser.execute("SELECT pg_reload_conf()")


def base_backup(data: Path, target: Path) -> None:
    """Step 2: a copy of the whole cluster, each night."""
    cluster = cluster_of(data)
    target.mkdir(mode=0o700, parents=True)
    give(target.parent, cluster.place.uid, cluster.place.gid)
    give(target, cluster.place.uid, cluster.place.gid)
    login = f"host={cluster.socket} user=postgres"
    cluster._run("pg_basebackup", "-d", login, "-D", str(target), "-X", "stream", "-c", "fast")


def recover(target: Path, archive: Path, moment: str) -> None:
    """Step 4: the copy, told where the log is and when to stop."""
    (target / "recovery.signal").touch()
    with (target / "postgresql.auto.conf").open("a", encoding="utf-8") as settings:
        settings.write(f'restore_command = \'cp "{archive}/%f" "%p"\'\n')
        settings.write(f"recovery_target_time = '{moment}'\n")
        settings.write("recovery_target_action = 'promote'\narchive_mode = off\n")


def test_a_dropped_table_comes_back_with_everything_that_was_committed_before(empty):
    archive = empty.parent / "archive"
    restored = empty.parent / "restored"
    embedded.join(empty)
    archive_wal(empty, archive)
    base_backup(empty, restored / "postgres")
    with connect(empty) as owner:
        owner.execute(MADE)
        (moment,) = owner.execute("SELECT clock_timestamp()::text").fetchone()
        time.sleep(1)
        owner.execute("DROP TABLE kept")
        (wanted,) = owner.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone()
        for _ in range(300):
            (archived,) = owner.execute(ARCHIVED).fetchone()
            if archived is not None and archived >= wanted:
                break
            time.sleep(0.1)
    embedded.leave(empty)
    recover(restored / "postgres", archive, moment)
    cluster = cluster_of(restored)
    cluster.ensure_running()
    try:
        with connect(restored) as superuser:
            for _ in range(300):
                if superuser.execute("SELECT NOT pg_is_in_recovery()").fetchone()[0]:
                    break
                time.sleep(0.1)
        assert rows_of(restored, "SELECT count(*), max(number) FROM kept") == [(5000, 5000)]
        roles = rows_of(restored, "SELECT rolname FROM pg_roles WHERE rolname ~ '^mia' ORDER BY 1")
        assert roles == [("mia_app",), ("mia_backup",), ("mia_login",), ("mia_owner",)]
    finally:
        cluster.stop()
