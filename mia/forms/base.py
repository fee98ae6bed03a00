"""The base of every form: labels and messages in plain Swedish, and one action that saves."""

from collections.abc import Callable
from datetime import date
from typing import Any, ClassVar, TypeVar

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.dispatch import Signal
from django.utils.text import capfirst

from mia.access.saving import Conflict
from mia.core.period import WRONG_YEAR, has_plausible_year
from mia.forms.characters import REFUSED, has_refused_characters

Result = TypeVar("Result")

# Sent by perform() when the action is done, in its transaction: `data` as sent, `by` of the action.
form_performed = Signal()

DJANGO_REQUIRED = forms.Field.default_error_messages["required"]
CHOOSE = ("", "Välj")
EMPTY = "Fyll i fältet."


class DateInput(forms.DateInput):
    """A date that can be picked in the browser."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class NumberInput(forms.TextInput):
    """A number as it is typed: a browser's own number field drops the comma, and 1,5 becomes 15."""

    def __init__(self, attrs: dict[str, Any]) -> None:
        kept = {name: value for name, value in attrs.items() if name not in ("min", "max", "step")}
        super().__init__({"inputmode": "numeric", **kept})


class BaseActionForm(forms.BaseForm):
    """What ActionForm and PlainForm share. Forms derive from one of those two."""

    # A required list begins at "Välj" instead of at its first choice.
    starts_empty: ClassVar[bool] = False
    # Somebody else saved the row first: conflict.render_form answers.
    conflict: Conflict | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.configure_fields()

    def configure_fields(self) -> None:
        """Set widgets, choices and messages of the form's own copies of its fields."""
        for field in self.fields.values():
            if field.error_messages.get("required") == DJANGO_REQUIRED:
                field.error_messages["required"] = required_message(field)
            if isinstance(field.widget, forms.DateInput):
                field.widget = DateInput()
            if isinstance(field, forms.DateField):
                field.validators.append(refuse_implausible_year)
            if isinstance(field.widget, forms.NumberInput):
                field.widget = NumberInput(field.widget.attrs)
            if isinstance(field, forms.ModelChoiceField):
                _name_empty_choice(field)
            elif isinstance(field, forms.ChoiceField):
                _capitalise_choices(field, starts_empty=self.starts_empty)

    def _clean_fields(self) -> None:
        """Refuse characters that cannot be stored before a field looks its value up."""
        fields = self.fields
        refused = []
        for name in fields:
            if has_refused_characters(self[name].data):
                refused.append(name)
        self.fields = {name: fields[name] for name in fields if name not in refused}
        super()._clean_fields()  # type: ignore[misc]  # django-stubs leaves it out
        self.fields = fields
        for name in refused:
            self.add_error(name, REFUSED)

    def action_data(self) -> dict[str, object]:
        """Return the keyword arguments that the form gives its action: the cleaned data."""
        return dict(self.cleaned_data)

    def perform(
        self, action: Callable[..., Result], *args: object, **kwargs: object
    ) -> Result | None:
        """Call `action(*args, **kwargs, **self.action_data())` and return what it made.

        Returns None when the form is not valid or the action refused: each refusal is then told
        at its field, or above the form; a Conflict is kept as `conflict`.
        """
        if not self.is_valid():
            return None
        try:
            result = action(*args, **kwargs, **self.action_data())
        except Conflict as conflict:
            self.conflict = conflict
            return None
        except ValidationError as refusal:
            self._add_refusal(refusal)
            return None
        if result is None:
            raise TypeError(f"{action} returned nothing: an action returns what it made")
        form_performed.send(type(self), data=self.data, by=kwargs.get("by"))
        return result

    def _add_refusal(self, refusal: ValidationError) -> None:
        """Tell each error at the field that it names, or above the form."""
        if hasattr(refusal, "error_dict"):
            errors_by_field = refusal.error_dict
        else:
            errors_by_field = {NON_FIELD_ERRORS: [refusal]}
        for name, errors in errors_by_field.items():
            field = name if name in self.fields else None
            for error in errors:
                self.add_error(field, _in_plain_words(error))


class ActionForm(BaseActionForm, forms.ModelForm):
    """A form whose model gives labels and widgets. It never saves: an action does."""

    def _post_clean(self) -> None:
        """Leave the instance as it was read: the action checks the row, and the database after."""


class PlainForm(BaseActionForm, forms.Form):
    """A form without a model."""


def required_message(field: forms.Field) -> str:
    """Return what to do about an empty field."""
    if isinstance(field, forms.DateField):
        return "Skriv ett datum."
    if isinstance(field, forms.ChoiceField):
        return "Välj ett alternativ."
    return EMPTY


def refuse_implausible_year(day: date) -> None:
    """Raise ValidationError for a day in a year that a slip of the pen has made."""
    if not has_plausible_year(day):
        raise ValidationError(WRONG_YEAR)


def _name_empty_choice(field: forms.ModelChoiceField) -> None:
    if field.empty_label is not None:
        field.empty_label = CHOOSE[1]


def _capitalise_choices(field: forms.ChoiceField, *, starts_empty: bool) -> None:
    """Begin every choice with a capital, and the list with "Välj" where nothing is chosen yet."""
    widget: Any = field.widget
    filled = [choice for choice in widget.choices if choice[0] not in ("", None)]
    choices = [(value, capfirst(label)) for value, label in filled]
    shows_all = isinstance(field, forms.MultipleChoiceField) or isinstance(
        widget, forms.RadioSelect
    )
    if not shows_all and (starts_empty or not field.required):
        choices.insert(0, CHOOSE)
    field.choices = choices


def _in_plain_words(error: ValidationError) -> ValidationError:
    if error.code == "unique":
        return ValidationError("Det finns redan. Välj något annat.", code="unique")
    if error.code in ("blank", "null"):
        return ValidationError(EMPTY, code=error.code)
    return error


def version_field() -> forms.IntegerField:
    """Return the hidden field that holds the version of the row the form was filled from.

    With it, somebody else's later save is not overwritten.
    """
    return forms.IntegerField(widget=forms.HiddenInput)


class VersionForm(PlainForm):
    """A confirmation of something about the row as it was when the page was opened."""

    version = version_field()
