"""Forms of a group: what it is, when it meets, who takes part, and who came."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django import forms
from django.db.models import QuerySet

from interventions.contacts.enums import Outcome
from interventions.contacts.forms import MinutesField, StartTimeField
from interventions.groups.actions import MOST_TIMES, NOBODY
from interventions.groups.models import LONGEST, Group, GroupOccasion
from interventions.groups.queries import RosterRow
from mia.forms.base import ActionForm, PlainForm, version_field
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment

EVERY = [("0", "En gång"), ("1", "Varje vecka"), ("2", "Varannan vecka"), ("4", "Var fjärde vecka")]
WRONG_MINUTES = "Skriv minuter, till exempel 90, eller timmar, till exempel 1,5 tim."
TOO_LONG = "En träff är högst 480 minuter."
CHANGED = "Listan har ändrats. Välj igen."


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
    starts_at = StartTimeField(
        label="Tid", error_messages={"invalid": "Skriv tiden som TT:MM, till exempel 09:30."}
    )
    minutes = MinutesField(
        label="Minuter",
        min_value=1,
        max_value=LONGEST,
        error_messages={"invalid": WRONG_MINUTES, "max_value": TOO_LONG},
    )
    every_weeks = forms.TypedChoiceField(label="Återkommer", choices=EVERY, coerce=int, initial="0")
    times = forms.IntegerField(
        label="Antal gånger",
        required=False,
        min_value=1,
        max_value=MOST_TIMES,
        help_text=f"Fylls i när träffen återkommer, högst {MOST_TIMES}.",
    )

    class Meta:
        model = GroupOccasion
        fields = ("held_on",)

    def clean_minutes(self) -> int:
        minutes: int | None = self.cleaned_data["minutes"]
        if not minutes:
            raise forms.ValidationError(WRONG_MINUTES)
        return minutes

    def clean_times(self) -> int:
        return self.cleaned_data["times"] or 1


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
    """A participant in the form: whether absent, and the field with minutes of their own."""

    enrolment: Enrolment
    is_absent: bool
    minutes: forms.BoundField


class RosterForm(PlainForm):
    """Everyone is present unless marked as absent. `minutes_<key>` is how long each was there."""

    absent = forms.MultipleChoiceField(
        label="Frånvarande", required=False, error_messages={"invalid_choice": CHANGED}
    )

    def __init__(self, *args: Any, roster: Sequence[RosterRow], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.roster = roster
        absent: Any = self.fields["absent"]
        absent.choices = [(str(row.enrolment.pk), str(row.enrolment)) for row in roster]
        absent.initial = [str(row.enrolment.pk) for row in roster if _was_absent(row)]
        for row in roster:
            label = f"Minuter för {row.enrolment.participant}"
            field = MinutesField(label=label, max_value=LONGEST, required=False)
            field.error_messages |= {"invalid": WRONG_MINUTES, "max_value": TOO_LONG}
            if row.contact is not None and row.contact.minutes:
                field.initial = row.contact.minutes
            self.fields[minutes_name(row.enrolment.pk)] = field

    @property
    def lines(self) -> list[RosterLine]:
        absent = set(self["absent"].value() or ())
        lines = []
        for row in self.roster:
            key = row.enrolment.pk
            line = RosterLine(row.enrolment, str(key) in absent, self[minutes_name(key)])
            lines.append(line)
        return lines

    def action_data(self) -> dict[str, object]:
        own_minutes = {}
        for row in self.roster:
            minutes = self.cleaned_data[minutes_name(row.enrolment.pk)]
            if minutes:
                own_minutes[row.enrolment.pk] = minutes
        absent = [UUID(key) for key in self.cleaned_data["absent"]]
        return {"absent": absent, "own_minutes": own_minutes}


def minutes_name(key: UUID) -> str:
    return f"minutes_{key}"


def _was_absent(row: RosterRow) -> bool:
    """Also a contact that was corrected to one that was cancelled: nobody came."""
    return row.contact is not None and row.contact.outcome != Outcome.HELD
