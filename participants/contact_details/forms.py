"""Forms about how a participant is reached."""

from typing import Any

from django import forms

from mia.forms.base import PlainForm, version_field
from participants.contact_details.enums import ContactWay, RelationRole
from participants.contact_details.models import ADDRESS_LENGTH, NAME_LENGTH, ContactDetails


def telephone_field() -> forms.CharField:
    return forms.CharField(label="Telefon", max_length=20, required=False)


class ContactDetailsForm(PlainForm):
    """Filled with the details as they are; `version` 0 when there are none yet."""

    telephone = telephone_field()
    email = forms.CharField(label="E-post", max_length=200, required=False)
    preferred_way = forms.ChoiceField(
        label="Vill bli kontaktad med",
        choices=ContactWay,
        required=False,
    )
    address = forms.CharField(
        label="Adress",
        max_length=ADDRESS_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Sparas inte för den som har skyddad folkbokföring.",
    )
    version = version_field()

    def __init__(self, data: Any = None, *, details: ContactDetails) -> None:
        names = ("telephone", "email", "address", "preferred_way", "version")
        initial = {name: getattr(details, name) for name in names}
        super().__init__(data, initial=initial)


class RelatedPersonForm(PlainForm):
    starts_empty = True

    role = forms.ChoiceField(label="Roll", choices=RelationRole)
    name = forms.CharField(label="Namn", max_length=NAME_LENGTH)
    telephone = telephone_field()
