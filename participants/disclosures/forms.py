"""The form for something that has been handed out."""

from typing import cast

from django import forms
from django.utils.text import capfirst

from mia.forms.base import CHOOSE
from participants.consents.enums import Agency
from participants.consents.forms import DatedForm
from participants.consents.models import Consent


class DisclosureForm(DatedForm):
    """`consents` are those of the case; those that name somebody can be chosen."""

    starts_empty = True

    consent = forms.ChoiceField(
        label="Med vilket samtycke", error_messages={"required": "Välj samtycke."}
    )
    agency = forms.ChoiceField(label="Till", choices=Agency)
    content = forms.CharField(
        label="Vad som lämnades ut",
        max_length=200,
        help_text="Till exempel planeringen. Skriv inte själva uppgifterna.",
    )
    disclosed_on = forms.DateField(label="Dag")

    def __init__(self, *args: object, consents: list[Consent], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type] # `today` is among them
        self.consents = {str(row.pk): row for row in consents if row.agencies}
        choices = [CHOOSE]
        for key, row in self.consents.items():
            choices.append((key, f"{capfirst(str(row))} ({row.scope_text}), gavs {row.given_on}"))
        cast(forms.ChoiceField, self.fields["consent"]).choices = choices

    def clean_consent(self) -> Consent:
        return self.consents[self.cleaned_data["consent"]]
