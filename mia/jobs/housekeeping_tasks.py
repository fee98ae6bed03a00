"""The housekeeping of what no feature above has: sessions, limits, files, drafts, access log."""

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.db.models.functions import Now

from mia.access import cache, identity
from mia.access.unit_of_work import unit_of_work
from mia.audit import seals
from mia.jobs import files
from mia.jobs.housekeeping import DAY, HousekeepingFailed, HousekeepingTask
from mia.organisation.drafts.models import Draft
from mia.organisation.sessions import actions as sessions_actions
from mia.organisation.sessions import models as sessions


def _seal() -> str:
    made = seals.seal(key=settings.AUDIT_SEAL_KEY)
    if not made:
        return "Inget nytt att försegla."
    last = made[-1]
    return f"Försegling {last.number}: {bytes(last.head).hex()}"


def _verify() -> str:
    report = seals.verify(key=settings.AUDIT_SEAL_KEY, former=settings.AUDIT_SEAL_KEY_FALLBACKS)
    if report.faults:
        raise HousekeepingFailed(
            f"Fel i förseglingarna: {len(report.faults)}. Kör verify_audit, som säger vilka."
        )
    return f"Förseglingar som stämmer: {report.seals}."


def _sweep_files() -> str:
    files.sweep()
    return "Filer vars tid är ute är borttagna."


def _clear_sessions() -> str:
    import_module(settings.SESSION_ENGINE).SessionStore.clear_expired()
    return "Sessioner som har gått ut är borttagna."


def _sweep_limits() -> str:
    return f"Borttagna räknare: {cache.sweep()}."


def _forget_log_ins() -> str:
    with unit_of_work(identity.SYSTEM, source="housekeeping forget_log_ins"):
        removed = sessions_actions.forget(by=None, at=Now())
    return f"Borttagna inloggningar: {removed}. De sparas {sessions.KEPT.days} dagar."


def _sweep_drafts() -> str:
    count, _ = Draft.objects.old().delete()
    return f"Borttagna utkast: {count}."


SEAL = HousekeepingTask("seal_audit", "Försegling av åtkomstloggen", timedelta(minutes=1), _seal)
SWEEP_FILES = HousekeepingTask("sweep_files", "Rensning av filer", timedelta(hours=1), _sweep_files)
CLEAR_SESSIONS = HousekeepingTask("clearsessions", "Rensning av sessioner", DAY, _clear_sessions)
FORGET_LOG_INS = HousekeepingTask(
    "forget_log_ins", "Rensning av gamla inloggningar", DAY, _forget_log_ins
)
SWEEP_LIMITS = HousekeepingTask(
    "sweep_limits", "Rensning av räknare för inloggningsförsök", timedelta(hours=1), _sweep_limits
)
SWEEP_DRAFTS = HousekeepingTask("sweep_drafts", "Rensning av gamla utkast", DAY, _sweep_drafts)
VERIFY = HousekeepingTask("verify_audit", "Kontroll av åtkomstloggen", DAY, _verify)
