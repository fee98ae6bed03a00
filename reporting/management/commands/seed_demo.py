"""seed_demo: a synthetic county from a seed number (formats.md §6)."""

import os
import secrets
import sys
import time
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.management.base import BaseCommand, CommandParser

from mia.audit import identity, trail
from mia.audit.models import AccessLog
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
        self.stdout.write(
            f"Demodata: {built.staff} användare, {built.participants} deltagare, {built.enrolments} inskrivningar,"
            f" {built.contacts} kontakter."
        )
        self.stdout.write("Användare: cm.os, se.hbs, ledare.os, koordinator, utredare, admin och fler.")
        self.stdout.write(f"Lösenord för alla: {password}")

    def _build(self, options: dict[str, Any], password: str, progress: build.Progress) -> build.Built:
        trail.begin()
        try:
            with identity.acting_as(identity.SYSTEM, source="seed_demo") as work:
                built = build.build(
                    participants=options["participants"], seed=options["seed"], password=password, progress=progress
                )
                trail.did(AccessLog.Action.IMPORT, "demo.seeded", count=built.participants, seed=options["seed"])
                trail.flush(work, route="manage.py seed_demo", ip=None)
        finally:
            trail.end()
        return built

    def _keep(self, password: str) -> None:
        """For those who start the server a second time; readable by its owner only."""
        settings.DATA.mkdir(mode=0o700, parents=True, exist_ok=True)
        path = settings.DATA / "demo-password"
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w") as file:
            file.write(password + "\n")
