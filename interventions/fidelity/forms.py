"""The form of a review: a score and what it builds on, for each item of the scale."""

from datetime import date
from typing import Any

from django import forms

from interventions.fidelity.models import HIGHEST, LOWEST, FidelityItem, FidelityReview
from interventions.fidelity.queries import ScoredItem
from mia.core.uuid7 import uuid7
from mia.forms.base import ActionForm

SCORES = [("", "Välj"), *((number, str(number)) for number in range(LOWEST, HIGHEST + 1))]
EVIDENCE_LENGTH = 300


class ReviewForm(ActionForm):
    """What is computed of logged work is proposed; the reviewers decide."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)

    class Meta:
        model = FidelityReview
        fields = ("reviewed_on", "reviewers")
        help_texts = {"reviewers": "Namn eller roller på dem som granskade."}
        error_messages = {"reviewers": {"required": "Skriv vilka som granskade."}}

    def __init__(self, *args: Any, items: list[ScoredItem], today: date, **kwargs: Any) -> None:
        self.items = [scored.item for scored in items]
        self.today = today
        super().__init__(*args, **kwargs)
        for scored in items:
            self._add_item(scored)

    def _add_item(self, scored: ScoredItem) -> None:
        """Add the two fields of an item."""
        item = scored.item
        self.fields[score_name(item)] = forms.TypedChoiceField(
            label=str(item),
            choices=SCORES,
            coerce=int,
            initial=scored.score,
            error_messages={"required": "Välj poäng."},
        )
        self.fields[evidence_name(item)] = forms.CharField(
            label=f"Underlag till {item.number}",
            max_length=EVIDENCE_LENGTH,
            required=False,
            help_text="Inga namn på deltagare.",
        )

    def clean_reviewed_on(self) -> date:
        reviewed_on: date = self.cleaned_data["reviewed_on"]
        if reviewed_on > self.today:
            raise forms.ValidationError("Dagen ligger i framtiden.")
        return reviewed_on

    def action_data(self) -> dict[str, object]:
        data = {name: self.cleaned_data[name] for name in ("key", "reviewed_on", "reviewers")}
        scores = {}
        for item in self.items:
            score = self.cleaned_data[score_name(item)]
            scores[item] = (score, self.cleaned_data[evidence_name(item)])
        return data | {"scores": scores}


def score_name(item: FidelityItem) -> str:
    """Return the name of the field with the item's score."""
    return f"score_{item.number}"


def evidence_name(item: FidelityItem) -> str:
    """Return the name of the field with what the score builds on."""
    return f"evidence_{item.number}"
