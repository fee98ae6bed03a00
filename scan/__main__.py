"""`make scan`: read the running demo as each role, let sqlmap and wapiti try every parameter that
was found, and fail when they find a hole, or do not find the planted ones.

    python -m scan [--roles cm.os,ledare.os] [--seconds 120] [--minutes 20] [--routes referral]

`--seconds` bounds sqlmap for one form or address, `--minutes` wapiti for one role, `--routes` what
is tried besides the planted holes. The last lines say what was tried and what was not.
"""

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
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
        is_good = _scan(options, base, (data / "demo-password").read_text().strip(), folder, data)
    finally:
        server.terminate()
        server.wait(timeout=300)
    sys.exit(not is_good)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make scan")
    parser.add_argument("--roles", default="cm.os,ledare.os,koordinator")
    parser.add_argument("--seconds", type=int, default=120)
    parser.add_argument("--minutes", type=float, default=20)
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


def _scan(options: argparse.Namespace, base: str, password: str, folder: Path, data: Path) -> bool:
    django.setup()
    output = Path(tempfile.mkdtemp(prefix="mia-scan-output-"))
    tried: set[tuple[str, str, tuple[str, ...]]] = set()
    opened: set[tuple[str, str]] = set()
    by_sqlmap: set[str] = set()
    by_wapiti: set[str] = set()
    untested = 0
    parameters = 0
    for role in options.roles.split(","):
        reader = Reader(base, role, password)
        targets = []
        for one in reader.targets(STARTS):
            is_wanted = re.search(f"^scan|{options.routes}", one.route)
            if is_wanted and one.key not in tried:
                targets.append(one)
        print(f"{role}: {len(targets)} addresses and forms that no role before had", flush=True)
        tried |= {one.key for one in targets}
        found = scanners.wapiti(
            folder, base, targets, reader.cookie, int(options.minutes * 60), output
        )
        opened |= found.open
        by_wapiti |= {path for path, _ in found.open}
        print(f"{role}: wapiti, ended {found.is_finished}: {sorted(found.open)}", flush=True)
        for target in targets:
            if not target.parameters:
                continue
            result = scanners.sqlmap(folder, base, target, reader.cookie, options.seconds, output)
            parameters += len(target.parameters)
            untested += len(set(target.parameters) - result.tested)
            opened |= result.open
            by_sqlmap |= {path for path, _ in result.open}
            print(_line(role, target, result), flush=True)
    routes = {route for route, _, _ in tried}
    print(f"Routes: {len(routes)}; with a form or parameters tried: {len(tried)}; parameters:")
    print(f"{parameters}, of which out of time before sqlmap came to them: {untested}.")
    return _verdict(opened, by_sqlmap, by_wapiti)


def _line(role: str, target: Target, result: scanners.Result) -> str:
    left = sorted(set(target.parameters) - result.tested)
    what = f"open: {sorted(result.open)}" if result.open else "nothing"
    rest = f"; not tried: {', '.join(left)}" if left else ""
    return f"{role} {target.method} {target.route} ({len(target.parameters)}): {what}{rest}"


def _verdict(opened: set[tuple[str, str]], by_sqlmap: set[str], by_wapiti: set[str]) -> bool:
    """Whether the planted holes, and they alone, were found."""
    holes = sorted(one for one in opened if one[0] not in PLANTED)
    missed = []
    if SQL_HOLE not in by_sqlmap:
        missed.append("sqlmap the planted SQL hole")
    if SCRIPT_HOLE not in by_wapiti:
        missed.append("wapiti the planted script")
    print(f"Holes besides the planted ones: {holes or 'none'}.")
    print(
        f"Not found: {', '.join(missed) or 'none'}; so the scan is worth something: {not missed}."
    )
    return not holes and not missed


if __name__ == "__main__":
    main()
