"""What an exit reason counts as is asked of its own row."""

from django.db import migrations

from mia.core import sql

OBJECTS = [
    sql.load("participants", "functions/is_counted.sql"),
    sql.load("reporting", "views/reporting_fact.sql"),
    sql.load("reporting", "views/reporting_identity.sql"),
]


class Migration(migrations.Migration):
    dependencies = [("reporting", "0007_order_policies")]
    operations = [migrations.RunSQL(statements) for statements in OBJECTS]
