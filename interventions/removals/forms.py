"""The form that deletes a contact."""

from typing import Any

from django import forms

from interventions.removals.enums import RemovalReason
from interventions.removals.models import ContactRemoval
from mia.forms.base import ActionForm


class RemoveForm(ActionForm):
    class Meta:
        model = ContactRemoval
        fields = ("reason", "explanation")
        labels = {"reason": "Varför tas kontakten bort?", "explanation": "Förklaring"}
        help_texts = {"explanation": "Behövs bara om du väljer Annat. Skriv inget om hälsa."}
        error_messages = {"reason": {"required": "Välj varför kontakten tas bort."}}
        widgets: dict[str, Any] = {
            "reason": forms.RadioSelect,
            "explanation": forms.TextInput({"maxlength": 200}),
        }

    def configure_fields(self) -> None:
        """Offer what a person may choose."""
        super().configure_fields()
        reason: Any = self.fields["reason"]
        offered = []
        for code, label in reason.choices:
            if code not in ("", RemovalReason.UNDONE):
                offered.append((code, label))
        reason.choices = offered
