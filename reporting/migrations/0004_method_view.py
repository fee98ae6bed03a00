"""The window through which figures count methods, protected persons included. Forward only."""

from django.db import migrations

VIEW = """
CREATE VIEW reporting_method WITH (security_barrier) AS
SELECT m.enrolment_id, m.delprojekt_id, m.method, m.started_on, m.ended_on
FROM interventions_methodwork m
WHERE m.delprojekt_id = ANY ((SELECT app.figure_dps())::bigint[]);
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0002_policies")]
    operations = [migrations.RunSQL(VIEW)]
