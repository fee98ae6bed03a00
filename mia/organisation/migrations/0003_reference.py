"""Reference data of domain §1.1, §1.2 and §1.7: förbund, delprojekt, municipalities and the two ESF projects."""

from datetime import date

from django.db import migrations

MIA = ("MIA", "MIA", "2016/00403", date(2016, 12, 1), date(2020, 8, 31), 2500)
MIA_VIDARE = ("MIA_VIDARE", "MIA Vidare", "", date(2020, 6, 1), date(2022, 12, 31), 1900)
BOTH, LATER, END = date(2016, 12, 1), date(2020, 6, 1), date(2022, 12, 31)
# code, name, förbund, target, first day, youngest, oldest, municipalities
DELPROJEKT = [
    ("OS", "MIA Östra Södertörn", "Östra Södertörn", 700, BOTH, 16, 64,
     {"0136": "Haninge", "0192": "Nynäshamn", "0138": "Tyresö"}),
    ("HBS", "MIA HBS", "Huddinge Botkyrka Salem", 523, BOTH, 18, 55,
     {"0126": "Huddinge", "0127": "Botkyrka", "0128": "Salem"}),
    ("VARNA", "MIA VärNa", "VärNa", None, BOTH, 16, 64, {"0120": "Värmdö", "0182": "Nacka"}),
    ("STHLM", "MIA Stockholms stad", "Stockholms stad", None, BOTH, 16, 64, {"0180": "Stockholm"}),
    ("SODT", "MIA Södertälje", "Södertälje", 553, BOTH, 16, 64, {"0181": "Södertälje"}),
    ("ROSL", "MIA Roslagen", "Roslagen", 300, BOTH, 16, 64,
     {"0162": "Danderyd", "0188": "Norrtälje", "0160": "Täby", "0115": "Vallentuna", "0187": "Vaxholm",
      "0117": "Österåker"}),
    ("SUND", "MIA Sundbyberg", "Sundbyberg", None, LATER, 16, 64, {"0183": "Sundbyberg", "0139": "Upplands-Bro"}),
    ("SUVS", "MIA SUVS", "Sollentuna Upplands Väsby Sigtuna", None, LATER, 16, 64,
     {"0163": "Sollentuna", "0114": "Upplands Väsby", "0191": "Sigtuna"}),
]  # fmt: skip


def load(apps, schema_editor):
    model = lambda name: apps.get_model("organisation", name).objects  # noqa: E731
    for code, name, reference, start, end, target in (MIA, MIA_VIDARE):
        model("EsfProject").create(
            code=code, name=name, reference=reference, started_on=start, ended_on=end, target=target
        )
    for code, name, forbund, target, start, youngest, oldest, places in DELPROJEKT:
        owner = model("Forbund").create(code=code, name=f"Samordningsförbundet {forbund}")
        row = model("Delprojekt").create(
            code=code, name=name, forbund=owner, target=target, started_on=start, ended_on=END, min_age=youngest,
            max_age=oldest,
        )
        for kommun, place in places.items():
            model("Municipality").create(code=kommun, name=place)
            row.municipalities.add(kommun)


class Migration(migrations.Migration):
    dependencies = [("organisation", "0002_scope")]
    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
