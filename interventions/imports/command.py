"""What the two commands share: arguments, progress on standard error, the last line, the exit code."""

import argparse
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar

from django.core.management.base import BaseCommand

from interventions.imports.report import Result
from mia.access import identity
from mia.access.unit_of_work import unit_of_work
from mia.core.tabular import FileError


class ImportCommand(BaseCommand):
    """`action` is the write of interventions.actions.imports that the command runs as the system."""

    name: ClassVar[str]
    action: ClassVar[Callable[..., Result]]
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="CSV (UTF-8) eller XLSX")
        parser.add_argument(
            "--dry-run", action="store_true", help="kontrollera bara, skriv ingenting"
        )
        parser.add_argument(
            "--reject-file", type=Path, help="läs in de rätta raderna och lägg de felaktiga här"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            result = self._run(options)
        except FileError as error:
            self.stderr.write(str(error))
            result = Result(blocked=True)
        else:
            self._tell(result, options)
        self.stdout.write(result.summary())
        if result.problems or not result.rows:
            sys.exit(1)

    def _run(self, options: dict[str, Any]) -> Result:
        reject: Path | None = options["reject_file"]
        if reject and reject.resolve() == options["file"].resolve():
            raise FileError(
                "De felaktiga raderna kan inte skrivas över filen som läses in. Välj ett annat namn."
            )
        if reject and not reject.parent.is_dir():
            raise FileError(
                f"Mappen {reject.parent} finns inte. Skapa den, eller välj en annan plats."
            )
        with unit_of_work(
            identity.SYSTEM, source=self.name, route=f"manage.py {self.name}"
        ) as work:
            result = type(self).action(
                options["file"],
                by=None,
                work=work,
                dry_run=options["dry_run"],
                reject=reject,
                progress=self._progress(),
            )
        return result

    def _progress(self) -> Callable[[str, int], None]:
        began = last = time.monotonic()
        before = ""

        def tell(stage: str, rows: int) -> None:
            nonlocal last, before
            now = time.monotonic()
            if stage != before or now - last >= 2:
                last, before = now, stage
                many = f", rad {rows:,}".replace(",", " ") if rows else ""
                self.stderr.write(f"{stage}{many} ({now - began:.0f} s)")

        return tell

    def _tell(self, result: Result, options: dict[str, Any]) -> None:
        for problem in result.problems:
            self.stderr.write(str(problem))
        if result.blocked:
            good = result.rows - result.wrong
            self.stderr.write(
                f"Ingenting lästes in: {result.wrong} rader har fel. {good} rader är utan fel ({result.new} nya,"
                f" {result.changed} ändrade). Rätta felen, eller läs in de rätta raderna med --reject-file."
            )
        elif options["dry_run"]:
            self.stderr.write("Kontrollen är klar. Ingenting har skrivits.")
        elif result.problems:
            self.stderr.write(f"De felaktiga raderna finns i {options['reject_file']}.")
        elif not result.new and not result.changed:
            self.stderr.write("Allt i filen finns redan. Ingenting har ändrats.")
