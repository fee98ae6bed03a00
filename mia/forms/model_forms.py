"""What the forms of the administration have in common: the model's labels, and an action that
saves.
"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import Model
from django.utils.text import capfirst

from mia.access.saving import Conflict
from mia.forms.fingerprint import fingerprint
from mia.organisation.reference.listings import in_words, shown


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ActionForm(forms.ModelForm):
    """Nothing is checked in the database or saved by the form: an action does both.

    `seen` is the row as it was when the form was shown, so that somebody else's later save is not
    overwritten.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["seen"] = fingerprint(self.instance)
        else:
            del self.fields["seen"]
        for field in self.fields.values():
            configure_fields(field)

    def _post_clean(self) -> None:
        """The action checks the row, and the database after it: the form leaves the instance as it
        was read.
        """

    def perform(self, act: Callable[..., Any]) -> bool:
        """The form is valid, and `act(**cleaned_data)` went through. A refusal is told at its
        field.
        """
        if not self.is_valid():
            return False
        try:
            act(**self.cleaned_data)
        except ValidationError as refused:
            self._tell(refused)
            return False
        return True

    def _tell(self, refused: ValidationError) -> None:
        at_fields = (
            refused.error_dict if hasattr(refused, "error_dict") else {NON_FIELD_ERRORS: [refused]}
        )
        for name, errors in at_fields.items():
            for error in errors:
                if error.code == "unique":
                    error = ValidationError("Det finns redan. Välj något annat.", code="unique")
                self.add_error(name if name in self.fields else None, error)

    def meets(self, conflict: Conflict) -> list[tuple[str, str, str]]:
        """Somebody saved first: what differs (label, theirs, yours). Sent once more, the form then
        saves yours.
        """
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data["seen"] = fingerprint(conflict.current)
        self.data = data
        rows = [
            (str(self.fields[name].label), shown(conflict.current, name), _typed(self, name))
            for name in self.fields
            if name != "seen"
        ]
        return [row for row in rows if row[1] != row[2]]


def configure_fields(field: Any) -> None:
    """Dates that can be picked, choices that begin with a capital, rows in the order of their
    names.
    """
    if isinstance(field.widget, forms.DateInput):
        field.widget = DateInput()
    if isinstance(field, forms.TypedChoiceField):
        choices: Any = field.choices
        field.choices = [
            ("", "Välj"),
            *((value, capfirst(text)) for value, text in choices if value),
        ]
    if isinstance(field, forms.ModelChoiceField):
        rows: Any = field.queryset
        field.queryset = rows.order_by("name")
        field.empty_label = None if field.empty_label is None else "Välj"


def _typed(form: forms.ModelForm, name: str) -> str:
    """What was typed, as a person reads it."""
    value = form.cleaned_data.get(name)
    choices = dict(getattr(form.fields[name], "choices", ())) if isinstance(value, str) else {}
    row: Model | str | None = choices.get(value, value) if isinstance(value, str) else value
    return in_words(row)
