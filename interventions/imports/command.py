"""What the two commands share: arguments, progress on standard error, last line and exit code."""

import argparse
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand, OutputWrapper

from interventions.imports import actions
from interventions.imports.report import ImportResult
from mia.access import identity
from mia.access.unit_of_work import unit_of_work
from mia.core.tabular import FileError

SECONDS = 2  # between two lines of progress


@dataclass
class ProgressLines:
    """Writes a line when a stage begins, and every other second."""

    out: OutputWrapper
    began_at: float = field(default_factory=time.monotonic)
    written_at: float = field(default_factory=time.monotonic)
    stage: str = ""

    def write(self, stage: str, rows: int) -> None:
        now = time.monotonic()
        if stage == self.stage and now - self.written_at < SECONDS:
            return
        self.written_at = now
        self.stage = stage
        row = ""
        if rows:
            row = f", rad {rows:,}".replace(",", " ")
        seconds = now - self.began_at
        self.out.write(f"{stage}{row} ({seconds:.0f} s)")


class ImportCommand(BaseCommand):
    """Imports a file of `content` as the system."""

    content: ClassVar[str]
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV (UTF-8) eller XLSX")
        parser.add_argument(
            "--dry-run", action="store_true", help="kontrollera bara, skriv ingenting"
        )
        parser.add_argument(
            "--reject-file", type=Path, help="läs in de rätta raderna och lägg de felaktiga här"
        )

    def handle(self, *args: object, **options: Any) -> None:
        try:
            _check_reject_file(options["file"], options["reject_file"])
            result = self._import(options)
        except FileError as error:
            self.stderr.write(str(error))
            result = ImportResult(is_blocked=True)
        else:
            self._report(result, options)
        self.stdout.write(result.summary())
        if result.problems or not result.rows:
            sys.exit(1)

    def _import(self, options: dict[str, Any]) -> ImportResult:
        name = f"import_{self.content}"
        route = f"manage.py {name}"
        with unit_of_work(identity.SYSTEM, source=name, route=route) as work:
            result = actions.import_file(
                options["file"],
                content=self.content,
                by=None,
                work=work,
                dry_run=options["dry_run"],
                reject=options["reject_file"],
                progress=ProgressLines(self.stderr).write,
            )
        return result  # noqa: RET504 - only now is the row of the access log written

    def _report(self, result: ImportResult, options: dict[str, object]) -> None:
        for problem in result.problems:
            self.stderr.write(str(problem))
        if result.is_blocked:
            self.stderr.write(_blocked_in_words(result))
        elif options["dry_run"]:
            self.stderr.write("Kontrollen är klar. Ingenting har skrivits.")
        elif result.problems:
            self.stderr.write(f"De felaktiga raderna finns i {options['reject_file']}.")
        elif not result.new and not result.changed:
            self.stderr.write("Allt i filen finns redan. Ingenting har ändrats.")


def _check_reject_file(file: Path, reject: Path | None) -> None:
    """Raises FileError when rejected rows could not be written there."""
    if reject is None:
        return
    if reject.resolve() == file.resolve():
        raise FileError(
            "De felaktiga raderna kan inte skrivas över filen som läses in. Välj ett annat namn."
        )
    if not reject.parent.is_dir():
        raise FileError(f"Mappen {reject.parent} finns inte. Skapa den, eller välj en annan plats.")


def _blocked_in_words(result: ImportResult) -> str:
    good = result.rows - result.wrong
    return (
        f"Ingenting lästes in: {result.wrong} rader har fel. {good} rader är utan fel"
        f" ({result.new} nya, {result.changed} ändrade)."
        " Rätta felen, eller läs in de rätta raderna med --reject-file."
    )
