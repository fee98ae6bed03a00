"""Root does not serve: `make run` and the worker become the user that the embedded PostgreSQL runs
as.

Root makes the tables and the demo data; then the data folder is handed over and the process gives
root up for good. The web server, the worker and all they start are that user's. Commands that root
gives later hand over what they make to the folder's owner.
"""

import contextlib
import os
import sys
from pathlib import Path

from mia.server import EmbeddedError
from mia.server.location import give, server_user, works
from mia.server.mounts import open_ways

ROOT = Path(__file__).resolve().parent.parent.parent
SETTINGS = ROOT / "mia" / "settings.py"


def drop(data: Path) -> None:
    """Become the user of the data folder for good; nothing for a process that is not root's.

    A checkout that this user cannot read is served as root in demo mode, whose people are invented,
    and says so; otherwise it raises EmbeddedError.
    """
    if os.geteuid() != 0:
        return
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    uid, gid = server_user(data)
    with contextlib.suppress(OSError):
        open_ways((Path(sys.base_prefix), Path(sys.prefix), ROOT, data), uid, gid)
        os.chdir(ROOT)
    if not _can_serve(uid, gid, data):
        _refuse_or_warn()
        return
    hand_over(data, uid, gid)
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)
    os.environ["HOME"] = str(data)


def hand_over(data: Path, uid: int, gid: int) -> None:
    """Give the data folder and what root has made in it to the user; the cluster has its own."""
    give(data, uid, gid)
    for folder, folders, names in os.walk(data):
        if Path(folder) == data and "postgres" in folders:
            folders.remove("postgres")
        for name in (*folders, *names):
            _give_own(Path(folder) / name, uid, gid)


def _give_own(path: Path, uid: int, gid: int) -> None:
    """A file with a second name may be somebody else's by that name, and is left."""
    state = path.lstat()
    if state.st_uid == 0 and (path.is_dir() or state.st_nlink == 1):
        give(path, uid, gid)


def _can_serve(uid: int, gid: int, data: Path) -> bool:
    """Whether the user can run Python with the packages, read MIA and enter the data folder."""
    entered = data.parent  # the folder itself is handed over
    needed = (
        [sys.executable, "-c", "import django"],
        ["/usr/bin/test", "-r", str(SETTINGS)],
        ["/usr/bin/test", "-x", str(entered)],
    )
    return all(works(uid, gid, command) for command in needed)


def _refuse_or_warn() -> None:
    reason = f"the user that it would serve as cannot read {ROOT} or its data"
    advice = "move it to a folder that all may read, for example /srv/mia"
    if os.environ.get("MIA_DEMO") != "1":
        raise EmbeddedError(
            f"MIA does not serve as root, and {reason}: {advice}, or run it as another user."
        )
    print(f"Warning: MIA serves as root, because {reason}; {advice}.", flush=True)
