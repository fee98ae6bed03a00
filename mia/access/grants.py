"""What has to be in place after every migrate: grants, the roles' permissions, the identity key, a
data key.
"""

from django.conf import settings
from django.db import connections, transaction
from django.db.backends.utils import CursorWrapper

from mia.access import encryption
from mia.access.models import DataKey, RolePermission
from mia.access.roles import ROLES, Permission
from mia.core import sql

HMAC_BLOCK = 64  # bytes; RFC 2104
INNER_PAD = 0x36
OUTER_PAD = 0x5C


def after_migrate(*, using: str, **kwargs: object) -> None:
    """Receives post_migrate, as the owner of the database."""
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        cursor.execute(sql.load("mia.access", "grants.sql"))
        _store_identity_key(cursor)
        _store_permissions(using)
        _check_data_keys(using)


def _store_identity_key(cursor: CursorWrapper) -> None:
    """Put the key of signed identities where app.sign finds it."""
    key = settings.IDENTITY_KEY.ljust(HMAC_BLOCK, b"\0")
    pads = {"inner_pad": _padded(key, INNER_PAD), "outer_pad": _padded(key, OUTER_PAD)}
    cursor.execute(sql.load("mia.access", "identity_key.sql"), pads)


def _padded(key: bytes, pad: int) -> bytes:
    return bytes(byte ^ pad for byte in key)


def _store_permissions(using: str) -> None:
    """Make access_role_permission say what mia/access/roles.py says."""
    rows = []
    for role, info in ROLES.items():
        sees_whole = Permission.SEE_DELPROJEKT in info.permissions
        for permission in sorted(info.permissions):
            row = RolePermission(role=role, permission=permission, sees_whole_delprojekt=sees_whole)
            rows.append(row)
    table = RolePermission.objects.using(using)
    table.all().delete()
    table.bulk_create(rows)


def _check_data_keys(using: str) -> None:
    """Make the first data key. Raises ValueError when the key ring does not open those there are:
    it is another database's, or lacks a key.
    """
    encryption.forget()
    rows = list(DataKey.objects.using(using).all())
    for row in rows:
        encryption.unwrap(row)
    if not rows:
        encryption.make_data_key(1).save(using=using, force_insert=True)
