"""Writes from files: many participants or contacts at once. `by` None is a command, which acts as
the system.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from django.db import transaction

from interventions.imports import engine
from interventions.imports.engine import Order, Progress
from interventions.imports.report import Result
from mia import audit
from mia.access import identity
from mia.access.identity import UnitOfWork
from mia.organisation.staff.models import Staff


def _acting(by: Staff | None, work: UnitOfWork) -> AbstractContextManager[None]:
    return nullcontext() if by is None else identity.elevated(work)


def _quiet(stage: str, rows: int) -> None:
    """Nobody waits for it."""


@transaction.atomic
def participants(
    path: Path,
    *,
    by: Staff | None,
    work: UnitOfWork,
    dry_run: bool = False,
    reject: Path | None = None,
    progress: Progress = _quiet,
) -> Result:
    """Import a file of enrolments; with `reject`, its wrong rows go there. Raises FileError, with
    nothing written.
    """
    with _acting(by, work):
        result = engine.import_participants(Order(path, by, work.today, dry_run, reject, progress))
    verb = "imported" if result.went_in else "checked"
    audit.record_event(
        audit.Action.IMPORT, f"participants.{verb}", count=result.persons, summary=result.summary()
    )
    return result


@transaction.atomic
def contacts(
    path: Path,
    *,
    by: Staff | None,
    work: UnitOfWork,
    dry_run: bool = False,
    reject: Path | None = None,
    progress: Progress = _quiet,
) -> Result:
    """Import a file of contacts; with `reject`, its wrong rows go there. Raises FileError, with
    nothing written.
    """
    with _acting(by, work):
        result = engine.import_contacts(Order(path, by, work.today, dry_run, reject, progress))
    verb = "imported" if result.went_in else "checked"
    audit.record_event(
        audit.Action.IMPORT, f"contacts.{verb}", count=result.persons, summary=result.summary()
    )
    return result


KINDS: dict[str, Callable[..., Result]] = {"participants": participants, "contacts": contacts}
