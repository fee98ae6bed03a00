"""What every form here has in common: the model's labels and widgets, and an action that saves."""

from collections.abc import Callable
from functools import cache
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils.text import capfirst


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class Shape:
    """Dates that can be picked, choices that begin with a capital. (The style sheet says
    "valfritt".)
    """

    base_fields: ClassVar[dict[str, forms.Field]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.configure_fields()
        super().__init__(*args, **kwargs)

    @classmethod
    @cache
    def configure_fields(cls) -> None:
        """The class's own fields, once; every form has copies of them."""
        for field in cls.base_fields.values():
            if (
                field.error_messages.get("required")
                == forms.Field.default_error_messages["required"]
            ):
                field.error_messages["required"] = _what_to_do(field)
            if isinstance(field.widget, forms.DateInput):
                field.widget = DateInput()
            if isinstance(field, forms.ChoiceField) and not isinstance(
                field, forms.ModelChoiceField
            ):
                offered: list[tuple[Any, str]] = list(field.widget.choices)
                choices = [
                    (value, capfirst(label)) for value, label in offered if value not in ("", None)
                ]
                many = isinstance(field, forms.MultipleChoiceField) or isinstance(
                    field.widget, forms.RadioSelect
                )
                field.choices = choices if many or field.required else [("", "Välj"), *choices]
            if isinstance(field, forms.ModelChoiceField) and field.empty_label is not None:
                field.empty_label = "Välj"


def _what_to_do(field: forms.Field) -> str:
    if isinstance(field, forms.DateField):
        return "Skriv ett datum."
    return "Välj ett alternativ." if isinstance(field, forms.ChoiceField) else "Fyll i fältet."


class ActionForm(Shape, forms.ModelForm):
    """The model gives labels and widgets; an action saves. The form itself writes and asks nothing."""

    def _post_clean(self) -> None:
        """The action checks the row and the database after it: the form leaves the instance as it
        was read.
        """

    def perform(self, act: Callable[[dict[str, Any]], Any]) -> bool:
        """The form is valid, and `act` (given the cleaned data) went through. A refusal is told at
        its field.
        """
        return perform(self, act)


class PlainForm(Shape, forms.Form):
    """As ActionForm, without a model."""

    def perform(self, act: Callable[[dict[str, Any]], Any]) -> bool:
        return perform(self, act)


def perform(form: forms.BaseForm, act: Callable[[dict[str, Any]], Any]) -> bool:
    """Valid, and the action went through; what it refuses is told at the field, or above when there
    is none.
    """
    if not form.is_valid():
        return False
    try:
        act(dict(form.cleaned_data))
    except ValidationError as refused:
        at_fields = (
            refused.error_dict if hasattr(refused, "error_dict") else {NON_FIELD_ERRORS: [refused]}
        )
        for field, errors in at_fields.items():
            for error in errors:
                form.add_error(field if field in form.fields else None, error)
        return False
    return True


def version_field() -> forms.IntegerField:
    """Which version of the row the form was filled from: somebody else's later save is not
    overwritten.
    """
    return forms.IntegerField(widget=forms.HiddenInput)


class VersionForm(PlainForm):
    """A confirmation of something about the row as it was shown."""

    version = version_field()
