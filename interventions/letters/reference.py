"""The templates as they are from the beginning; administrators edit them afterwards."""

from django.apps.registry import Apps

TEMPLATES = [
    (
        "Välkommen till ett möte",
        "KALLELSE",
        "Hej {namn}!\n\nDu är välkommen till ett möte hos {delprojekt} den {dag} klockan {tid}.\n\n"
        "Hör av dig till mig om tiden inte passar, så hittar vi en annan.\n\n{handläggare}",
    ),
    (
        "Vi sågs inte",
        "UTEBLIVEN",
        "Hej {namn}!\n\nVi hade en tid tillsammans, men vi sågs inte."
        " Jag hoppas att allt är bra.\n\n"
        "Hör av dig till mig, så bokar vi en ny tid.\n\n{handläggare}",
    ),
    (
        "Besked",
        "BESKED",
        "Hej {namn}!\n\nHär är beskedet om din plats i {delprojekt}.\n\n"
        "Hör av dig till mig om du har frågor.\n\n{handläggare}",
    ),
]


def load(apps: Apps, schema_editor: object) -> None:
    """For the first migration: make the rows. `apps` has the models as the migration knows them."""
    templates = apps.get_model("interventions", "LetterTemplate").objects
    for position, (name, kind, text) in enumerate(TEMPLATES, 1):
        templates.create(name=name, kind=kind, text=text, position=position * 10)
