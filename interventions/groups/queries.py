"""Reads of groups, of their occasions and of those who take part, as far as the user sees them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from django.db.models import F, Q, QuerySet

from interventions.contacts.models import Contact
from interventions.groups.enums import LEFT_OUT
from interventions.groups.models import Group, GroupMember, GroupOccasion
from interventions.methods.queries import colleagues
from interventions.removals.models import ContactRemoval
from mia.access.roles import Permission
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment
from participants.enrolments.queries import assigned_to
from participants.visibility import works_with


@dataclass(frozen=True)
class RosterRow:
    """A member at an occasion. `contact` is what was noted, if it is noted."""

    member: GroupMember
    contact: Contact | None

    @property
    def enrolment(self) -> Enrolment:
        enrolment: Enrolment = self.member.enrolment
        return enrolment


def contact_key(occasion: UUID, enrolment: UUID) -> UUID:
    """The key of the contact that an occasion is for a participant: noted again it is the same."""
    return uuid5(occasion, str(enrolment))


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


def list_occasions(group: Group) -> list[GroupOccasion]:
    """The latest first."""
    rows = GroupOccasion.objects.filter(group=group)
    return list(rows.order_by("-held_on", "-starts_at"))


def list_members(user: Staff, group: Group, day: date) -> list[GroupMember]:
    """Those who take part on the day and whom the user works with, by name."""
    rows = GroupMember.objects.visible_to(user).active(day).filter(group=group)
    open_then = Q(enrolment__ended_on=None) | Q(enrolment__ended_on__gte=day)
    related = rows.filter(open_then).select_related("enrolment__participant")
    names = ("enrolment__participant__family_name", "enrolment__participant__given_name", "pk")
    members = []
    for member in related.order_by(*names):
        if works_with(user, member.enrolment, Permission.LOG_CONTACT):
            members.append(member)
    return members


def list_roster(user: Staff, occasion: GroupOccasion) -> list[RosterRow]:
    """The members on the day of the occasion, but for those whose contact was deleted since: it
    comes back by being restored. Four statements, whoever they are.
    """
    members = list_members(user, occasion.group, occasion.held_on)
    keys = {}
    for member in members:
        keys[contact_key(occasion.pk, member.enrolment_id)] = member
    contacts = Contact.objects.visible_to(user).select_related("enrolment").in_bulk(list(keys))
    removals = ContactRemoval.objects.visible_to(user).filter(contact__in=keys, restored_at=None)
    removed = set(removals.values_list("contact", flat=True))
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
