"""seed_demo: a synthetic county from a seed number (docs/formats.md §6)."""

import os
import secrets
import sys
import time
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandParser

from mia import audit
from mia.access import identity
from mia.access.unit_of_work import unit_of_work
from reporting.demo import build

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is read as something else


class Command(BaseCommand):
    help = "Bygger ett påhittat län i en tom databas."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--participants", type=int, default=3500, help="antal deltagare (3500)")
        parser.add_argument("--seed", type=int, default=1, help="samma tal ger samma data (1)")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        password = "-".join("".join(secrets.choice(LETTERS) for _ in range(5)) for _ in range(4))

        def progress(stage: str) -> None:
            self.stderr.write(f"{time.monotonic() - began:5.1f} s  {stage}")

        try:
            built = self._build(options, make_password(password), progress)
        except build.NotPossible as error:
            self.stderr.write(str(error))
            sys.exit(1)
        self._keep(password)
        self.stdout.write(f"Demodata: {self._list_counts(built)}.")
        self.stdout.write(
            "Användare: cm.os, se.hbs, ledare.os, koordinator, utredare, granskare (av loggen),"
            " admin och fler."
        )
        self.stdout.write(f"Lösenord för alla: {password}")

    def _build(
        self, options: dict[str, Any], password: str, progress: build.Progress
    ) -> build.Built:
        with unit_of_work(identity.SYSTEM, source="seed_demo", route="manage.py seed_demo"):
            built = build.build(
                participants=options["participants"],
                seed=options["seed"],
                password=password,
                progress=progress,
            )
            audit.record_event(
                audit.Action.IMPORT,
                "demo.seeded",
                count=options["participants"],
                seed=options["seed"],
            )
        return built

    def _list_counts(self, built: build.Built) -> str:
        """For example "200 användare, 3500 deltagare, 3600 inskrivningar"."""
        counts = [f"{built.staff} användare"]
        for model, number in built.rows.items():
            counts.append(f"{number} {model._meta.verbose_name_plural}")
        return ", ".join(counts)

    def _keep(self, password: str) -> None:
        """For those who start the server a second time; readable by its owner only."""
        settings.DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = settings.DATA / "demo-password"
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(password + "\n")
