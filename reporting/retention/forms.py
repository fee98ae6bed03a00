"""The form of a hold against disposal."""

from django import forms

from mia.forms.base import ActionForm
from reporting.retention.models import DisposalHold


class HoldForm(ActionForm):
    class Meta:
        model = DisposalHold
        fields = ("reason",)
        widgets = {"reason": forms.Textarea({"rows": 3, "maxlength": 500})}
        help_texts = {"reason": "Till exempel revision eller tvist. Skriv sakligt."}
