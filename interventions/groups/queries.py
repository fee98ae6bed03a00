"""Reads of groups, of their occasions and of those who take part, as far as the user sees them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from django.db.models import F, Q, QuerySet

from interventions.contacts.enums import Outcome
from interventions.contacts.models import Contact
from interventions.groups.enums import LEFT_OUT
from interventions.groups.models import (
    Group,
    GroupMember,
    GroupMemberQuerySet,
    GroupOccasion,
)
from interventions.methods.queries import colleagues
from interventions.removals.models import ContactRemoval
from mia.access.roles import Permission
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.enrolments.queries import assigned_to


@dataclass(frozen=True)
class RosterRow:
    """A member at an occasion. `contact` is what was noted, if it is noted."""

    member: GroupMember
    contact: Contact | None

    @property
    def enrolment(self) -> Enrolment:
        enrolment: Enrolment = self.member.enrolment
        return enrolment

    @property
    def version(self) -> int:
        """Of the contact; 0 without any."""
        return 0 if self.contact is None else self.contact.version

    @property
    def was_absent(self) -> bool:
        """Also by a contact that was corrected to one that was cancelled: nobody came."""
        return self.contact is not None and self.contact.outcome != Outcome.HELD

    def facts(self, *, is_absent: bool, minutes: int) -> dict[str, Any]:
        """Return outcome and minutes of the contact, as the form says. What it was corrected to,
        cancelled for example, stays.
        """
        if not is_absent:
            return {"outcome": Outcome.HELD.value, "minutes": minutes}
        outcome = Outcome.NO_SHOW.value
        if self.contact is not None and self.was_absent:
            outcome = self.contact.outcome
        return {"outcome": outcome, "minutes": 0}

    def holds(self, facts: Mapping[str, Any]) -> bool:
        """Whether the contact is noted so already."""
        return self.contact is not None and all(
            getattr(self.contact, name) == value for name, value in facts.items()
        )


def contact_key(occasion: UUID, enrolment: UUID) -> UUID:
    """The key of the contact that an occasion is for a participant: noted again it is the same."""
    return uuid5(occasion, str(enrolment))


def minutes_name(enrolment: UUID) -> str:
    """The field of the roster's form with the minutes of an enrolment."""
    return f"minutes_{enrolment}"


def visible_groups(user: Staff) -> "QuerySet[Group]":
    """The groups of the delprojekt where the user logs contacts."""
    delprojekt = user.scope.delprojekt_with(Permission.LOG_CONTACT)
    groups = Group.objects.filter(delprojekt__in=delprojekt)
    return groups.select_related("delprojekt", "leader")


def list_groups(user: Staff, today: date) -> list[Group]:
    """Those that run first, then those that have ended, by name."""
    running = Q(ended_on=None) | Q(ended_on__gte=today)
    groups = visible_groups(user).annotate(is_open=running)
    return list(groups.order_by("-is_open", "name", "pk"))


def possible_leaders(places: Iterable[Delprojekt], today: date) -> "QuerySet[Staff]":
    """Those who work with participants in any of the delprojekt, by name."""
    leaders = Staff.objects.none()
    for place in places:
        leaders |= colleagues(place.pk, today)
    return leaders


def occasions_of(group: Group) -> "QuerySet[GroupOccasion]":
    """The latest first."""
    rows = GroupOccasion.objects.filter(group=group)
    return rows.order_by("-held_on", "-starts_at")


def own_members(user: Staff, group: Group) -> GroupMemberQuerySet:
    """Those who take part, or did, and whom the user works with."""
    rows = GroupMember.objects.visible_to(user).worked_with(user, Permission.LOG_CONTACT)
    members: GroupMemberQuerySet = rows.filter(group=group)
    return members


def list_members(user: Staff, group: Group, day: date) -> list[GroupMember]:
    """Those who take part on the day and whom the user works with, by name."""
    open_then = Q(enrolment__ended_on=None) | Q(enrolment__ended_on__gte=day)
    rows = own_members(user, group).active(day).filter(open_then)
    names = ("enrolment__participant__family_name", "enrolment__participant__given_name", "pk")
    return list(rows.select_related("enrolment__participant").order_by(*names))


class OccasionRow(NamedTuple):
    """An occasion, and whether the user has noted who came: None before it, and without anybody
    whom the user works with.
    """

    occasion: GroupOccasion
    is_noted: bool | None


def with_states(
    user: Staff, group: Group, occasions: Iterable[GroupOccasion], today: date
) -> list[OccasionRow]:
    """The occasions, each with what the user has noted."""
    occasions = list(occasions)
    held = [occasion for occasion in occasions if occasion.held_on <= today]
    noted = noted_by_occasion(user, group, held)
    return [OccasionRow(occasion, noted.get(occasion.pk)) for occasion in occasions]


def noted_by_occasion(
    user: Staff, group: Group, occasions: Iterable[GroupOccasion]
) -> dict[UUID, bool]:
    """Whether it is noted who came of the participants whom the user works with; an occasion at
    which none of them took part is not there. Three statements.
    """
    stays = own_members(user, group).values_list(
        "enrolment", "started_on", "ended_on", "enrolment__ended_on"
    )
    periods = [(key, first, _earlier(last, exit_on)) for key, first, last, exit_on in stays]
    keys: dict[UUID, list[UUID]] = {}
    for occasion in occasions:
        for enrolment, first, last in periods:
            if first <= occasion.held_on <= last:
                keys.setdefault(occasion.pk, []).append(contact_key(occasion.pk, enrolment))
    every = {key for of_occasion in keys.values() for key in of_occasion}
    noted = set(Contact.objects.visible_to(user).filter(pk__in=every).values_list("pk", flat=True))
    done = noted | removed_among(user, every)
    return {occasion: done.issuperset(of_occasion) for occasion, of_occasion in keys.items()}


def _earlier(*days: date | None) -> date:
    """Return the first of the days that there are; without any, the last day of all."""
    return min((day for day in days if day is not None), default=date.max)


def removed_among(user: Staff, contacts: Iterable[UUID]) -> set[UUID]:
    """Those of the contacts that were deleted, and not restored."""
    removals = ContactRemoval.objects.visible_to(user).filter(restored_at=None)
    return set(removals.filter(contact__in=contacts).values_list("contact", flat=True))


def list_roster(user: Staff, occasion: GroupOccasion) -> list[RosterRow]:
    """The members on the day of the occasion, but for those whose contact was deleted since: it
    comes back by being restored. Four statements, whoever they are.
    """
    members = list_members(user, occasion.group, occasion.held_on)
    keys = {}
    for member in members:
        keys[contact_key(occasion.pk, member.enrolment_id)] = member
    related = ("enrolment", "registered_by", "corrected_by")
    contacts = Contact.objects.visible_to(user).select_related(*related).in_bulk(list(keys))
    removed = removed_among(user, keys)
    rows = []
    for key, member in keys.items():
        if key not in removed:
            rows.append(RosterRow(member, contacts.get(key)))
    return rows


def list_addable(user: Staff, group: Group, today: date) -> list[Enrolment]:
    """The user's own open cases in the delprojekt that are not in the group, by name."""
    members = GroupMember.objects.visible_to(user).active(today).filter(group=group)
    cases = assigned_to(user, today).filter(ended_on=None, delprojekt=group.delprojekt_id)
    rows = cases.exclude(pk__in=members.values("enrolment")).select_related("participant")
    if group.audience in LEFT_OUT:
        rows = rows.exclude(participant__sex=LEFT_OUT[group.audience])
    return list(rows.order_by("participant__family_name", "participant__given_name", "pk"))


def list_of_enrolment(user: Staff, enrolment: Enrolment) -> Sequence[GroupMember]:
    """The groups of an enrolment, those that go on first."""
    rows = GroupMember.objects.visible_in(user, enrolment).select_related("group")
    return list(rows.order_by(F("ended_on").desc(nulls_first=True), "-started_on"))
