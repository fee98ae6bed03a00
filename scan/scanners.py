"""The two scanners, in a virtual environment of their own, each with a bound of time."""

import json
import re
import subprocess
import sys
import venv
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urljoin

from scan.reader import AGENT, TOKEN, Target

HERE = Path(__file__).resolve().parent
SQL_MODULES = "sql,xss,permanentxss,redirect,crlf,exec,file"
INJECTED = re.compile(r"Parameter: (\S+) \((?:GET|POST|URI)\)")
TESTED = re.compile(r"parameter '([^']+)'")


@dataclass
class Result:
    """What a scanner said of one target: `open` are (address, parameter) with a hole."""

    tested: set[str] = field(default_factory=set)
    open: set[tuple[str, str]] = field(default_factory=set)
    is_finished: bool = True


def programs(folder: Path) -> Path:
    """Install the scanners the first time; the folder of their programs."""
    bin_folder = folder / "bin"
    if not (bin_folder / "sqlmap").exists():
        venv.create(folder, with_pip=True)
        pip = [str(bin_folder / "pip"), "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*pip, "-r", str(HERE / "requirements.txt")], check=True)
    return bin_folder


def _output(command: list[str], seconds: int) -> tuple[str, bool]:
    """What the command wrote, and whether it ended within the time."""
    command = ["nice", "-n", "19", *command]
    try:
        ended = subprocess.run(
            command, stdin=subprocess.DEVNULL, capture_output=True, timeout=seconds, check=False
        )
    except subprocess.TimeoutExpired as stopped:
        return (stopped.stdout or b"").decode(errors="replace"), False
    return (ended.stdout + ended.stderr).decode(errors="replace"), True


def sqlmap(
    folder: Path, base: str, target: Target, cookie: str, seconds: int, output: Path
) -> Result:
    """Boolean- and error-based, every parameter of the target."""
    command = [str(folder / "sqlmap"), "--batch", "--level=1", "--risk=1", "--technique=BE"]
    command += ["--dbms=postgresql", "--flush-session", "--disable-coloring", "--ignore-code=*"]
    command += [f"--output-dir={output}", f"--cookie={cookie}", f"--user-agent={AGENT}"]
    command += ["-p", ",".join(target.parameters), "--answers=follow=N,redirect=N,skip=N"]
    url = urljoin(base, target.path)
    if target.method == "GET":
        command += ["-u", f"{url}?{urlencode(target.fields)}"]
    else:
        command += ["-u", url, f"--data={urlencode(target.fields)}"]
    text, is_finished = _output(command, seconds)
    tested = set(TESTED.findall(text)) & set(target.parameters)
    found = {(target.path, name) for name in INJECTED.findall(text)}
    return Result(tested, found, is_finished)


def wapiti(
    folder: Path, base: str, targets: list[Target], cookie: str, seconds: int, output: Path
) -> Result:
    """Scripts, SQL, redirects, headers, commands and files, from every address of the targets."""
    report = output / "wapiti.json"
    command = [str(folder / "wapiti"), "-u", base, "--scope", "domain", "-d", "1", "-A", AGENT]
    command += ["-H", f"Cookie: {cookie}", "-m", SQL_MODULES, "-f", "json", "-o", str(report)]
    command += ["--max-scan-time", str(seconds), "--max-attack-time", str(seconds // 4)]
    command += ["--max-links-per-page", "1", "--flush-session", "--no-bugreport", "-v", "0"]
    command += ["--store-session", str(output), "--store-config", str(output), "--skip", TOKEN]
    command += ["-x", urljoin(base, "/konto/logga-ut/")]
    for target in targets:
        query = f"?{urlencode(target.fields)}" if target.method == "GET" and target.fields else ""
        start = target.path if target.method == "GET" else target.page
        command += ["-s", urljoin(base, start + query)]
    text, is_finished = _output(command, seconds + 120)
    if not report.exists():
        sys.exit(f"wapiti made no report: {text[-500:]}")
    found = set()
    for holes in json.loads(report.read_text())["vulnerabilities"].values():
        found |= {(hole["path"].split("?")[0], hole["parameter"]) for hole in holes}
    return Result(set(), found, is_finished)
