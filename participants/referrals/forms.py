"""The forms of referrals: register, change, take a step, accept, move; and the inbox's filters."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import capfirst

from mia.access.roles import Permission
from mia.core.uuid7 import uuid7
from mia.forms.base import ActionForm, PlainForm, version_field
from mia.organisation.delprojekt.models import Delprojekt, Municipality
from mia.organisation.staff.models import Staff
from participants.caseload.forms import Options, filter_of, page_number
from participants.codes.models import DeclineReason, Referrer
from participants.people.forms import NumberFormMixin, number_field, tf_field
from participants.referrals.enums import ALLOWED, ReferralState
from participants.referrals.models import Referral
from participants.referrals.queries import ReferralSelection
from participants.referrals.texts import TEXT_LENGTH

FACTS = (
    "received_on",
    "referrer",
    "contact_name",
    "contact_phone",
    "contact_email",
    "given_name",
    "family_name",
    "protection",
    "interpreter_language",
    "municipality",
    "has_children",
    "reason",
    "wish",
)
HELP = {
    "received_on": "Väntetiden räknas från den dagen.",
    "reason": "Vad personen behöver stöd med. Skriv bara det som behövs för att ta ställning.",
    "wish": "Med personens egna ord.",
    "has_children": "Behövs bara där det avgör turordningen i kön.",
}
IN_FUTURE = "Dagen ligger i framtiden."
# Steps with a form of their own, and the one that comes by a move.
OTHER_STEPS = (ReferralState.NEW, ReferralState.ACCEPTED, ReferralState.DECLINED)


def text_field(name: str) -> forms.CharField:
    """Return the field of an encrypted text."""
    field: Any = Referral._meta.get_field(name)
    return forms.CharField(
        label=capfirst(field.verbose_name),
        max_length=TEXT_LENGTH,
        required=False,
        help_text=HELP[name],
        widget=forms.Textarea(attrs={"rows": 4}),
    )


def note_field(label: str, help_text: str, *, is_required: bool = False) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=1000,
        required=is_required,
        help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ReferralForm(NumberFormMixin, ActionForm):
    """What both forms share. `number` is required in a new referral alone."""

    number = number_field()
    is_tf = tf_field()
    reason = text_field("reason")
    wish = text_field("wish")

    class Meta:
        model = Referral
        fields: tuple[str, ...] = FACTS
        help_texts = HELP

    def __init__(self, *args: object, today: date, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        fields: dict[str, Any] = self.fields
        fields["referrer"].queryset = Referrer.objects.current(today)
        fields["municipality"].queryset = Municipality.objects.order_by("name")

    def clean_received_on(self) -> date:
        received_on: date = self.cleaned_data["received_on"]
        if received_on > self.today:
            raise forms.ValidationError(IN_FUTURE)
        return received_on

    def action_data(self) -> dict[str, object]:
        """The number went into the identity."""
        data = dict(self.cleaned_data)
        del data["number"], data["is_tf"]
        return data


class NewReferralForm(ReferralForm):
    delprojekt = forms.ModelChoiceField(label="Delprojekt", queryset=Delprojekt.objects.none())
    key = forms.UUIDField(widget=forms.HiddenInput)
    field_order = ("delprojekt", *FACTS[:5], "number", "is_tf")

    def __init__(self, *args: object, places: QuerySet[Delprojekt], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("key", uuid7())
        field: Any = self.fields["delprojekt"]
        field.queryset = places
        if len(places) == 1:
            self.initial.setdefault("delprojekt", places[0].pk)


class ChangeReferralForm(ReferralForm):
    """The number is not shown: it is written again when it was wrong."""

    version = version_field()
    field_order = (*FACTS[:5], "number", "is_tf")

    def __init__(self, *args: object, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["number"].required = False
        self.fields["number"].help_text = "Lämna tomt om numret är rätt."
        received: Any = self.fields["received_on"]
        received.disabled = True
        received.help_text = "Stegen räknas från dagen, så den ändras inte."


class StepForm(PlainForm):
    """The steps that may follow and need no more than a comment."""

    state = forms.ChoiceField(label="Nästa steg", widget=forms.RadioSelect)
    note = note_field("Kommentar", "Läses av dem som arbetar med remissen.")

    def __init__(self, *args: object, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["state"]
        choices = []
        for state in ALLOWED[ReferralState(referral.state)]:
            if state not in OTHER_STEPS:
                choices.append((state.value, capfirst(state.label)))
        field.choices = choices

    def clean_state(self) -> ReferralState:
        return ReferralState(self.cleaned_data["state"])


class DeclineForm(PlainForm):
    decline_reason = forms.ModelChoiceField(
        label="Skäl", queryset=DeclineReason.objects.none(), help_text="Står i brevet."
    )
    note = note_field("Mer att säga i brevet", "Personen läser det.")

    def __init__(self, *args: object, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["decline_reason"]
        field.queryset = DeclineReason.objects.current(today)

    def action_data(self) -> dict[str, object]:
        return {**self.cleaned_data, "state": ReferralState.DECLINED}


class MoveForm(PlainForm):
    to = forms.ModelChoiceField(label="Till delprojekt", queryset=Delprojekt.objects.none())
    note = note_field("Varför remissen flyttas", "Läses av dem som tar emot den.", is_required=True)

    def __init__(self, *args: object, places: QuerySet[Delprojekt], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.queryset = places


class AcceptForm(PlainForm):
    """Everything else is in the referral."""

    started_on = forms.DateField(label="Startdatum", help_text="Den första dagen i delprojektet.")
    staff = forms.ModelChoiceField(label="Ansvarig", queryset=Staff.objects.none())
    sus_consent_on = forms.DateField(
        label="SUS-samtycket skrevs under",
        required=False,
        help_text="Blankett 9443. Utan samtycke rapporteras deltagaren anonymt till SUS.",
    )
    note = note_field("Kommentar", "Läses av dem som arbetar med remissen.")

    def __init__(self, *args: object, today: date, staff: QuerySet[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        field: Any = self.fields["staff"]
        field.queryset = staff

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for name in ("started_on", "sus_consent_on"):
            day = cleaned.get(name)
            if day and day > self.today:
                self.add_error(name, IN_FUTURE)
        return cleaned

    def action_data(self) -> dict[str, object]:
        data = dict(self.cleaned_data)
        data["responsible"] = data.pop("staff")
        return data


STATES: Options = [("oppna", "väntar på beslut"), *ReferralState.choices, ("alla", "alla")]
WAITED: Options = [("", "alla"), ("14", "minst 14 dagar"), ("30", "minst 30 dagar")]
WAITED += [("60", "minst 60 dagar"), ("90", "minst 90 dagar")]


class InboxForm:
    """The filters of the inbox. What is unknown or missing falls back to the usual list."""

    def __init__(self, data: Mapping[str, str], *, user: Staff) -> None:
        handled = user.scope.delprojekt_with(Permission.REGISTER)
        self.delprojekt = [place for place in user.current_delprojekt if place.pk in handled]
        places: Options = [("", "alla")]
        for delprojekt in self.delprojekt:
            places.append((delprojekt.code, delprojekt.name))
        self.state = filter_of(data, "steg", "Steg", STATES)
        self.waited = filter_of(data, "vantat", "Har väntat", WAITED)
        self.place = filter_of(data, "delprojekt", "Delprojekt", places)
        self.filters = [self.state, self.waited, self.place]
        self.page = page_number(data.get("sida", ""))

    @property
    def has_several_delprojekt(self) -> bool:
        return len(self.delprojekt) > 1

    def selection(self) -> ReferralSelection:
        keys = {delprojekt.code: delprojekt.pk for delprojekt in self.delprojekt}
        return ReferralSelection(
            state=self.state.value,
            delprojekt=keys.get(self.place.value),
            days=int(self.waited.value or 0),
            page=self.page,
        )

    def filled_values(self) -> dict[str, str]:
        """Return what is carried to the next page."""
        return {one.name: one.value for one in self.filters if one.value}
