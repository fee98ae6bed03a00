"""The two scanners, in a virtual environment of their own, each with a bound of time."""

import json
import re
import subprocess
import venv
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urljoin, urlsplit

from scan.reader import AGENT, TOKEN, Target

HERE = Path(__file__).resolve().parent
# `file` and `exec` send hundreds of requests for each parameter; MIA opens no file and runs no
# command that a request names, which ruff and bandit look for.
WAPITI_MODULES = "sql,xss,permanentxss,redirect,crlf"
INJECTED = re.compile(r"Parameter: (\S+) \((?:GET|POST|URI)\)")
# What sqlmap then takes back as a false positive is told too: a page of ours that says what went
# wrong has words in common with the page that it should differ from.
SUSPECTED = re.compile(r"(?:GET|POST) parameter '([^']+)' appears to be")
# What sqlmap says when it has ended with a parameter, not when it begins.
TESTED = re.compile(r"(?:GET|POST) parameter '([^']+)' (?:does not seem|is |appears)")
HOLE = re.compile(r" in (\S+) via injection in the parameter (\S+)")


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
    command = ["nice", "-n", "10", *command]
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
    """Boolean- and error-based, every parameter of the target.

    Pages are compared by their text: a form's token is another each time.
    """
    command = [str(folder / "sqlmap"), "--batch", "--level=1", "--risk=1", "--technique=BE"]
    command += ["--dbms=postgresql", "--flush-session", "--disable-coloring", "--ignore-code=*"]
    command += ["--text-only", "--skip-waf", "--answers=follow=N,redirect=N,skip=N"]
    command += [f"--output-dir={output}", f"--cookie={cookie}", f"--user-agent={AGENT}"]
    command += ["-p", ",".join(target.parameters)]
    url = urljoin(base, target.path)
    if target.method == "GET":
        command += ["-u", f"{url}?{urlencode(target.fields)}"]
    else:
        command += ["-u", url, f"--data={urlencode(target.fields)}"]
    text, is_finished = _output(command, seconds)
    tested = set(TESTED.findall(text)) & set(target.parameters)
    names = INJECTED.findall(text) + SUSPECTED.findall(text)
    found = {(target.path, name) for name in names}
    return Result(tested, found, is_finished)


def wapiti(
    folder: Path, base: str, targets: list[Target], cookie: str, seconds: int, output: Path
) -> Result:
    """Scripts, SQL, redirects and headers, from every address of the targets.

    The pages are looked for in a third of the time, and each module has a share of the rest.
    """
    report = output / "wapiti.json"
    report.unlink(missing_ok=True)
    share = seconds * 2 // 3 // len(WAPITI_MODULES.split(","))
    command = [str(folder / "wapiti"), "-u", base, "--scope", "domain", "-d", "1", "-A", AGENT]
    command += ["-H", f"Cookie: {cookie}", "-m", WAPITI_MODULES, "-f", "json", "-o", str(report)]
    command += ["--max-scan-time", str(seconds // 3), "--max-attack-time", str(share)]
    command += ["--max-links-per-page", "1", "--flush-session", "--no-bugreport", "-v", "1"]
    command += ["--store-session", str(output), "--store-config", str(output), "--skip", TOKEN]
    command += ["-x", urljoin(base, "/konto/logga-ut/")]
    for target in targets:
        query = f"?{urlencode(target.fields)}" if target.method == "GET" and target.fields else ""
        start = target.path if target.method == "GET" else target.page
        command += ["-s", urljoin(base, start + query)]
    text, is_finished = _output(command, seconds + 60)
    return Result(set(), holes_of(text, report), is_finished and report.exists())


def holes_of(text: str, report: Path) -> set[tuple[str, str]]:
    """What wapiti found: in its report, and in what it wrote before it was stopped without one."""
    found = {(urlsplit(address).path, name) for address, name in HOLE.findall(text)}
    if report.exists():
        for holes in json.loads(report.read_text())["vulnerabilities"].values():
            found |= {(urlsplit(hole["path"]).path, hole["parameter"]) for hole in holes}
    return found
