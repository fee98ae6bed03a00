"""The second wall round orders: each is seen and changed by the one who ordered it, and by the system. Forward only."""

from django.db import migrations

from mia.access.policies import enable, floor

OWN = "ordered_by_id = (SELECT app.uid())"

SQL = (
    enable("reporting_reportorder")
    + floor("reporting_reportorder", OWN)
    + f"""
CREATE POLICY seen ON reporting_reportorder FOR SELECT TO mia_app USING ({OWN});
CREATE POLICY added ON reporting_reportorder FOR INSERT TO mia_app WITH CHECK ({OWN});
CREATE POLICY changed ON reporting_reportorder FOR UPDATE TO mia_app USING ({OWN}) WITH CHECK ({OWN});
"""
    + enable("reporting_reportorderevent")
    + f"""
CREATE POLICY seen ON reporting_reportorderevent FOR SELECT TO mia_app USING ({OWN});
CREATE POLICY added ON reporting_reportorderevent FOR INSERT TO mia_app WITH CHECK (true);
"""
)


class Migration(migrations.Migration):
    dependencies = [("reporting", "0006_order")]
    operations = [migrations.RunSQL(SQL)]
