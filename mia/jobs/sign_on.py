"""The job of a sign-on: memberships follow the provider's groups (OIDC_GROUPS).

A page may not act as the system, and nobody gives themselves roles. So the page that a sign-on ends
on puts the ID token aside and starts this job, which believes nothing but the provider's signature,
and each token once: whoever writes a row or a file of a job gives nobody a role. The token lies in
the job's private folder, never in its row, which stays.
"""

import hashlib
import logging
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, NoReturn

from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.db import connection, transaction
from requests import RequestException

from mia.access import identity
from mia.access.unit_of_work import unit_of_work
from mia.core import sql
from mia.core.sign_on import SignOn
from mia.jobs import files, queue
from mia.jobs.enums import JobState
from mia.jobs.handlers import Attempt, JobRefused
from mia.jobs.models import Job
from mia.organisation.login import groups, id_token, provider_keys
from mia.organisation.staff.models import Staff

logger = logging.getLogger(__name__)
KIND = "sign_on"
TOKEN = "id_token"  # noqa: S105 - the name of the file that has it
LIFETIME = timedelta(hours=1)  # of a token whose job has not been done, from its sign-on
REFUSED = "Rollerna kunde inte hämtas. Logga in igen."
EVENT = "sign_on.roles_refused"


class ProviderSilent(Exception):
    """The provider did not answer; to be tried again."""


def ask_for_roles(staff: Staff, token: str, *, provider: str, at: datetime) -> None:
    """Start the job with the token of the person's sign-on, in the person's own name.

    A full disk stops nobody's log-in: the job then finds no token, and changes nothing.
    """
    job, _ = queue.start(KIND, {"provider": provider}, owner=staff, at=at)
    try:
        with files.write(job, TOKEN) as file:
            file.write(token.encode())
    except OSError:
        logger.exception("the token of a sign-on could not be written")


def is_waiting(staff: Staff) -> bool:
    """Whether the roles of the person's groups are still to come."""
    unfinished = [JobState.WAITING, JobState.WORKING]
    jobs = Job.objects.visible_to(staff).filter(kind=KIND, state__in=unfinished)
    return bool(jobs.exists())


class SignOnHandler:
    """Gives and ends the owner's memberships as the token says; the result is the number of its
    groups. The token is removed with the job's end.
    """

    kind = KIND
    lifetime = LIFETIME
    source = "konto"

    def perform(self, job: Job, attempt: Attempt) -> dict[str, int]:
        sign_on: SignOn | None = settings.SIGN_ON
        try:
            if sign_on is None or not sign_on.groups:
                raise JobRefused(REFUSED)
            claims = _claims(job, sign_on, now=attempt.began_at)
            _check_subject(claims, attempt.person, sign_on)
        except JobRefused:
            files.remove(job)
            raise
        names = sign_on.groups_of(claims)
        # The owner's own unit of work has shown nothing; what is done here is the system's.
        with unit_of_work(identity.SYSTEM, source=self.source) as work:
            if not _is_first_use(job, claims):
                _refuse(job)
            kept = groups.follow(attempt.person, names, table=sign_on.groups, today=work.today)
        transaction.on_commit(partial(files.remove, job))
        result = {"groups": len(names)}
        if kept:
            result["kept"] = kept
        return result


def _refuse(job: Job) -> NoReturn:
    files.remove(job)
    raise JobRefused(REFUSED, event=EVENT)


def _is_first_use(job: Job, claims: dict[str, Any]) -> bool:
    """Whether neither this token nor a later one of the person has given roles.

    What the provider has signed is compared, for the signature itself can be written in several
    ways.
    """
    content, _, _ = files.path_of(job, TOKEN).read_text().rpartition(".")
    params: dict[str, bytes | int | datetime] = {
        "digest": hashlib.sha256(content.encode()).digest(),
        "staff": job.owner_id,
        "issued_at": datetime.fromtimestamp(claims["iat"], tz=UTC),
    }
    with connection.cursor() as cursor:
        cursor.execute(sql.load("mia.jobs", "accept_sign_on_token.sql"), params)
        row = cursor.fetchone()
    return bool(row and row[0])


@dataclass(frozen=True)
class UnfinishedSignOn:
    """Somebody whose roles did not follow the provider at the last sign-on, in whole."""

    staff_id: int
    name: str
    asked_at: datetime
    state: str
    kept: int

    @property
    def text(self) -> str:
        if self.state == JobState.FAILED:
            return "Rollerna hämtades inte. Personen kan logga in igen."
        if self.state != JobState.READY:
            return "Rollerna är inte hämtade än."
        return (
            f"Uppdrag som inte kunde avslutas: {self.kept}. Troligen ansvarar personen ensam för"
            " deltagare med skyddade personuppgifter, som först måste lämnas över."
        )


def unfinished() -> list[UnfinishedSignOn]:
    """For administrators, the latest first; empty for others."""
    with connection.cursor() as cursor:
        cursor.execute(sql.load("mia.jobs", "unfinished_sign_ons.sql"))
        rows = cursor.fetchall()
    return [UnfinishedSignOn(*row) for row in rows]


def _claims(job: Job, sign_on: SignOn, *, now: datetime) -> dict[str, Any]:
    """What the provider has signed, not long ago. Raises JobRefused, ProviderSilent."""
    try:
        token = files.path_of(job, TOKEN).read_text()
        keys = _keys(sign_on)
        claims = id_token.read(token, keys=keys, issuer=sign_on.issuer, client_id=sign_on.client_id)
    except (OAuth2Error, FileNotFoundError, UnicodeDecodeError) as error:
        logger.warning("the token of a sign-on was refused: %s", error.__class__.__name__)
        raise JobRefused(REFUSED, event=EVENT) from error
    if now.timestamp() - claims["iat"] > LIFETIME.total_seconds():
        raise JobRefused(REFUSED, event=EVENT)
    return claims


def _keys(sign_on: SignOn) -> dict[str, Any]:
    try:
        return provider_keys.fetch(sign_on)
    except (RequestException, KeyError, ValueError) as error:
        raise ProviderSilent from error


def _check_subject(claims: dict[str, Any], person: Staff, sign_on: SignOn) -> None:
    """Raise JobRefused unless the token is about the person whose job it is."""
    links = SocialAccount.objects.filter(provider=sign_on.provider_id, uid=claims["sub"])
    if not links.filter(user=person).exists():
        raise JobRefused(REFUSED, event=EVENT)
