"""What the three database roles may do. Run after every migrate, so that no table is forgotten.

mia_owner owns everything and is used by migrations only; mia_app works under the policies;
mia_backup reads all.
"""

from typing import Any

from django.conf import settings
from django.db import connections

# Trails: they can be added to and read under their policies, never changed, by anyone but their
# owner.
APPEND_ONLY = ("audit_accesslog", "audit_seal")

GRANTS = """
GRANT USAGE ON SCHEMA public, app TO mia_app;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO mia_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO mia_app;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA app FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA app TO mia_app;
REVOKE ALL ON app.secret FROM PUBLIC, mia_app;
REVOKE EXECUTE ON FUNCTION app.sign(text), app.keep(text, text) FROM mia_app;
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM mia_app;
GRANT USAGE ON SCHEMA public, app TO mia_backup;
"""


def after_migrate(**kwargs: Any) -> None:
    """Give the rights, take back what the trails must not allow, and put the identity key where
    policies find it.
    """
    with connections[kwargs["using"]].cursor() as cursor:
        cursor.execute(GRANTS)
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
            " AND (tablename = ANY(%s) OR tablename LIKE %s)",
            [list(APPEND_ONLY), "%event"],
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f'REVOKE UPDATE, DELETE, TRUNCATE ON "{table}" FROM mia_app')
        cursor.execute("SELECT viewname FROM pg_views WHERE schemaname = 'public'")
        for (
            view,
        ) in cursor.fetchall():  # a view that runs as its owner would write past the policies
            cursor.execute(f'REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON "{view}" FROM mia_app')
        cursor.execute("DELETE FROM app.secret")
        inner, outer = (
            bytes(byte ^ pad for byte in settings.IDENTITY_KEY.ljust(64, b"\0"))
            for pad in (0x36, 0x5C)
        )
        cursor.execute(
            "INSERT INTO app.secret (inner_pad, outer_pad) VALUES (%s, %s)", [inner, outer]
        )
