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
from participants.registration.queries import SimilarPerson, similar_persons

IS_ANOTHER = (
    "Någon som är född samma dag och heter nästan likadant finns redan i MIA. Öppna ärendet om det"
    " är samma person. Är det en annan person, kryssa i rutan."
)


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
    is_another = forms.BooleanField(
        label="Det är en annan person än dem i listan",
        required=False,
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
        del data["number"], data["is_tf"], data["is_another"]
        data["responsible"] = data.pop("staff")
        return data

    def similar_persons(self, user: Staff) -> list[SimilarPerson]:
        """Return who may be the person, as far as number and names are filled in."""
        self.is_valid()
        filled = self.cleaned_data
        if not all(filled.get(name) for name in ("identity", "given_name", "family_name")):
            return []
        names = filled["given_name"], filled["family_name"]
        return similar_persons(user, filled["identity"], *names, self.today)

    def must_ask(self, user: Staff) -> bool:
        """Tell whether somebody like the person is registered, and nobody has said who it is."""
        if not self.is_valid() or self.cleaned_data["is_another"]:
            return False
        if not self.similar_persons(user):
            return False
        self.add_error("is_another", IS_ANOTHER)
        return True

    def has_name_of(self, person: Participant) -> bool:
        """Tell whether the name as typed is the person's registered name."""
        typed = self.cleaned_data["given_name"], self.cleaned_data["family_name"]
        return typed == (person.given_name, person.family_name)
