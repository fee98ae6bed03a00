"""The form that registers a participant."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet

from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff
from participants.codes.models import NumberReason
from participants.enrolments.forms import BEFORE, ENROLMENT, SENSITIVE, FactsAtStart
from participants.people.actions import WithoutNumber
from participants.people.enums import Protection, Sex
from participants.people.forms import ExpectedText, NumberFormMixin, number_field, tf_field
from participants.people.models import Participant
from participants.registration.queries import SimilarPerson, similar_persons

IS_ANOTHER = (
    "Någon som är född samma dag och heter nästan likadant finns redan i MIA. Öppna ärendet om det"
    " är samma person. Är det en annan person, kryssa i rutan."
)

# What can wait, in the order of the page.
PARTS = {
    "referral": set(ENROLMENT) - {"started_on"},
    "before": set(BEFORE),
    "sensitive": set(SENSITIVE),
}
NUMBER_OR_REASON = "Skriv numret, eller öppna ”Personen har inget nummer” och välj varför."
WITHOUT_NUMBER = {
    "birth_date": "Skriv födelsedatumet när numret saknas.",
    "sex": "Välj kön när numret saknas.",
}


class RegisterForm(NumberFormMixin, FactsAtStart):
    """The person, the enrolment, and the facts at start.

    Number, names, delprojekt, start and responsible are required.
    """

    number = number_field(ExpectedText)
    is_tf = tf_field()
    number_reason = forms.ModelChoiceField(
        label="Varför saknas numret?", queryset=NumberReason.objects.none(), required=False
    )
    birth_date = forms.DateField(label="Födelsedatum", required=False)
    sex = forms.ChoiceField(label="Juridiskt kön", choices=Sex, required=False)
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
    asks_elsewhere = forms.BooleanField(
        label="Fråga det delprojekt som redan arbetar med personen, om det finns ett",
        required=False,
        help_text="Den som ansvarar där får veta att någon i ditt delprojekt frågar, men inte vem"
        " eller varför. Du får svar bara om deltagaren har samtyckt till det.",
    )
    is_another = forms.BooleanField(
        label="Det är en annan person än dem i listan",
        required=False,
    )
    key = forms.UUIDField(widget=forms.HiddenInput)
    field_order = (
        "number",
        "is_tf",
        "number_reason",
        "birth_date",
        "sex",
        "given_name",
        "family_name",
        "is_another",
        "protection",
        "interpreter_language",
        "delprojekt",
        "staff",
        "started_on",
        "sus_consent_on",
        "asks_elsewhere",
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
        fields["number_reason"].queryset = NumberReason.objects.current(today)
        fields["staff"].queryset = staff
        fields["delprojekt"].queryset = places
        if len(places) == 1:
            self.initial.setdefault("delprojekt", places[0].pk)

    def clean(self) -> dict[str, Any]:
        """A number, or why there is none with birth date and sex."""
        cleaned = super().clean()
        if cleaned.get("number") or "number" in self.errors:
            return cleaned
        if not cleaned.get("number_reason"):
            self.add_error("number", NUMBER_OR_REASON)
            return cleaned
        for name, message in WITHOUT_NUMBER.items():
            if not cleaned.get(name) and name not in self.errors:
                self.add_error(name, message)
        if not self.errors:
            reason = cleaned["number_reason"].pk
            cleaned["identity"] = WithoutNumber(reason, cleaned["birth_date"], cleaned["sex"])
        return cleaned

    def clean_birth_date(self) -> date | None:
        birth_date: date | None = self.cleaned_data["birth_date"]
        if birth_date and birth_date > self.today:
            raise forms.ValidationError("Dagen ligger i framtiden.")
        return birth_date

    def clean_sus_consent_on(self) -> date | None:
        given_on: date | None = self.cleaned_data["sus_consent_on"]
        if given_on and given_on > self.today:
            raise forms.ValidationError("Dagen ligger i framtiden.")
        return given_on

    def action_data(self) -> dict[str, object]:
        """The number went into the identity; the action calls the staff responsible."""
        data = dict(self.cleaned_data)
        for name in ("number", "is_tf", "is_another", "number_reason", "birth_date", "sex"):
            del data[name]
        data["responsible"] = data.pop("staff")
        return data

    @property
    def opened(self) -> dict[str, bool]:
        """The parts of the facts at start that are shown open: with an error, or filled in."""
        opened = {}
        for part, names in PARTS.items():
            noted = {*self.errors, *self.changed_data} if self.is_bound else set()
            opened[part] = not noted.isdisjoint(names)
        return opened

    def similar_persons(self, user: Staff) -> list[SimilarPerson]:
        """Return who may be the person, as far as number and names are filled in."""
        self.is_valid()
        filled = self.cleaned_data
        identity = filled.get("identity")
        if identity is None or not filled.get("given_name") or not filled.get("family_name"):
            return []
        names = f"{filled['given_name']} {filled['family_name']}"
        number = getattr(identity, "number", "")
        return similar_persons(user, identity.birth_date, number, names, self.today)

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
