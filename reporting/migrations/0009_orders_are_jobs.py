"""An ordered file is a job (mia.jobs) from here on."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("reporting", "0008_is_counted")]
    operations = [
        migrations.DeleteModel(name="ReportOrderEvent"),
        migrations.DeleteModel(name="ReportOrder"),
    ]
