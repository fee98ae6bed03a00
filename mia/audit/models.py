"""What happened: who saw whom, and the seals that show whether the access log was changed.

No foreign keys: the log outlives what it speaks of, and the application never decides anything
from it.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now

from mia.audit.enums import Action
from mia.core.uuid7 import uuid7


class AccessLog(models.Model):
    """One row per response that showed, changed, exported or was refused something about a person.

    The table has two more columns, which the database fills in and only seals read: `xid`, the
    transaction that wrote the row, and `cluster` (mia/audit/sql/tables/audit_accesslog.sql).
    """

    at = models.DateTimeField("tidpunkt", db_default=Now())
    actor = models.BigIntegerField("användare", null=True)
    action = models.CharField("handling", max_length=20, choices=Action)
    event = models.CharField("händelse", max_length=60)
    route = models.CharField("sida", max_length=120)
    participants = ArrayField(models.UUIDField(), verbose_name="deltagare", default=list)
    count = models.IntegerField("antal personer", default=0)
    request_id = models.UUIDField("begäran")
    ip = models.GenericIPAddressField("adress", null=True)
    extra = models.JSONField("övrigt", default=dict)

    class Meta:
        verbose_name = "åtkomst"
        verbose_name_plural = "åtkomster"
        indexes = [
            models.Index(fields=["actor", "-at"], name="accesslog_by_actor"),
            models.Index(fields=["-at"], name="accesslog_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.event}"


class Seal(models.Model):
    """A fingerprint over a range of the access log or of one event table of the change history,
    chained to the one before and signed with a key outside.
    """

    number = models.BigIntegerField("nummer", primary_key=True)
    sealed_at = models.DateTimeField("förseglad", db_default=Now())
    table = models.CharField("tabell", max_length=63)
    columns = ArrayField(models.CharField(max_length=63), verbose_name="kolumner")
    cluster = models.BigIntegerField("databaskluster")
    first_xid = models.BigIntegerField("från och med transaktion")
    end_xid = models.BigIntegerField("till transaktion")
    rows = models.BigIntegerField("rader")
    previous = models.BinaryField("föregående")
    head = models.BinaryField("fingeravtryck")
    signature = models.BinaryField("signatur")

    class Meta:
        verbose_name = "försegling"
        verbose_name_plural = "förseglingar"
        indexes = [models.Index(fields=["table", "cluster", "end_xid"], name="seal_by_range")]

    def __str__(self) -> str:
        return f"försegling {self.number}"


class DisposedRows(models.Model):
    """What one disposal left of the rows of one seal: their keys and their fingerprints, encrypted
    with the key of the seals (mia/audit/disposed.py).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    seal = models.BigIntegerField("försegling")
    disposal = models.UUIDField("gallring")
    rows = models.IntegerField("rader")
    content = models.TextField("fingeravtryck")

    class Meta:
        verbose_name = "gallrade rader i en försegling"
        verbose_name_plural = "gallrade rader i förseglingar"
        indexes = [models.Index(fields=["seal"], name="disposedrows_by_seal")]

    def __str__(self) -> str:
        return f"{self.rows} rader i försegling {self.seal}"
