"""Forms about memberships: a role from–to, and its last day."""

from typing import Any

from django import forms
from django.utils.text import capfirst

from mia.access.roles import ROLES, Role
from mia.forms.base import ActionForm
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
        fields = ("role", "delprojekt", "team", "method", "party", "started_on", "ended_on")
        widgets = {"role": forms.RadioSelect}
        help_texts = {
            "delprojekt": "Koordinator, utredare och administratör kan gälla hela programmet.",
            "method": "Bara för metodhandledare.",
            "party": "Bara för styrgruppsledamöter.",
            "ended_on": "Sista dagen. Lämna tomt så länge uppdraget gäller.",
        }

    def configure_fields(self) -> None:
        super().configure_fields()
        fields: dict[str, Any] = self.fields
        fields["role"].choices = [(role.value, role_in_words(role)) for role in Role]
        fields["delprojekt"].queryset = delprojekt_listed()
        fields["delprojekt"].empty_label = "Hela programmet"
        fields["team"].queryset = teams_listed()
        fields["team"].empty_label = "Inget team"


def role_in_words(role: Role) -> str:
    """Return the role's Swedish name and description."""
    return f"{capfirst(role.label)}. {ROLES[role].description}"


class MembershipEndForm(ActionForm):
    class Meta:
        model = Membership
        fields = ("ended_on",)
        labels = {"ended_on": "Sista dagen"}
        help_texts = {
            "ended_on": "Rollen gäller hela den dagen. Välj gårdagen om den ska upphöra nu."
        }

    def configure_fields(self) -> None:
        super().configure_fields()
        self.fields["ended_on"].required = True

    def action_data(self) -> dict[str, object]:
        """The last day is set whatever it was before."""
        return {"last_day": self.cleaned_data["ended_on"]}
