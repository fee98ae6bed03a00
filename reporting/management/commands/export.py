"""`export SLUG --as USERNAME … --output PATH`: the same files as the pages, with that user's
rights (docs/formats.md §4).
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO
from uuid import uuid4

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from mia.access.unit_of_work import unit_of_work
from mia.core.whole_file import write_whole
from mia.organisation.staff.models import Staff
from reporting.exports import project_end
from reporting.exports.about import FileOrigin
from reporting.exports.declaration import Export
from reporting.exports.registry import EXPORTS
from reporting.exports.request import ReportError, ReportRequest, choose
from reporting.runs import actions as runs_actions

STDOUT = "-"


class Command(BaseCommand):
    help = "Ta ut en rapport till en fil. --list visar vilka som finns."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("slug", nargs="?", default="", metavar="SLUG")
        parser.add_argument(
            "--list",
            action="store_true",
            help="visa rapporterna, deras format och rätten de kräver",
        )
        parser.add_argument(
            "--as",
            dest="username",
            default="",
            metavar="USERNAME",
            help="vems rättigheter som gäller",
        )
        parser.add_argument(
            "--delprojekt",
            nargs="+",
            default=[],
            metavar="CODE",
            help="utan: alla som användaren får",
        )
        parser.add_argument("--month", default="", metavar="ÅÅÅÅ-MM")
        parser.add_argument("--from", dest="from_on", default="", metavar="DATE")
        parser.add_argument("--to", dest="to_on", default="", metavar="DATE")
        parser.add_argument(
            "--projekt", default="", metavar="CODE", help="ESF-projekt; utan: alla, eller månadens"
        )
        parser.add_argument("--programme", default="", metavar="2014|2021")
        parser.add_argument(
            "--exact", action="store_true", help="visa små tal; kräver rätten, skrivs i loggen"
        )
        parser.add_argument("--format", dest="extension", default="csv", metavar="csv|xlsx|pdf")
        parser.add_argument("--output", default="", metavar="PATH", help="- är standard ut")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["list"]:
            self.stdout.write(_listing())
            return
        try:
            errors = _run(options)
        except ReportError as error:
            raise CommandError(str(error)) from None
        except OSError as error:
            raise CommandError(
                f"Filen {options['output']} gick inte att skriva: {error.strerror}."
            ) from None
        for sentence in errors:
            self.stderr.write(sentence)


def _listing() -> str:
    """A line per export: slug, title, formats and the permission, in columns."""
    rows = []
    for export in EXPORTS.values():
        formats = ", ".join(export.formats)
        rows.append((export.slug, export.title, formats, str(export.permission.label)))
    slug_width, title_width, formats_width, _ = (
        max(map(len, column)) for column in zip(*rows, strict=True)
    )
    lines = []
    for slug, title, formats, permission in rows:
        cells = [slug.ljust(slug_width), title.ljust(title_width), formats.ljust(formats_width)]
        lines.append("  ".join([*cells, permission]))
    return "\n".join(lines)


def _run(options: dict[str, Any]) -> list[str]:
    """Make the file; what has to be mended though it was made. Raises ReportError, OSError."""
    export = _export(options["slug"], options["extension"])
    if not options["output"]:
        raise ReportError("Ange vart filen ska skrivas med --output, eller - för standard ut.")
    user = _user(options["username"])
    report_request = ReportRequest(
        month=options["month"],
        from_on=_day(options["from_on"]),
        to_on=_day(options["to_on"]),
        delprojekt=tuple(options["delprojekt"]),
        project=options["projekt"],
        programme=options["programme"],
        exact=options["exact"],
    )
    extension = options["extension"]
    origin = FileOrigin(user.name, timezone.localtime())
    errors = []
    # The file takes its name when the unit of work is committed.
    with _finished(options["output"]) as file, unit_of_work(user.pk, source="export") as work:
        scope = choose(user, export, report_request, today=work.today)
        if export.is_per_project:
            # Read before anything is written: a replica answers only until then.
            errors = project_end.errors(scope)
        runs_actions.make(export, scope, by=user, extension=extension, file=file, origin=origin)
    return errors


def _export(slug: str, extension: str) -> Export:
    export = EXPORTS.get(slug)
    if export is None:
        slugs = ", ".join(EXPORTS)
        if not slug:
            raise ReportError(f"Ange en rapport: {slugs}.")
        raise ReportError(f"Rapporten {slug} finns inte. Välj en av {slugs}.")
    if extension not in export.formats:
        raise ReportError(
            f"{slug} finns inte i formatet {extension}. Välj {' eller '.join(export.formats)}."
        )
    return export


def _user(username: str) -> Staff:
    """The same sentence for who does not exist and who may not log in."""
    if not username:
        raise ReportError("Ange vem med --as.")
    user: Staff | None = Staff.objects.filter(username__iexact=username, is_active=True).first()
    if user is None:
        raise ReportError(f"Det finns ingen användare {username} som får logga in.")
    return user


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ReportError(
            f"{text} är inget datum. Skriv ÅÅÅÅ-MM-DD, till exempel 2021-03-01."
        ) from None


@contextmanager
def _finished(output: str) -> Iterator[BinaryIO]:
    """A file beside the one asked for, that takes its name when all is written and committed; on
    failure nothing.
    """
    if output == STDOUT:
        with tempfile.TemporaryFile() as file:
            yield file
            file.seek(0)
            shutil.copyfileobj(file, sys.stdout.buffer)
            sys.stdout.buffer.flush()
        return
    target = Path(output)
    with write_whole(target, beside=target.with_name(f".{target.name}.{uuid4().hex}")) as file:
        yield file
