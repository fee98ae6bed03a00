"""A way to Python and MIA for a user who may not enter a folder above them, as root's home is.

In a mount namespace of the process's own, which its children share, an empty folder lies over each
closed one, with nothing in it but the way to the given paths. Nothing changes for anybody else.
"""

import ctypes
import os
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from mia.server.location import works

CLONE_NEWNS = 0x20000  # sched.h
MS_BIND, MS_REC, MS_PRIVATE = 0x1000, 0x4000, 0x40000  # sys/mount.h
EMPTY = b"mode=755,size=1m"


def open_ways(paths: Iterable[Path], uid: int, gid: int) -> None:
    """Let the user pass to the paths. Raises OSError where mounts are not allowed (a container)."""
    below = _closed_folders(paths, uid, gid)
    if not below:
        return
    libc = ctypes.CDLL(None, use_errno=True)
    _check(libc.unshare(CLONE_NEWNS))
    _check(libc.mount(b"none", b"/", None, MS_REC | MS_PRIVATE, None))
    for closed, inner in below.items():
        handles = {path: os.open(path, os.O_PATH) for path in sorted(inner)}
        _check(libc.mount(b"none", os.fsencode(closed), b"tmpfs", 0, EMPTY))
        for path, handle in handles.items():
            if not path.exists():  # the way to it may have come with one above it
                path.mkdir(parents=True)
                origin = f"/proc/self/fd/{handle}".encode()
                _check(libc.mount(origin, os.fsencode(path), None, MS_BIND | MS_REC, None))
            os.close(handle)


def _closed_folders(paths: Iterable[Path], uid: int, gid: int) -> dict[Path, set[Path]]:
    """The outermost folder on the way to each path that the user may not enter, with the paths."""
    below: dict[Path, set[Path]] = defaultdict(set)
    for path in paths:
        real = path.resolve()
        for folder in reversed(real.parents):
            if not works(uid, gid, ["/usr/bin/test", "-x", str(folder)]):
                below[folder].add(real)
                break
    return below


def _check(result: int) -> None:
    if result != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
