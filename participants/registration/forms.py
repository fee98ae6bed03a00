"""The form that registers a participant."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff
from participants.enrolments.forms import FactsAtStart
from participants.people.enums import Protection
from participants.people.forms import NumberFormMixin, number_field, tf_field
from participants.people.models import Participant


class RegisterForm(NumberFormMixin, FactsAtStart):
    """The person, the enrolment, and the facts at start.

    Number, names, delprojekt, start and responsible are required.
    """

    number = number_field()
    is_tf = tf_field()
    given_name = forms.CharField(label="Förnamn", max_length=100)
    family_name = forms.CharField(label="Efternamn", max_length=100)
    protection = forms.ChoiceField(
        label="Skyddade personuppgifter", choices=Protection, initial=Protection.NONE
    )
    interpreter_language = forms.CharField(
        label="Tolk behövs på språket", max_length=60, required=False
    )
    delprojekt = forms.ModelChoiceField(label="Delprojekt", queryset=Delprojekt.objects.none())
    staff = forms.ModelChoiceField(label="Ansvarig", queryset=Staff.objects.none())
    sus_consent_on = forms.DateField(
        label="SUS-samtycket skrevs under",
        required=False,
        help_text="Blankett 9443. Utan samtycke rapporteras deltagaren anonymt till SUS.",
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    field_order = (
        "number",
        "is_tf",
        "given_name",
        "family_name",
        "protection",
        "interpreter_language",
        "delprojekt",
        "staff",
    )

    def __init__(
        self,
        *args: object,
        today: date,
        places: QuerySet[Delprojekt],
        staff: QuerySet[Staff],
        **kwargs: object,
    ) -> None:
        super().__init__(*args, today=today, **kwargs)
        self.initial.setdefault("key", uuid7())
        fields: dict[str, Any] = self.fields
        fields["staff"].queryset = staff
        fields["delprojekt"].queryset = places
        if len(places) == 1:
            self.initial.setdefault("delprojekt", places[0].pk)

    def clean_sus_consent_on(self) -> date | None:
        given_on: date | None = self.cleaned_data["sus_consent_on"]
        if given_on and given_on > self.today:
            raise forms.ValidationError("Dagen ligger i framtiden.")
        return given_on

    def action_data(self) -> dict[str, object]:
        """The number went into the identity; the action calls the staff responsible."""
        data = dict(self.cleaned_data)
        del data["number"], data["is_tf"]
        data["responsible"] = data.pop("staff")
        return data

    def has_name_of(self, person: Participant) -> bool:
        """Tell whether the name as typed is the person's registered name."""
        typed = self.cleaned_data["given_name"], self.cleaned_data["family_name"]
        return typed == (person.given_name, person.family_name)
