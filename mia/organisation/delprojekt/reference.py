"""The organisation as it is from the beginning (docs/domain.md §1.1, §1.2 and §1.7): ESF projects,
förbund, delprojekt, municipalities and targets. Administrators edit them afterwards.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps.registry import Apps

ESF_PROJECTS: list[dict[str, Any]] = [
    {
        "code": "MIA",
        "name": "MIA",
        "reference": "2016/00403",
        "started_on": date(2016, 12, 1),
        "ended_on": date(2020, 8, 31),
        "target": 2500,
    },
    {
        "code": "MIA_VIDARE",
        "name": "MIA Vidare",
        "reference": "",
        "started_on": date(2020, 6, 1),
        "ended_on": date(2022, 12, 31),
        "target": 1900,
    },
]
FROM_THE_START = date(2016, 12, 1)
FROM_MIA_VIDARE = date(2020, 6, 1)
LAST_DAY = date(2022, 12, 31)


@dataclass(frozen=True)
class DelprojektReference:
    """One delprojekt, its förbund and its municipalities by SCB's code."""

    code: str
    name: str
    forbund: str
    municipalities: dict[str, str]
    started_on: date = FROM_THE_START
    min_age: int = 16
    max_age: int = 64


DELPROJEKT = [
    DelprojektReference(
        "OS",
        "MIA Östra Södertörn",
        "Östra Södertörn",
        {"0136": "Haninge", "0192": "Nynäshamn", "0138": "Tyresö"},
    ),
    DelprojektReference(
        "HBS",
        "MIA HBS",
        "Huddinge Botkyrka Salem",
        {"0126": "Huddinge", "0127": "Botkyrka", "0128": "Salem"},
        min_age=18,
        max_age=55,
    ),
    DelprojektReference("VARNA", "MIA VärNa", "VärNa", {"0120": "Värmdö", "0182": "Nacka"}),
    DelprojektReference("STHLM", "MIA Stockholms stad", "Stockholms stad", {"0180": "Stockholm"}),
    DelprojektReference("SODT", "MIA Södertälje", "Södertälje", {"0181": "Södertälje"}),
    DelprojektReference(
        "ROSL",
        "MIA Roslagen",
        "Roslagen",
        {
            "0162": "Danderyd",
            "0188": "Norrtälje",
            "0160": "Täby",
            "0115": "Vallentuna",
            "0187": "Vaxholm",
            "0117": "Österåker",
        },
    ),
    DelprojektReference(
        "SUND",
        "MIA Sundbyberg",
        "Sundbyberg",
        {"0183": "Sundbyberg", "0139": "Upplands-Bro"},
        started_on=FROM_MIA_VIDARE,
    ),
    DelprojektReference(
        "SUVS",
        "MIA SUVS",
        "Sollentuna Upplands Väsby Sigtuna",
        {"0163": "Sollentuna", "0114": "Upplands Väsby", "0191": "Sigtuna"},
        started_on=FROM_MIA_VIDARE,
    ),
]

# Delprojekt, ESF project, participants and the first day of what each delprojekt promised.
TARGETS = [
    ("OS", "MIA", 700, FROM_THE_START),
    ("HBS", "MIA", 523, FROM_THE_START),
    ("SODT", "MIA", 553, FROM_THE_START),
    ("ROSL", "MIA_VIDARE", 300, FROM_MIA_VIDARE),
]
# Delprojekt, persons and the first day; the days are uncertain (docs/domain.md §1.2, §1.8).
EARLY_2021 = date(2021, 1, 1)
STAFFING = [
    ("ROSL", 4, FROM_THE_START),
    ("ROSL", 25, EARLY_2021),
    ("SUVS", 10, EARLY_2021),
    ("VARNA", 13, EARLY_2021),
]


def load(apps: Apps, schema_editor: object) -> None:
    """For the first migration: make the rows. `apps` has the models as the migration knows them."""
    projects = apps.get_model("organisation", "EsfProject").objects
    for project in ESF_PROJECTS:
        projects.create(**project)
    for reference in DELPROJEKT:
        _load_delprojekt(apps, reference)
    _load_targets(apps)
    _load_staffing(apps)


def _load_delprojekt(apps: Apps, reference: DelprojektReference) -> None:
    forbund = apps.get_model("organisation", "Forbund").objects.create(
        code=reference.code, name=f"Samordningsförbundet {reference.forbund}"
    )
    delprojekt = apps.get_model("organisation", "Delprojekt").objects.create(
        code=reference.code,
        name=reference.name,
        forbund=forbund,
        started_on=reference.started_on,
        ended_on=LAST_DAY,
        min_age=reference.min_age,
        max_age=reference.max_age,
    )
    municipalities = apps.get_model("organisation", "Municipality").objects
    for code, name in reference.municipalities.items():
        municipality = municipalities.create(code=code, name=name)
        delprojekt.municipalities.add(municipality)


def _load_targets(apps: Apps) -> None:
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


def _load_staffing(apps: Apps) -> None:
    delprojekt = apps.get_model("organisation", "Delprojekt").objects
    staffing = apps.get_model("organisation", "Staffing").objects
    for code, persons, started_on in STAFFING:
        staffing.create(
            delprojekt=delprojekt.get(code=code), persons=persons, started_on=started_on
        )
