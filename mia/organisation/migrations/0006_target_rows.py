"""Reference data of docs/domain.md §1.2 and §1.7: what each delprojekt promised, and in which ESF project."""

from datetime import date

from django.db import migrations

TARGETS = [
    ("OS", "MIA", 700, date(2016, 12, 1)),
    ("HBS", "MIA", 523, date(2016, 12, 1)),
    ("SODT", "MIA", 553, date(2016, 12, 1)),
    ("ROSL", "MIA_VIDARE", 300, date(2020, 6, 1)),
]


def load(apps, schema_editor):
    delprojekt = apps.get_model("organisation", "Delprojekt").objects
    projects = apps.get_model("organisation", "EsfProject").objects
    targets = apps.get_model("organisation", "Target").objects
    for delprojekt_code, project_code, persons, started_on in TARGETS:
        targets.create(
            delprojekt=delprojekt.get(code=delprojekt_code),
            project=projects.get(code=project_code),
            persons=persons,
            started_on=started_on,
        )


class Migration(migrations.Migration):
    dependencies = [("organisation", "0005_target")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
