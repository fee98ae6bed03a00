"""The form that answers another delprojekt."""

from typing import Any, cast

from django import forms
from django.utils.text import capfirst

from mia.forms.base import CHOOSE, PlainForm
from participants.consents.models import Consent
from participants.inquiries.enums import InquiryOutcome
from participants.inquiries.models import TEXT_LENGTH
from participants.people.forms import ExpectedText

ANSWERS = (
    (InquiryOutcome.TOLD.value, "Ja, berätta det som jag skriver här"),
    (InquiryOutcome.REFUSED.value, "Nej, svara inte"),
)
NEEDED = {
    "consent": "Välj samtycket som svaret vilar på.",
    "text": "Skriv det som får berättas.",
}


class ExpectedChoice(forms.ChoiceField):
    """Shown as required; the form decides when it is."""

    def validate(self, value: str) -> None:
        if value:
            super().validate(value)


class AnswerForm(PlainForm):
    """`consents` are those that let something be told to another delprojekt."""

    outcome = forms.ChoiceField(
        label="Vill du svara?",
        choices=ANSWERS,
        widget=forms.RadioSelect,
        error_messages={"required": "Välj ja eller nej."},
    )
    consent = ExpectedChoice(label="Om ja: med vilket samtycke")
    text = ExpectedText(
        label="Om ja: det som får berättas",
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Bara det som deltagaren har sagt ja till. Skriv inte var en skyddad person bor.",
    )

    def __init__(self, *args: Any, consents: list[Consent], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.consents = {str(row.pk): row for row in consents}
        choices = [CHOOSE]
        for key, row in self.consents.items():
            choices.append((key, f"{capfirst(str(row))} ({row.scope_text}), gavs {row.given_on}"))
        cast(forms.ChoiceField, self.fields["consent"]).choices = choices

    def clean(self) -> dict[str, Any]:
        """A yes says what, and on which consent; a no keeps nothing of what was typed."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("outcome") != InquiryOutcome.TOLD:
            cleaned["consent"], cleaned["text"] = None, ""
            return cleaned
        for name, message in NEEDED.items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, message)
        cleaned["consent"] = self.consents.get(cleaned.get("consent", ""))
        return cleaned
