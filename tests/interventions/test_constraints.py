"""What the database refuses of a case worker's day, whoever writes: each constraint by its name."""

from datetime import date, time

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from interventions.case_documents.enums import MOST_BYTES
from interventions.case_documents.models import CaseDocument
from interventions.groups.models import Group, GroupMember, GroupOccasion
from tests import factories

DAY = date(2021, 3, 4)


def attestation(world, **facts):
    factories.AttestationFactory(enrolment=world.own, **facts)


def document(world, **facts):
    factories.CaseDocumentFactory(enrolment=world.own, **facts)


def second_version(world, **facts):
    existing = CaseDocument.objects.get(enrolment=world.own)
    document(world, document=existing.document, ordinal=existing.ordinal)


def question(world, **facts):
    contact = world.own.contacts.first()
    factories.ContactQuestionFactory(contact=contact, asked_by=world.anna, **facts)


def group(world, **facts):
    factories.GroupFactory(delprojekt=world.os, leader=world.anna, **facts)


def member(world, **facts):
    existing = GroupMember.objects.get(enrolment=world.own)
    factories.GroupMemberFactory(enrolment=world.own, group=existing.group, **facts)


def occasion(world, **facts):
    existing = Group.objects.get(delprojekt=world.os)
    factories.GroupOccasionFactory(group=existing, **facts)


def same_occasion(world, **facts):
    existing = GroupOccasion.objects.get(delprojekt=world.os)
    occasion(world, held_on=existing.held_on, starts_at=existing.starts_at)


@pytest.mark.parametrize(
    ("name", "write", "facts"),
    [
        ("attestation_is_one_a_month", attestation, {}),
        ("attestation_is_of_a_whole_month", attestation, {"first_on": date(2021, 4, 2)}),
        ("attestation_is_of_some_time", attestation, {"first_on": date(2021, 4, 1), "minutes": 0}),
        ("casedocument_has_one_of_each_version", second_version, {}),
        ("casedocument_is_not_too_large", document, {"size": MOST_BYTES + 1}),
        ("casedocument_is_not_too_large", document, {"size": 0}),
        ("contactquestion_is_answered_by_somebody", question, {"answer": "Ja."}),
        ("contactquestion_is_answered_by_somebody", question, {"answered_at": timezone.now()}),
        ("group_ends_after_start", group, {"started_on": DAY, "ended_on": date(2021, 3, 3)}),
        ("group_name_is_plain", group, {"name": "=fusk"}),
        ("groupmember_is_one_at_a_time", member, {}),
        ("groupmember_ends_after_start", member, {"started_on": DAY, "ended_on": date(2021, 3, 3)}),
        ("groupoccasion_is_one_at_a_time", same_occasion, {}),
        ("groupoccasion_fits_in_a_working_day", occasion, {"starts_at": time(7), "minutes": 0}),
        ("groupoccasion_fits_in_a_working_day", occasion, {"starts_at": time(7), "minutes": 481}),
    ],
)
def test_it_is_refused(world, name, write, facts):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        write(world, **facts)


@pytest.mark.parametrize("field", ["title", "content"])
def test_a_document_in_clear_is_refused(world, field):
    """Past the field that encrypts it."""
    rows = CaseDocument.objects.filter(enrolment=world.own)
    value = type(rows.values_list(field, flat=True).get())("Läkarintyg")
    with pytest.raises(IntegrityError, match=field), transaction.atomic():
        rows.update(**{field: value})


def test_groups_are_seen_where_one_logs_contacts(world, as_user):
    places = {"anna": {"OS"}, "bo": {"OS"}, "leader": {"OS"}, "cecilia": {"HBS"}}
    for who in ("anna", "bo", "cecilia", "leader", "coordinator", "investigator", "admin"):
        with as_user(getattr(world, who)):
            groups = Group.objects.values_list("delprojekt__code", flat=True)
            occasions = GroupOccasion.objects.values_list("delprojekt__code", flat=True)
            assert set(groups) == set(occasions) == places.get(who, set()), who
