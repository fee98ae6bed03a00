"""Writes about groups: make, change, plan occasions, take in, let go, and note who came."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from interventions.bookings.rules import recurring_days
from interventions.contacts import actions as contacts_actions
from interventions.contacts.access import can_correct_contact, note_text
from interventions.contacts.models import Contact
from interventions.groups.models import Group, GroupMember, GroupOccasion
from interventions.groups.queries import RosterRow, contact_key, minutes_name
from interventions.methods.queries import colleagues
from mia import audit
from mia.access import saving
from mia.access.saving import Conflict, KeyTaken
from mia.organisation.delprojekt.models import Delprojekt
from mia.organisation.staff.models import Staff
from participants.enrolments.models import Enrolment

NOT_YET = "Träffen har inte varit än."
CHANGED_MEANWHILE = "Någon har just ändrat en kontakt. Spara igen så ser du vad."
NOT_CORRECTED = "Det som är noterat rättas inte i en nödöppning. Låt raden stå som den var."
NOBODY = "Välj minst en deltagare."
WORKS_ELSEWHERE = "Gruppledaren arbetar inte i delprojektet. Välj någon annan."


@transaction.atomic
def make(
    *, by: Staff, today: date, key: UUID, delprojekt: Delprojekt, leader: Staff, **facts: object
) -> Group:
    """Make a group, and return it. Its leader works in the delprojekt.

    `key` is the form's own key of the row: the form sent twice makes one group. Raises
    ValidationError, also when it was sent before with something else.
    """
    if not colleagues(delprojekt.pk, today).filter(pk=leader.pk).exists():
        raise ValidationError({"leader": WORKS_ELSEWHERE})
    facts |= {"delprojekt": delprojekt, "leader": leader, "registered_by": by}
    group = Group(pk=key, **facts)
    try:
        saving.store(group)
    except KeyTaken:
        existing = Group.objects.filter(pk=key, **facts).first()
        if existing is None:
            raise
        return existing
    audit.record_event(audit.Action.WRITE, "group.made", group=str(group.pk))
    return group


@transaction.atomic
def change(group: Group, *, by: Staff, version: int, **facts: object) -> Group:
    """Raises Conflict, ValidationError."""
    for field, value in facts.items():
        setattr(group, field, value)
    saving.change(group, *facts, version=version)
    audit.record_event(audit.Action.WRITE, "group.changed", group=str(group.pk), by=by.pk)
    return group


@transaction.atomic
def plan(
    group: Group,
    *,
    by: Staff,
    held_on: date,
    starts_at: time,
    minutes: int,
    every_weeks: int = 0,
    times: int = 1,
) -> list[GroupOccasion]:
    """Plan an occasion, or as many as recur with so many weeks between them, and return them.

    Raises ValidationError.
    """
    occasions = []
    for day in recurring_days(held_on, every_weeks, times):
        occasion = GroupOccasion(
            group=group,
            delprojekt_id=group.delprojekt_id,
            held_on=day,
            starts_at=starts_at,
            minutes=minutes,
        )
        saving.store(occasion)
        occasions.append(occasion)
    audit.record_event(audit.Action.WRITE, "group.planned", group=str(group.pk), by=by.pk)
    return occasions


@transaction.atomic
def take_in(
    group: Group, enrolments: Iterable[Enrolment], *, by: Staff, on: date
) -> list[GroupMember]:
    """Let participants take part from the day on, and return their rows. Raises ValidationError."""
    members = []
    for enrolment in enrolments:
        member = GroupMember(
            group=group,
            enrolment=enrolment,
            delprojekt_id=enrolment.delprojekt_id,
            started_on=on,
            registered_by=by,
        )
        saving.store(member)
        members.append(member)
        audit.record_event(audit.Action.WRITE, "group.joined", enrolment.participant_id)
    if not members:
        raise ValidationError(NOBODY)
    return members


@transaction.atomic
def let_go(member: GroupMember, *, by: Staff, on: date) -> GroupMember:
    """End a participant's time in the group, and return the row; one that has ended stays so.

    Raises ValidationError.
    """
    if member.ended_on is not None:
        return member
    member.ended_on = max(on, member.started_on)
    saving.update(member, "ended_on")
    participant = member.enrolment.participant_id
    audit.record_event(audit.Action.WRITE, "group.left", participant, by=by.pk)
    return member


@transaction.atomic
def note(
    occasion: GroupOccasion,
    roster: Sequence[RosterRow],
    *,
    by: Staff,
    at: datetime,
    today: date,
    versions: Mapping[UUID, int],
    absent: Iterable[UUID],
    own_minutes: Mapping[UUID, int],
) -> list[Contact]:
    """Note who came: a contact for each of the roster, and return them.

    `versions`, `absent` and `own_minutes` are by enrolment; who has no minutes of their own was
    there the whole time. Noted again, the contacts are corrected, unless somebody has corrected
    them since the version was read. Raises ValidationError.
    """
    if occasion.held_on > today:
        raise ValidationError(NOT_YET)
    are_absent = set(absent)
    contacts = []
    for row in roster:
        key = row.enrolment.pk
        minutes = own_minutes.get(key) or occasion.minutes
        facts = row.facts(is_absent=key in are_absent, minutes=minutes)
        contacts.append(_note_one(occasion, row, facts, by=by, at=at, version=versions[key]))
    audit.record_event(audit.Action.WRITE, "group.noted", count=len(contacts))
    return contacts


def _note_one(
    occasion: GroupOccasion,
    row: RosterRow,
    facts: dict[str, Any],
    *,
    by: Staff,
    at: datetime,
    version: int,
) -> Contact:
    """The contact of one participant, made or corrected; unchanged it stays as it is."""
    contact = row.contact
    if contact is None:
        return contacts_actions.register(
            row.enrolment,
            by=by,
            key=contact_key(occasion.pk, row.enrolment.pk),
            staff=occasion.group.leader,
            held_on=occasion.held_on,
            started_at=occasion.starts_at,
            channel=occasion.group.channel,
            is_another=True,
            **facts,
        )
    if row.holds(facts):
        return contact
    if not can_correct_contact(by, contact):
        raise ValidationError({minutes_name(row.enrolment.pk): NOT_CORRECTED})
    text = note_text(by, contact)
    try:
        return contacts_actions.correct(contact, by=by, at=at, version=version, note=text, **facts)
    except Conflict as conflict:
        raise ValidationError(CHANGED_MEANWHILE) from conflict
