"""Forms for hosts and agreements."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from interventions.hosts.models import MOST_HOURS, Agreement, AgreementFollowUp, Host
from interventions.hosts.queries import HostSelection
from mia.core import organisation_number
from mia.core.uuid7 import uuid7
from mia.forms.base import ActionForm, PlainForm, version_field
from mia.organisation.delprojekt.models import Delprojekt, Municipality
from participants.codes.models import Branch


def branch_choices(present: list[str], today: date) -> list[tuple[str, str]]:
    """The current branches, and retired ones that the row already has."""
    is_current = Q(retired_on=None) | Q(retired_on__gt=today)
    branches = Branch.objects.filter(is_current | Q(code__in=present))
    return [(branch.code, branch.label) for branch in branches.order_by("position", "code")]


def branches_field() -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label="Branscher", required=False, widget=forms.CheckboxSelectMultiple
    )


class HostFactsForm(ActionForm):
    starts_empty = True

    organisation_number = forms.CharField(
        label="Organisationsnummer",
        required=False,
        max_length=13,
        help_text="Tio siffror. Lämna tomt för en enskild firma.",
    )
    branches = branches_field()

    class Meta:
        model = Host
        fields: tuple[str, ...] = (
            "name",
            "organisation_number",
            "kind",
            "municipality",
            "branches",
            "languages",
            "least_hours",
            "is_digital",
            "contact_name",
            "contact_telephone",
            "contact_email",
            "ended_on",
        )
        help_texts = {
            "languages": "Till exempel svenska, arabiska.",
            "least_hours": "Så få timmar i veckan som värden kan ta emot någon.",
            "ended_on": "Fylls i när värden inte tar emot fler.",
        }
        error_messages = {
            "name": {"required": "Skriv vad värden heter."},
            "kind": {"required": "Välj vad det är för slags värd."},
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["branches"]
        field.choices = branch_choices(self.instance.branches, today)
        municipalities: Any = self.fields["municipality"]
        municipalities.queryset = Municipality.objects.order_by("name")

    def clean_organisation_number(self) -> str | None:
        """Ten digits without the hyphen; None when it is left empty."""
        text: str = self.cleaned_data["organisation_number"]
        if not text:
            return None
        try:
            return organisation_number.parse(text)
        except organisation_number.OrganisationNumberError as error:
            raise forms.ValidationError(str(error)) from error


class NewHostForm(HostFactsForm):
    """`key` is the key of the row to be made."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)


class ChangeHostForm(HostFactsForm):
    version = version_field()

    class Meta(HostFactsForm.Meta):
        fields = (*HostFactsForm.Meta.fields, "version")


class AgreementFactsForm(ActionForm):
    starts_empty = True

    branches = branches_field()

    class Meta:
        model = Agreement
        fields: tuple[str, ...] = (
            "reference",
            "started_on",
            "ended_on",
            "places",
            "price",
            "branches",
            "asks_equality",
            "asks_non_discrimination",
            "asks_accessibility",
            "asks_rotation",
        )
        help_texts = {
            "price": "Utan moms. Lämna tomt om platserna inte kostar något.",
            "asks_equality": "Avtalet ställer krav på det. Detsamma gäller de tre nästa.",
        }

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["branches"]
        field.choices = branch_choices(self.instance.branches, today)


class NewAgreementForm(AgreementFactsForm):
    """With the delprojekt that agrees. `key` is the key of the row to be made."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)

    class Meta(AgreementFactsForm.Meta):
        fields = ("delprojekt", *AgreementFactsForm.Meta.fields)

    def __init__(self, *args: Any, places: "QuerySet[Delprojekt]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["delprojekt"]
        field.queryset = places


class ChangeAgreementForm(AgreementFactsForm):
    version = version_field()

    class Meta(AgreementFactsForm.Meta):
        fields = (*AgreementFactsForm.Meta.fields, "version")


class FollowUpFactsForm(ActionForm):
    starts_empty = True

    class Meta:
        model = AgreementFollowUp
        fields: tuple[str, ...] = (
            "held_on",
            "equality",
            "non_discrimination",
            "accessibility",
            "rotation",
            "remarks",
            "action",
            "due_on",
            "done_on",
        )
        help_texts = {
            "equality": "Lever värden upp till det? Lämna tomt det som avtalet inte kräver.",
            "remarks": "Skriv inget om enskilda deltagare.",
            "action": "Vad värden eller MIA ska göra.",
        }
        error_messages = {"held_on": {"required": "Ange när ni följde upp avtalet."}}


class FollowUpForm(FollowUpFactsForm):
    """`key` is the key of the row to be made."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)


class ChangeFollowUpForm(FollowUpFactsForm):
    version = version_field()

    class Meta(FollowUpFactsForm.Meta):
        fields = (*FollowUpFactsForm.Meta.fields, "version")


class HostSearchForm(PlainForm):
    """Narrows the list of hosts. Nothing in it is about a participant."""

    ord = forms.CharField(label="Namn eller organisationsnummer", required=False, max_length=100)
    kommun = forms.ModelChoiceField(
        label="Kommun", queryset=Municipality.objects.none(), required=False
    )
    bransch = forms.ChoiceField(label="Bransch", required=False)
    sprak = forms.CharField(label="Språk", required=False, max_length=60)
    timmar = forms.IntegerField(
        label="Timmar i veckan", required=False, min_value=1, max_value=MOST_HOURS
    )
    lediga = forms.BooleanField(label="Bara med lediga platser", required=False)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        branches: Any = self.fields["bransch"]
        branches.choices = [("", "Alla"), *branch_choices([], today)]
        municipalities: Any = self.fields["kommun"]
        municipalities.queryset = Municipality.objects.order_by("name")
        municipalities.empty_label = "Alla"

    def selection(self) -> HostSelection:
        """What the list is narrowed to; a field that is wrong narrows nothing."""
        self.full_clean()
        values: dict[str, Any] = getattr(self, "cleaned_data", {})
        municipality = values.get("kommun")
        return HostSelection(
            words=values.get("ord", "").strip(),
            municipality=municipality.pk if municipality else "",
            branch=values.get("bransch", ""),
            language=values.get("sprak", "").strip(),
            hours=values.get("timmar"),
            only_free=values.get("lediga", False),
        )
