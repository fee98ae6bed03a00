"""`make scan`: read the running demo as each role, let sqlmap and wapiti try every parameter that
was found, and fail when they find a hole, or do not find the planted ones.

    python -m scan [--roles cm.os,ledare.os] [--seconds 120] [--minutes 4] [--routes referral]

`--seconds` bounds sqlmap for one parameter (it sends some fifty requests and ends by itself),
`--minutes` wapiti for one role, `--routes` what is tried besides the planted holes. The last lines
say what was tried and what was not.
"""

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import django

from scan import scanners
from scan.planted import SCRIPT_HOLE, SQL_HOLE
from scan.reader import Reader, Target

ROOT = Path(__file__).resolve().parent.parent
STARTS = [
    "/",
    "/hal/",
    "/idag/",
    "/deltagare/",
    "/rapporter/",
    "/oversikt/",
    "/remisser/",
    "/konto/sakerhet/",
]
PLANTED = {SCRIPT_HOLE, SQL_HOLE}


@dataclass
class Scan:
    """What the scanners are run on, each with its bound of seconds, and what they have found."""

    folder: Path
    base: str
    output: Path
    seconds: int  # for sqlmap, one parameter
    wapiti_seconds: int  # for one role
    by_sqlmap: set[tuple[str, str]] = field(default_factory=set)
    by_wapiti: set[tuple[str, str]] = field(default_factory=set)
    parameters: int = 0
    untested: int = 0

    def run(self, role: str, targets: list[Target], cookie: str) -> None:
        """Wapiti once, beside it sqlmap on each target with parameters, two at a time."""
        with ThreadPoolExecutor(3) as pool:
            arguments = (self.folder, self.base, targets, cookie, self.wapiti_seconds, self.output)
            waiting = pool.submit(scanners.wapiti, *arguments)
            tries = []
            for target in sorted(targets, key=_size):
                if target.parameters:
                    tries.append(pool.submit(self._try, role, target, cookie))
        for one in tries:
            one.result()  # raises what went wrong
        found = waiting.result()
        self.by_wapiti |= found.open
        print(f"{role}: wapiti, ended {found.is_finished}: {sorted(found.open)}", flush=True)

    def _try(self, role: str, target: Target, cookie: str) -> None:
        seconds = self.seconds * len(target.parameters)
        result = scanners.sqlmap(self.folder, self.base, target, cookie, seconds, self.output)
        self.parameters += len(target.parameters)
        self.untested += len(set(target.parameters) - result.tested)
        self.by_sqlmap |= result.open
        print(_line(role, target, result), flush=True)


def _size(target: Target) -> int:
    return len(target.parameters)


def main() -> None:
    options = _options()
    data = Path(options.data or tempfile.mkdtemp(prefix="mia-scan-"))
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "scan.settings",
        "MIA_DATA": str(data),
        "MIA_DEMO": "1",
        "PORT": str(_free_port()),
    }
    os.environ |= environment
    _run(environment, "-m", "mia.server.serve", "--setup")
    if not (data / "demo-password").exists():
        _run(environment, "manage.py", "seed_demo", "--participants", "150")
    folder = scanners.programs(ROOT / ".data" / "scanners")
    server = subprocess.Popen([sys.executable, "-m", "mia.server.serve"], cwd=ROOT, env=environment)
    try:
        base = f"http://127.0.0.1:{environment['PORT']}"
        _wait_for(f"{base}/halsa/lever/")
        password = (data / "demo-password").read_text().strip()
        is_good = _scan(options, base, password, folder)
    finally:
        server.terminate()
        server.wait(timeout=300)
    sys.exit(not is_good)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make scan")
    parser.add_argument("--roles", default="cm.os,ledare.os,koordinator")
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--minutes", type=float, default=4)
    parser.add_argument("--routes", default="", help="only those whose name has this in it")
    parser.add_argument("--data", default="", help="keep the demo here; otherwise a new one")
    return parser.parse_args()


def _run(environment: dict[str, str], *arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(url: str) -> None:
    for _ in range(600):
        try:
            with urlopen(url, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(1)
    sys.exit("MIA did not start.")


def _scan(options: argparse.Namespace, base: str, password: str, folder: Path) -> bool:
    """Scan as each role and print what was tried; whether the planted holes alone were found."""
    django.setup()
    output = Path(tempfile.mkdtemp(prefix="mia-scan-output-"))
    scan = Scan(folder, base, output, options.seconds, int(options.minutes * 60))
    tried: set[tuple[str, str, tuple[str, ...]]] = set()
    for role in options.roles.split(","):
        reader = Reader(base, role, password)
        targets = []
        for one in reader.targets(STARTS):
            is_wanted = re.search(f"^scan|{options.routes}", one.route)
            if is_wanted and one.key not in tried:
                targets.append(one)
        print(f"{role}: {len(targets)} addresses and forms that no role before had", flush=True)
        tried |= {one.key for one in targets}
        scan.run(role, targets, reader.cookie)
    routes = {route for route, _, _ in tried}
    print(f"Routes: {len(routes)}; addresses and forms: {len(tried)}; parameters tried by sqlmap:")
    print(f"{scan.parameters}, of which it did not end with in the time: {scan.untested}.")
    return _verdict(scan)


def _line(role: str, target: Target, result: scanners.Result) -> str:
    left = sorted(set(target.parameters) - result.tested)
    what = f"open: {sorted(result.open)}" if result.open else "nothing"
    rest = f"; not tried: {', '.join(left)}" if left else ""
    return f"{role} {target.method} {target.route} ({len(target.parameters)}): {what}{rest}"


def _verdict(scan: Scan) -> bool:
    """Whether the planted holes, and they alone, were found."""
    opened = scan.by_sqlmap | scan.by_wapiti
    holes = sorted(one for one in opened if one[0] not in PLANTED)
    missed = []
    if SQL_HOLE not in {path for path, _ in scan.by_sqlmap}:
        missed.append("sqlmap the planted SQL hole")
    if SCRIPT_HOLE not in {path for path, _ in scan.by_wapiti}:
        missed.append("wapiti the planted script")
    print(f"Holes besides the planted ones: {holes or 'none'}.")
    print(
        f"Not found: {', '.join(missed) or 'none'}; so the scan is worth something: {not missed}."
    )
    return not holes and not missed


if __name__ == "__main__":
    main()
