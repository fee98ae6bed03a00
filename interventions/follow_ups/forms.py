"""The form of a follow-up: one question, and the day."""

from datetime import date
from typing import Any

from django import forms

from interventions.employment.models import Spell
from interventions.follow_ups.enums import EXIT_ANSWERS, SPELL_ANSWERS, Answer
from mia.forms.base import PlainForm, version_field


class FollowUpForm(PlainForm):
    """The answer is chosen with the arrow keys and sent with Enter: the day is filled in."""

    answer = forms.ChoiceField(label="Svar", widget=forms.RadioSelect)
    last_day = forms.DateField(
        label="Sista dagen", required=False, help_text="Fylls i om det har slutat."
    )
    is_improved = forms.NullBooleanField(
        label="Är läget på arbetsmarknaden bättre än vid start?",
        required=False,
        widget=forms.RadioSelect(choices=[("true", "Ja"), ("false", "Nej")]),
        help_text="Till exempel fast i stället för tillfällig anställning, eller längre arbetstid.",
    )
    followed_on = forms.DateField(label="Uppföljd den")
    version = version_field()

    def __init__(
        self, *args: Any, today: date, spell: Spell | None, asks_more: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.spell = today, spell
        answers = EXIT_ANSWERS if spell is None else SPELL_ANSWERS
        field: Any = self.fields["answer"]
        field.choices = [(one.value, one.label.capitalize()) for one in answers]
        field.widget.attrs["autofocus"] = True
        if spell is None:
            del self.fields["last_day"]
        if not asks_more:
            del self.fields["is_improved"]

    def clean_followed_on(self) -> date:
        followed_on: date = self.cleaned_data["followed_on"]
        if followed_on > self.today:
            raise forms.ValidationError("Dagen ligger i framtiden.")
        return followed_on

    def clean(self) -> dict[str, Any]:
        """Work and studies that have ended have a last day, and only those."""
        cleaned = super().clean() or self.cleaned_data
        if self.spell is None or self.has_error("last_day"):
            return cleaned
        has_ended = cleaned.get("answer") == Answer.LOST
        last_day = cleaned.get("last_day")
        if has_ended and last_day is None:
            self.add_error("last_day", "Ange den sista dagen.")
        elif last_day is not None and not has_ended:
            self.add_error("last_day", "Ta bort dagen, eller välj ”Har slutat”.")
        return cleaned
