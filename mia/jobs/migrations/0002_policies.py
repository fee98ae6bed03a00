"""Row-level security of jobs (mia/jobs/sql/policies.sql). Forward only."""

from django.db import migrations

from mia.core import sql


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial"), ("audit", "0001_identity")]
    operations = [migrations.RunSQL(sql.load("mia.jobs", "policies.sql"))]
