"""The form for something that has been handed out."""

from typing import cast

from django import forms
from django.db.models import QuerySet

from participants.consents.enums import Agency
from participants.consents.forms import DatedForm
from participants.consents.models import Consent


class ConsentChoice(forms.ModelChoiceField):
    """A consent by its kind, its scope and the day it was given."""

    def label_from_instance(self, obj: object) -> str:
        consent = cast(Consent, obj)
        return f"{consent} ({consent.scope_text}), gavs {consent.given_on}"


class DisclosureForm(DatedForm):
    consent = ConsentChoice(
        label="Med vilket samtycke",
        queryset=None,
        error_messages={"required": "Välj samtycke."},
    )
    agency = forms.ChoiceField(label="Till", choices=[("", "Välj"), *Agency.choices])
    content = forms.CharField(
        label="Vad som lämnades ut",
        max_length=200,
        help_text="Till exempel planeringen. Skriv inte själva uppgifterna.",
    )
    disclosed_on = forms.DateField(label="Dag")

    def __init__(self, *args: object, consents: QuerySet[Consent], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # `today` is among them
        cast(forms.ModelChoiceField, self.fields["consent"]).queryset = consents
