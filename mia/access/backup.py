"""Encrypted backups: pg_dump through age into a file, and back into a new database.

Left out are the key that signs identities and the live sessions and rate limits: a stolen backup
lets nobody in. What is encrypted in the application stays so. The recipient's private key is
nowhere near the server.
"""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import psycopg
import pyrage
from django.conf import settings
from psycopg import sql
from psycopg.conninfo import make_conninfo

from mia.core.whole_file import write_whole

# Made anew by `migrate` (the key), or of no use to anybody else
LEFT_OUT = ("app.secret", "app.cache", "public.django_session")
NOT_OF_PROGRAMS = {"options", "isolation_level", "pool"}


class BackupError(Exception):
    """The backup was not made or not restored; the text is one Swedish sentence."""


def read_recipients(texts: Sequence[str]) -> list[Any]:
    """Public keys (`age1…`). Raises BackupError."""
    try:
        return [pyrage.x25519.Recipient.from_str(text.strip()) for text in texts]
    except pyrage.RecipientError as error:
        raise BackupError("Mottagaren ska vara en publik nyckel från age, age1….") from error


def read_identities(file: Path) -> list[Any]:
    """The private keys in a file that age-keygen has written. Raises BackupError."""
    lines = [line.strip() for line in file.read_text().splitlines()]
    texts = [line for line in lines if line.startswith("AGE-SECRET-KEY-")]
    if not texts:
        raise BackupError(f"I filen {file} finns ingen privat nyckel från age.")
    try:
        return [pyrage.x25519.Identity.from_str(text) for text in texts]
    except pyrage.IdentityError as error:
        raise BackupError(f"Nyckeln i filen {file} går inte att läsa.") from error


def dump(database: Mapping[str, Any], file: Path, recipients: list[Any]) -> None:
    """Write an encrypted dump of the database; the file has its name when it is whole.

    `database` is an entry of DATABASES whose user may become mia_backup. Raises BackupError,
    OSError.
    """
    excluded = [f"--exclude-table-data={table}" for table in LEFT_OUT]
    command = ["pg_dump", "-Fc", *excluded, "-d", _conninfo(database)]
    with write_whole(file, beside=file.with_name(f"{file.name}.part")) as target:
        process = _start(command, database, "mia_backup", stdout=subprocess.PIPE)
        try:
            pyrage.encrypt_io(process.stdout, target, recipients)
        finally:
            _end(process)


def restore(database: Mapping[str, Any], name: str, file: Path, identities: list[Any]) -> None:
    """Restore a dump into the new database `name`; nothing is left of it if that goes wrong.

    `database` is an entry of DATABASES whose user may become mia_owner. Raises BackupError,
    OSError.
    """
    _administer(database, "CREATE DATABASE {}", name)
    try:
        _fill({**database, "NAME": name}, file, identities)
    except BaseException:
        _administer(database, "DROP DATABASE {}", name)
        raise


def _fill(database: Mapping[str, Any], file: Path, identities: list[Any]) -> None:
    options = ["--no-comments", "--exit-on-error", "--single-transaction"]
    command = ["pg_restore", *options, "-d", _conninfo(database)]
    process = _start(command, database, "mia_owner", stdin=subprocess.PIPE)
    try:
        with file.open("rb") as source:
            pyrage.decrypt_io(source, process.stdin, identities)
    except (pyrage.DecryptError, OSError) as error:
        if process.poll():  # the program ended first
            _end(process)
        process.kill()
        process.communicate()
        raise BackupError(
            "Filen går inte att öppna: nyckeln är en annan, eller filen är skadad."
        ) from error
    _end(process)


def _administer(database: Mapping[str, Any], statement: str, name: str) -> None:
    try:
        with psycopg.connect(
            _conninfo(database),
            password=database.get("PASSWORD") or None,
            autocommit=True,
            options="-c role=mia_owner",
        ) as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(name)))
    except psycopg.Error as error:
        raise BackupError(f"Databasen {name} går inte att göra: {error}".strip()) from error


def _conninfo(database: Mapping[str, Any]) -> str:
    """How to log in, without the password."""
    options = database.get("OPTIONS", {}).items()
    others = {name: value for name, value in options if name not in NOT_OF_PROGRAMS}
    fields = {"host": "HOST", "port": "PORT", "user": "USER", "dbname": "NAME"}
    own = {name: database[field] for name, field in fields.items() if database.get(field)}
    return make_conninfo("", **own, **others)


def _start(
    command: list[str],
    database: Mapping[str, Any],
    role: str,
    stdin: int | None = None,
    stdout: int | None = None,
) -> "subprocess.Popen[bytes]":
    """Run a program of PostgreSQL as the role; the password is in its environment only."""
    folder = settings.POSTGRES_PROGRAMS
    program = str(folder / command[0]) if folder else command[0]
    password = database.get("PASSWORD") or ""
    environment = os.environ | {"PGPASSWORD": password, "PGOPTIONS": f"-c role={role}"}
    return subprocess.Popen(  # noqa: S603 - our own program and arguments
        [program, *command[1:]],
        env=environment,
        stdin=stdin,
        stdout=stdout,
        stderr=subprocess.PIPE,
    )


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Wait until the program has ended. Raises BackupError with what it says."""
    pipe: IO[bytes] | None = process.stdin
    if pipe is not None:
        pipe.close()
        process.stdin = None
    errors = process.communicate()[1].decode(errors="replace").strip()
    if process.returncode != 0:
        raise BackupError(f"PostgreSQL säger: {errors}")
