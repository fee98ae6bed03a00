"""The areas of life as they are from the beginning (docs/domain.md §5.1).

Administrators edit them afterwards. Violence is no area: it is asked about under rules of its own
(docs/domain.md §4.4).
"""

from django.apps.registry import Apps

LIFE_AREAS = [
    ("BOENDE", "boende"),
    ("EKONOMI", "ekonomi, försörjning och skulder"),
    ("ARBETE", "arbete och sysselsättning"),
    ("UTBILDNING", "utbildning"),
    ("SPRAK", "språk"),
    ("FYSISK_HALSA", "fysisk hälsa"),
    ("PSYKISK_HALSA", "psykisk hälsa"),
    ("SOMN_MAT", "sömn, mat och träning"),
    ("BEROENDE", "missbruk och beroende"),
    ("FUNKTION", "funktionsnedsättning"),
    ("RELATIONER", "partner, barn, släkt och vänner"),
    ("NATVERK", "socialt nätverk"),
    ("SJALVKANSLA", "självkänsla"),
    ("VARDAG", "vardagens struktur"),
    ("FRITID", "fritid, religion och mening"),
    ("MYNDIGHETER", "kontakter med myndigheter"),
    ("VARD", "kontakter med vården"),
    ("JURIDIK", "juridik"),
    ("TRANSPORT", "resor och transport"),
]


def load(apps: Apps, schema_editor: object) -> None:
    """For the first migration: make the rows. `apps` has the models as the migration knows them."""
    areas = apps.get_model("interventions", "LifeArea").objects
    for position, (code, label) in enumerate(LIFE_AREAS, start=1):
        areas.create(code=code, label=label, position=position)
