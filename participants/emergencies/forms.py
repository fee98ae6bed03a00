"""Forms of emergency openings: the reason, and the sign-off."""

from django import forms

from mia.forms.base import PlainForm

JUSTIFIED, NOT_JUSTIFIED = "ja", "nej"


class ReasonForm(PlainForm):
    reason = forms.CharField(
        label="Varför behöver du öppna ärendet nu?",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Skrivs i loggen och läses av delprojektledaren och koordinatorn.",
    )


class ReviewForm(PlainForm):
    verdict = forms.ChoiceField(
        label="Var nödöppningen befogad?",
        choices=[(JUSTIFIED, "Ja"), (NOT_JUSTIFIED, "Nej, den följs upp")],
        widget=forms.RadioSelect,
    )
    comment = forms.CharField(
        label="Kommentar",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def action_data(self) -> dict[str, object]:
        return {
            "is_justified": self.cleaned_data["verdict"] == JUSTIFIED,
            "comment": self.cleaned_data["comment"],
        }
