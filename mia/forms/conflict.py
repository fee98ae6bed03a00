"""Two saved the same row: the second sees what differs, keeps what was typed, and may save again.

A view that saves a row which somebody else may have changed ends with `render_form`.
"""

from collections.abc import Mapping
from datetime import date, time
from typing import Any, NamedTuple

from django import forms
from django.db.models import Model
from django.forms.models import model_to_dict
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from mia.access.saving import Conflict
from mia.forms.base import BaseActionForm
from mia.forms.fingerprint import fingerprint


class Difference(NamedTuple):
    """A field whose typed value is not the one that is saved now, both in words."""

    label: str
    typed: str
    current: str


def render_form(
    request: HttpRequest,
    form: BaseActionForm,
    template: str,
    page: Mapping[str, object],
) -> HttpResponse:
    """Return the page with its form; when somebody else saved the row first, the differences.

    The `<form>` of `x.html` stands without base.html in `x_form.html`.
    """
    if form.conflict is None:
        return render(request, template, page)
    form_template = template.replace(".html", "_form.html")
    return render_conflict(request, form, form.conflict, form_template, page)


def render_conflict(
    request: HttpRequest,
    form: BaseActionForm,
    conflict: Conflict,
    form_template: str,
    page: Mapping[str, object],
    *,
    saved_texts: Mapping[str, str] | None = None,
) -> HttpResponse:
    """Return the page (status 409) with the differences and the form as it was typed.

    The form now carries the current version or fingerprint, so that it can be saved again.
    `saved_texts` are those of the form's fields that are no columns of the row (a note), as they
    are saved now and as far as the user may read them.
    """
    differences = differences_between(form, conflict.current, saved_texts)
    follow_current(form, conflict.current)
    context = {**page, "form": form, "form_template": form_template, "differences": differences}
    return render(request, "forms/conflict.html", context, status=409)


def follow_current(form: forms.BaseForm, current: Model) -> None:
    """Let the sent form continue from the row as it is now."""
    sent: Any = form.data
    data = sent.copy()
    row: Any = current
    if "version" in form.fields:
        data[form.add_prefix("version")] = str(row.version)
    else:
        data[form.add_prefix("fingerprint")] = fingerprint(current)
    form.data = data


def differences_between(
    form: forms.BaseForm, current: Model, saved_texts: Mapping[str, str] | None = None
) -> list[Difference]:
    """Return the fields whose typed value is not what the row now holds, in the form's order.

    Fields of the form that are no columns of the row (a confirmation) are not compared, but those
    of `saved_texts`.
    """
    saved_values = model_to_dict(current) | dict(saved_texts or {})
    differences = []
    for name, field in form.fields.items():
        if name == "version" or name not in saved_values:
            continue
        typed = field.prepare_value(form.cleaned_data[name])
        saved = field.prepare_value(saved_values[name])
        if is_same(typed, saved):
            continue
        label = str(field.label or name)
        differences.append(Difference(label, in_words(field, typed), in_words(field, saved)))
    return differences


def is_same(typed: object, saved: object) -> bool:
    """Compare two values of a field: every way of saying "nothing" is the same, "nej" is not."""
    if isinstance(typed, bool) or isinstance(saved, bool):
        return typed is saved
    if isinstance(typed, list) and isinstance(saved, list):
        return sorted(map(str, typed)) == sorted(map(str, saved))
    return (typed or None) == (saved or None)


def in_words(field: forms.Field, value: object) -> str:
    """Return a value as the page says it: a choice's label, ja or nej, a date, or a dash."""
    if isinstance(value, bool):
        return "ja" if value else "nej"
    if value is None or value in ("", []):
        return "–"
    if isinstance(value, (list, tuple)):
        return ", ".join(sorted(in_words(field, part) for part in value))
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    for key, label in getattr(field, "choices", ()):
        if str(key) == str(value):
            return str(label)
    return str(value)
