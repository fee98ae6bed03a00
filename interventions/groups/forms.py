"""Forms of a group: what it is, when it meets, who takes part, and who came."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django import forms
from django.db.models import QuerySet

from interventions.bookings.forms import TimesField, every_weeks_field
from interventions.bookings.rules import LONGEST, WRONG_TIME
from interventions.contacts.forms import MinutesField, StartTimeField
from interventions.groups.actions import NOBODY
from interventions.groups.models import Group, GroupOccasion
from interventions.groups.queries import RosterRow, minutes_name
from mia.core.uuid7 import uuid7
from mia.forms.base import ActionForm, PlainForm, version_field
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment

WRONG_MINUTES = "Skriv minuter, till exempel 90, eller timmar, till exempel 1,5 tim."
TOO_LONG = "En träff är högst 480 minuter."
CHANGED = "Listan har ändrats. Välj igen."
NOT_SHOWN = "har kommit till, eller ändrats, medan du hade sidan öppen. Kontrollera raden."
SEND_AGAIN = "Det du fyllde i står kvar. Spara igen om det är det som stämmer."


class GroupForm(ActionForm):
    class Meta:
        model = Group
        fields: tuple[str, ...] = ("name", "kind", "audience", "leader", "started_on")
        help_texts = {"name": "Skriv inget om någon person.", "audience": "Juridiskt kön."}

    def __init__(self, *args: Any, staff: QuerySet[Staff], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leaders: Any = self.fields["leader"]
        leaders.queryset = staff


class NewGroupForm(GroupForm):
    """`key` is the key of the row to be made: a double click makes one row."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)
    delprojekt = forms.ModelChoiceField(label="Delprojekt", queryset=Delprojekt.objects.none())
    field_order = ("delprojekt",)

    def __init__(self, *args: Any, places: Sequence[Delprojekt], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        delprojekt: Any = self.fields["delprojekt"]
        keys = [place.pk for place in places]
        delprojekt.queryset = Delprojekt.objects.filter(pk__in=keys).order_by("name")
        if len(places) == 1:
            delprojekt.initial = places[0].pk
            delprojekt.empty_label = None


class ChangeGroupForm(GroupForm):
    version = version_field()

    class Meta(GroupForm.Meta):
        fields = (*GroupForm.Meta.fields, "ended_on", "version")


class PlanForm(ActionForm):
    starts_at = StartTimeField(label="Tid", error_messages={"invalid": WRONG_TIME})
    minutes = MinutesField(
        label="Minuter",
        min_value=1,
        max_value=LONGEST,
        error_messages={"invalid": WRONG_MINUTES, "max_value": TOO_LONG},
    )

    every_weeks = every_weeks_field()
    times = TimesField()

    class Meta:
        model = GroupOccasion
        fields = ("held_on",)

    def clean_minutes(self) -> int:
        minutes: int | None = self.cleaned_data["minutes"]
        if not minutes:
            raise forms.ValidationError(WRONG_MINUTES)
        return minutes


class TakeInForm(PlainForm):
    enrolments = forms.MultipleChoiceField(
        label="Deltagare", error_messages={"required": NOBODY, "invalid_choice": CHANGED}
    )

    def __init__(self, *args: Any, cases: Sequence[Enrolment], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cases = {str(case.pk): case for case in cases}
        keys: Any = self.fields["enrolments"]
        keys.choices = [(key, str(case.participant)) for key, case in self.cases.items()]

    def action_data(self) -> dict[str, object]:
        return {"enrolments": [self.cases[key] for key in self.cleaned_data["enrolments"]]}


class RosterLine(NamedTuple):
    """A participant in the form: whether absent, and the fields of the line."""

    enrolment: Enrolment
    is_absent: bool
    minutes: forms.BoundField
    version: forms.BoundField


class RosterForm(PlainForm):
    """Everyone is present unless marked as absent. `minutes_<key>` is how long each was there, and
    `version_<key>` what the line showed: the version of the contact, 0 when nothing was noted.
    """

    absent = forms.MultipleChoiceField(
        label="Frånvarande", required=False, error_messages={"invalid_choice": CHANGED}
    )
    is_outdated = False  # somebody else has noted a line meanwhile, and otherwise

    def __init__(
        self, *args: Any, roster: Sequence[RosterRow], occasion: GroupOccasion, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.roster, self.occasion = roster, occasion
        absent: Any = self.fields["absent"]
        absent.choices = [(str(row.enrolment.pk), str(row.enrolment)) for row in roster]
        absent.initial = [str(row.enrolment.pk) for row in roster if row.was_absent]
        for row in roster:
            label = f"Minuter för {row.enrolment.participant}"
            field = MinutesField(label=label, max_value=LONGEST, required=False)
            field.error_messages |= {"invalid": WRONG_MINUTES, "max_value": TOO_LONG}
            if row.contact is not None and row.contact.minutes:
                field.initial = row.contact.minutes
            self.fields[minutes_name(row.enrolment.pk)] = field
            version = forms.IntegerField(
                widget=forms.HiddenInput, initial=row.version, required=False
            )
            self.fields[version_name(row.enrolment.pk)] = version

    @property
    def lines(self) -> list[RosterLine]:
        absent = set(self["absent"].value() or ())
        lines = []
        for row in self.roster:
            key = row.enrolment.pk
            fields = self[minutes_name(key)], self[version_name(key)]
            lines.append(RosterLine(row.enrolment, str(key) in absent, *fields))
        return lines

    @property
    def is_noted(self) -> bool:
        return all(row.contact is not None for row in self.roster)

    def clean(self) -> dict[str, Any]:
        """Tell at its line what somebody else has noted since the page was opened. What was typed
        stays, and holds when it is sent again.
        """
        data = self.cleaned_data
        absent = data.get("absent") or ()
        sent: Any = self.data
        current = sent.copy()
        for row in self.roster:
            key = row.enrolment.pk
            name = minutes_name(key)
            if name in self.errors or data.get(version_name(key)) == row.version:
                continue
            minutes = data[name] or self.occasion.minutes
            facts = row.facts(is_absent=str(key) in absent, minutes=minutes)
            if row.holds(facts):
                continue
            current[version_name(key)] = str(row.version)
            self.add_error(name, change_text(row))
            self.is_outdated = True
        self.data = current
        return data

    def action_data(self) -> dict[str, object]:
        own_minutes, versions = {}, {}
        for row in self.roster:
            key = row.enrolment.pk
            minutes = self.cleaned_data[minutes_name(key)]
            if minutes:
                own_minutes[key] = minutes
            versions[key] = row.version
        absent = [UUID(key) for key in self.cleaned_data["absent"]]
        return {"absent": absent, "own_minutes": own_minutes, "versions": versions}


def version_name(key: UUID) -> str:
    return f"version_{key}"


def change_text(row: RosterRow) -> str:
    """What a line holds now that another one has been sent for it."""
    if row.contact is None:
        return f"{row.enrolment.participant} {NOT_SHOWN}"
    person = row.contact.corrected_by or row.contact.registered_by or "Någon annan"
    current = f"{row.contact.get_outcome_display()}, {row.contact.minutes} minuter"
    return f"{person} ändrade raden medan du hade sidan öppen: {current}. {SEND_AGAIN}"
