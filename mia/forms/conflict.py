"""Two saved the same row: the second sees what changed, keeps what was typed, and may save again.

Used by every page that saves a row with a version, also above this app: `except Conflict as met:
return conflict.respond(request, form, met, "participants/profile/person.html", context)`.
"""

from collections.abc import Sequence
from datetime import date, time
from typing import Any, NamedTuple

from django import forms
from django.db.models import Model
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mia.access.saving import Conflict


class Difference(NamedTuple):
    label: str
    typed: str
    current: str


def respond(
    request: HttpRequest,
    form: forms.BaseForm,
    met: Conflict,
    form_template: str,
    context: dict[str, Any],
    *,
    more: Sequence[Difference] = (),
) -> HttpResponse:
    """409 with the differences and the form as typed, now with the current version, so that it can
    be saved again.

    `form` was valid and has a hidden `version`; `form_template` is the page's own `<form>` (without
    base.html), given `context` and `form`. Fields of the form that are no columns of the row (a
    confirmation) are not compared; `more` adds what the caller has compared (a note).
    """
    differences = [*differences_between(form, met.current), *more]
    data: Any = form.data.copy()  # type: ignore[attr-defined]
    data[form.add_prefix("version")] = str(met.current.version)  # type: ignore[attr-defined]
    form.data = data
    page = context | {"form": form, "form_template": form_template, "differences": differences}
    return render(request, "forms/conflict.html", page, status=409)


def differences_between(form: forms.BaseForm, current: Model) -> list[Difference]:
    """Fields whose typed value is not what the row now holds, in the form's order and in words."""
    now = model_to_dict(current)
    found = []
    for name, field in form.fields.items():
        if name == "version" or name not in now:
            continue
        typed = field.prepare_value(form.cleaned_data[name])
        if (typed or None) != (now[name] or None) or (typed is False) != (now[name] is False):
            label = str(field.label or name)
            found.append(Difference(label, in_words(field, typed), in_words(field, now[name])))
    return found


def in_words(field: forms.Field, value: Any) -> str:
    """A value as the page says it: the label of a choice, ja or nej, a date, or a dash for nothing."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if value is None or value == "" or value == []:
        return "–"
    if isinstance(value, (list, tuple)):
        return ", ".join(in_words(field, one) for one in value)
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    for key, label in getattr(field, "choices", ()):
        if str(key) == str(value):
            return str(label)
    return str(value)
