"""The forms of every reference list, made from the list's declaration."""

from collections.abc import Sequence
from typing import Any

from django import forms

from mia.forms.base import ActionForm, BaseActionForm
from mia.forms.fingerprint import FingerprintForm
from mia.organisation.reference.listings import Listing

HELP = {
    "retired_on": (
        "Lämna tomt så länge koden används. "
        "En kod som inte används finns kvar för dem som redan har den."
    ),
    "ended_on": "Sista dagen. Lämna tomt så länge det pågår.",
    "position": "Lägst nummer kommer först i formulären.",
    "is_completed": "Deltagaren har genomfört insatsen.",
    "reference": "ESF-rådets diarienummer.",
    "persons": "Skriv 0 om delprojektet inte deltar i ESF-projektet.",
    "target": "Hur många deltagare som ska nås under hela tiden.",
}
FIXED = "Kan inte ändras sedan, eftersom filer och andra uppgifter hänvisar till den."


class ReferenceForm(BaseActionForm):
    """What the form of a new row and that of a saved row share."""

    starts_empty = True

    def configure_fields(self) -> None:
        """Offer related rows in the order of their names, codes in that of their labels."""
        super().configure_fields()
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField) and field.queryset is not None:
                columns = {one.name for one in field.queryset.model._meta.fields}
                field.queryset = field.queryset.order_by("name" if "name" in columns else "label")


class NewRowForm(ReferenceForm, ActionForm):
    pass


class ChangeRowForm(ReferenceForm, FingerprintForm):
    pass


def new_form_class(listing: Listing) -> type[NewRowForm]:
    """Return the form that adds a row."""
    form_class: type[NewRowForm] = _form_class(listing, NewRowForm, listing.fields)
    return form_class


def change_form_class(listing: Listing) -> type[ChangeRowForm]:
    """Return the form that changes a row, without the fields that are fixed."""
    changeable = [name for name in listing.fields if name not in listing.fixed]
    form_class: type[ChangeRowForm] = _form_class(listing, ChangeRowForm, changeable)
    return form_class


def _form_class(listing: Listing, base: type[ActionForm], names: Sequence[str]) -> Any:
    help_texts = {}
    for name in names:
        fixed_help = FIXED if name in listing.fixed else ""
        help_texts[name] = HELP.get(name, fixed_help)
    return forms.modelform_factory(
        listing.model,
        form=base,
        fields=names,
        help_texts=help_texts,
        widgets={"municipalities": forms.CheckboxSelectMultiple},
    )
