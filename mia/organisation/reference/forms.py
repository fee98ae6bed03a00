"""One form for every reference list, made from its declaration."""

from typing import Any

from django import forms
from django.db.models import Model

from mia.forms.model_forms import ActionForm
from mia.organisation.reference.listings import Listing

HELP = {
    "retired_on": "Lämna tomt så länge koden används. En kod som inte används finns kvar för dem som redan har den.",
    "ended_on": "Sista dagen. Lämna tomt så länge det pågår.",
    "position": "Lägst nummer kommer först i formulären.",
    "is_completed": "Deltagaren har genomfört insatsen.",
    "reference": "ESF-rådets diarienummer.",
    "persons": "Skriv 0 om delprojektet inte deltar i ESF-projektet.",
    "target": "Hur många deltagare som ska nås under hela tiden.",
}
FIXED = "Kan inte ändras sedan, eftersom filer och andra uppgifter hänvisar till den."


def form_for(listing: Listing, row: Model | None = None) -> type[ActionForm]:
    """The form to add a row, or to change `row`: then without what is fixed."""
    names = [name for name in listing.fields if row is None or name not in listing.fixed]
    made: Any = forms.modelform_factory(
        listing.model,
        form=ActionForm,
        fields=names,
        help_texts={name: HELP.get(name, FIXED if name in listing.fixed else "") for name in names},
        widgets={"municipalities": forms.CheckboxSelectMultiple},
    )
    return made
