"""The topics as they are from the beginning (docs/domain.md §5.1, the areas of life).

Administrators edit them afterwards. What is most sensitive has no topic: it is written in the note.
"""

from django.apps.registry import Apps

TOPICS = [
    ("ARBETE", "arbete och praktik"),
    ("UTBILDNING", "utbildning"),
    ("EKONOMI", "ekonomi och försörjning"),
    ("BOENDE", "boende"),
    ("HALSA", "hälsa och vårdkontakter"),
    ("VARDAG", "vardag och struktur"),
    ("NATVERK", "nätverk och fritid"),
    ("SPRAK", "språk"),
    ("MYNDIGHETER", "myndighetskontakter"),
    ("PLANERING", "planering och nästa steg"),
]


def load(apps: Apps, schema_editor: object) -> None:
    """For the first migration: make the rows. `apps` has the models as the migration knows them."""
    topics = apps.get_model("interventions", "Topic").objects
    for position, (code, label) in enumerate(TOPICS, start=1):
        topics.create(code=code, label=label, position=position)
