"""The base of every form: it runs one action, returns what that made, and tells what it refuses."""

import pytest
from django import forms
from django.core.exceptions import ValidationError

from mia.access.saving import Conflict
from mia.forms.base import PlainForm
from mia.forms.characters import REFUSED
from mia.forms.conflict import differences_between
from mia.organisation.delprojekt.models import Team


class ExampleForm(PlainForm):
    name = forms.CharField(label="Namn")
    kind = forms.ChoiceField(label="Slag", choices=[("a", "första"), ("b", "andra")])

    def action_data(self):
        return {"title": self.cleaned_data["name"], "kind": self.cleaned_data["kind"]}


class EmptyFirstForm(ExampleForm):
    starts_empty = True


FILLED = {"name": "Ylva", "kind": "b"}


def test_the_action_gets_its_own_arguments_and_the_forms_and_its_result_comes_back():
    def action(row, *, by, title, kind):
        return (row, by, title, kind)

    assert ExampleForm(FILLED).perform(action, "row", by="me") == ("row", "me", "Ylva", "b")


def test_an_invalid_form_runs_no_action():
    calls = []
    form = ExampleForm({"name": "", "kind": "b"})
    assert form.perform(calls.append, by="me") is None
    assert form.errors["name"] == ["Fyll i fältet."]
    assert not calls


@pytest.mark.parametrize(
    ("refusal", "field"),
    [
        (ValidationError({"name": "Nej."}), "name"),
        (ValidationError({"not_in_the_form": "Nej."}), "__all__"),
        (ValidationError("Nej."), "__all__"),
    ],
)
def test_what_the_action_refuses_is_told_at_its_field_or_above_the_form(refusal, field):
    def action(**data):
        raise refusal

    form = ExampleForm(FILLED)
    assert form.perform(action, by="me") is None
    assert form.errors[field] == ["Nej."]


def test_a_value_that_is_taken_is_told_in_plain_words():
    def action(**data):
        raise ValidationError({"name": ValidationError("Code must be unique.", code="unique")})

    form = ExampleForm(FILLED)
    form.perform(action, by="me")
    assert form.errors["name"] == ["Det finns redan. Välj något annat."]


def test_an_action_that_returns_nothing_is_a_fault_of_the_code():
    with pytest.raises(TypeError, match="returned nothing"):
        ExampleForm(FILLED).perform(lambda **data: None, by="me")


def test_a_conflict_is_left_to_the_view():
    def action(**data):
        raise Conflict(Team())

    form = ExampleForm(FILLED)
    assert form.perform(action, by="me") is None
    assert isinstance(form.conflict, Conflict)


def test_choices_begin_with_a_capital_and_required_lists_where_the_form_says():
    choices = [("a", "Första"), ("b", "Andra")]
    assert ExampleForm().fields["kind"].choices == choices
    assert EmptyFirstForm().fields["kind"].choices == [("", "Välj"), *choices]


class TeamForm(PlainForm):
    name = forms.CharField(label="Namn", required=False)
    confirmed = forms.BooleanField(label="Säkert", required=False)


@pytest.mark.parametrize(
    ("typed", "saved", "differences"),
    [
        ("Norr", "Norr", []),
        ("", "", []),
        ("", "Norr", [("Namn", "–", "Norr")]),
        ("Syd", "Norr", [("Namn", "Syd", "Norr")]),
    ],
)
def test_only_columns_of_the_row_are_compared(typed, saved, differences):
    form = TeamForm({"name": typed, "confirmed": "on"})
    assert form.is_valid()
    rows = differences_between(form, Team(name=saved))
    assert [tuple(row) for row in rows] == differences


class FieldsForm(PlainForm):
    name = forms.CharField()
    team = forms.ModelChoiceField(Team.objects.all(), required=False)
    kinds = forms.MultipleChoiceField(choices=[("a", "a")], required=False)
    day = forms.DateField(required=False)
    number = forms.IntegerField(required=False)


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x7f", "\x85", "\ud800"])
@pytest.mark.parametrize("field", ["name", "team", "kinds", "day", "number"])
def test_no_field_takes_characters_that_cannot_be_seen(field, character):
    """Before it is looked up: PostgreSQL refuses NUL with an error, not with an empty answer."""
    form = FieldsForm({"name": "Ylva", field: f"a{character}b"})
    assert not form.is_valid()
    assert form.errors == {field: [REFUSED]}


@pytest.mark.parametrize("text", ["två\nrader", "en\ttabb", "ny\r\nrad", "🙂"])
def test_line_breaks_and_tabs_are_text(text):
    assert FieldsForm({"name": text}).is_valid()


@pytest.mark.parametrize("day", ["0001-01-01", "1899-12-31", "2100-01-01", "9999-12-31"])
def test_no_day_lies_in_a_year_that_cannot_be_meant(day):
    form = FieldsForm({"name": "Ylva", "day": day})
    assert form.errors["day"] == ["Året ska vara mellan 1900 och 2099."]


def test_a_number_is_typed_as_text():
    """A browser's own field for numbers drops the comma: 1,5 became 15."""
    field = FieldsForm()["number"]
    assert 'type="text"' in str(field)
    assert 'inputmode="numeric"' in str(field)
    assert FieldsForm({"name": "Ylva", "number": "1,5"}).errors["number"]
