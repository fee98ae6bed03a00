"""Memberships: a role from–to."""

from typing import Any

from django import forms
from django.utils.text import capfirst

from mia.access.roles import ROLES, Role
from mia.forms.model_forms import ActionForm
from mia.organisation.delprojekt.models import Team
from mia.organisation.delprojekt.queries import delprojekt_listed, teams_listed
from mia.organisation.memberships.models import Membership


class TeamField(forms.ModelChoiceField):
    def label_from_instance(self, obj: Team) -> str:
        return f"{obj.name} ({obj.delprojekt})"


class MembershipForm(ActionForm):
    team = TeamField(
        label="Team",
        queryset=Team.objects.none(),
        required=False,
        help_text="För handläggare som arbetar i ett team.",
    )

    class Meta:
        model = Membership
        fields = ("role", "delprojekt", "team", "started_on", "ended_on")
        widgets = {"role": forms.RadioSelect}
        help_texts = {
            "delprojekt": "Koordinator, utredare och administratör kan gälla hela programmet.",
            "ended_on": "Sista dagen. Lämna tomt så länge uppdraget gäller.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            (role.value, f"{capfirst(role.label)}. {ROLES[role].description}") for role in Role
        ]
        self.fields["delprojekt"].queryset = delprojekt_listed()  # type: ignore[attr-defined]
        self.fields["delprojekt"].empty_label = "Hela programmet"  # type: ignore[attr-defined]
        self.fields["team"].queryset = teams_listed()  # type: ignore[attr-defined]
        self.fields["team"].empty_label = "Inget team"  # type: ignore[attr-defined]


class LastDayForm(ActionForm):
    class Meta:
        model = Membership
        fields = ("ended_on",)
        labels = {"ended_on": "Sista dagen"}
        help_texts = {
            "ended_on": "Rollen gäller hela den dagen. Välj gårdagen om den ska upphöra nu."
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ended_on"].required = True
        del self.fields["seen"]  # the last day is set whatever it was
