"""The second wall round contacts, notes and method work. Forward only."""

from django.db import migrations

from mia.access.policies import copies_scope, on_enrolment, on_events

SQL = (
    on_enrolment("interventions_contact", deletable=True)
    + on_enrolment("interventions_note", notes=True, deletable=True)
    + on_enrolment("interventions_methodwork")
    + on_events("interventions_contactevent")
    + on_events("interventions_noteevent", notes=True)
    + on_events("interventions_methodworkevent")
    + copies_scope("interventions_contact")
    + copies_scope("interventions_note")
    + copies_scope("interventions_methodwork")
)


class Migration(migrations.Migration):
    dependencies = [("interventions", "0001_initial"), ("participants", "0002_policies")]
    operations = [migrations.RunSQL(SQL)]
