"""What seals rest on: each row of the access log says which transaction wrote it. Forward only.

`cluster` is PostgreSQL's own name for the server (made at initdb). Transaction numbers begin again in a new cluster, so
after a restore from a dump the old rows keep their seals and new rows begin a range of their own.
"""

from django.db import migrations, models

SQL = """
ALTER TABLE audit_accesslog
    ADD COLUMN xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
    ADD COLUMN cluster bigint NOT NULL DEFAULT (pg_control_system()).system_identifier;
CREATE INDEX accesslog_by_transaction ON audit_accesslog (cluster, xid);

-- Everyone adds, in their own name, now; only the system reads. Nobody but the owner can date or sign a row otherwise.
ALTER TABLE audit_accesslog ENABLE ROW LEVEL SECURITY;
CREATE POLICY added ON audit_accesslog FOR INSERT TO mia_app WITH CHECK (
    xid = pg_current_xact_id() AND cluster = (SELECT system_identifier FROM pg_control_system())
    AND at BETWEEN now() - interval '1 minute' AND clock_timestamp() + interval '1 minute'
    AND (actor IS NOT DISTINCT FROM (SELECT app.uid()) OR (SELECT app.is_system()))
);
CREATE POLICY system ON audit_accesslog FOR SELECT TO mia_app USING ((SELECT app.is_system()));

ALTER TABLE audit_seal ENABLE ROW LEVEL SECURITY;
CREATE POLICY system ON audit_seal TO mia_app USING ((SELECT app.is_system())) WITH CHECK ((SELECT app.is_system()));
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_initial")]
    operations = [
        migrations.AddField(
            "seal", "cluster", models.BigIntegerField(default=0, verbose_name="databaskluster"), preserve_default=False
        ),
        migrations.RunSQL(SQL),
    ]
