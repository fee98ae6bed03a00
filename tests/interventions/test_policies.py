"""What row-level security refuses of groups, questions and documents, past the application."""

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from interventions.case_documents.models import CaseDocument, DocumentReading
from interventions.contacts.models import Contact
from interventions.groups.models import Group, GroupMember, GroupOccasion
from interventions.questions.models import ContactQuestion
from tests import factories


@pytest.fixture
def refused(world, as_user):
    """`refused("anna", write)`: the database refuses the write as her."""

    def _refused(who, write, match="row-level security"):
        with (
            as_user(getattr(world, who)),
            pytest.raises(DatabaseError, match=match),
            transaction.atomic(),
        ):
            write()

    return _refused


def changed(statement, *params):
    """How many rows the statement changed."""
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return cursor.rowcount


def test_a_document_is_neither_changed_nor_removed(world, as_user):
    for who in ("anna", "leader"):
        with as_user(getattr(world, who)):
            assert CaseDocument.objects.filter(enrolment=world.own).exists()
            assert changed("UPDATE interventions_casedocument SET ordinal = ordinal + 1") == 0
            assert changed("DELETE FROM interventions_casedocument") == 0


def test_a_document_is_kept_in_ones_own_name(world, as_user, refused):
    def keep(by):
        factories.CaseDocumentFactory(enrolment=world.own, registered_by=by)

    refused("anna", lambda: keep(world.dan))
    with as_user(world.anna):
        keep(world.anna)


def test_a_reading_is_of_a_document_that_the_reader_may_read(world, as_user, refused):
    own, others, hidden = [
        CaseDocument.objects.defer("content").get(enrolment=enrolment)
        for enrolment in (world.own, world.colleagues, world.protected)
    ]

    def read(document, by, enrolment=None):
        factories.DocumentReadingFactory(
            version=document, enrolment=enrolment or document.enrolment, read_by=by
        )

    for document in (own, others, hidden):  # read before: a factory looks its case up
        assert document.enrolment.delprojekt == world.os
    refused("anna", lambda: read(others, world.anna))
    refused("anna", lambda: read(others, world.anna, world.own))
    refused("dan", lambda: read(hidden, world.dan))
    refused("anna", lambda: read(own, world.dan))
    with as_user(world.anna):
        read(own, world.anna)
        assert changed("DELETE FROM interventions_documentreading") == 0
        assert DocumentReading.objects.filter(read_by=world.anna).exists()


def test_a_question_is_asked_in_ones_own_name_and_open(world, as_user, refused):
    contact = Contact.objects.select_related("enrolment", "delprojekt").get(enrolment=world.own)

    def ask(by, **answer):
        factories.ContactQuestionFactory(contact=contact, asked_by=by, **answer)

    answered = {"answer": "Ja.", "answered_at": timezone.now(), "answered_by": world.anna}
    refused("anna", lambda: ask(world.dan))
    refused("anna", lambda: ask(world.anna, **answered))
    with as_user(world.anna):
        ask(world.anna)


def test_a_question_is_answered_in_ones_own_name_and_once(world, as_user, refused):
    question = ContactQuestion.objects.get(enrolment=world.own)
    rows = ContactQuestion.objects.filter(pk=question.pk)
    question.answer = "Ja."
    text = ContactQuestion._meta.get_field("answer").stored_value(question)

    def answer(by):
        return rows.update(answer=text, answered_at=timezone.now(), answered_by=by)

    refused("dan", lambda: rows.update(asked_by=world.dan), "not written anew")
    refused("dan", lambda: answer(world.anna), "not written anew")
    with as_user(world.dan):
        assert answer(world.dan) == 1
        assert rows.update(contact=None) == 1, "its contact is deleted"
    refused("anna", lambda: answer(world.anna), "not written anew")
    refused("dan", lambda: answer(world.dan), "not written anew")


def test_an_occasion_and_a_member_are_of_the_groups_own_delprojekt(world, as_user, refused):
    """Anna works in both delprojekt."""
    factories.MembershipFactory(staff=world.anna, role="case_worker", delprojekt=world.hbs)
    there = Group.objects.get(delprojekt=world.hbs)
    occasion = GroupOccasion.objects.get(delprojekt=world.os)
    member = GroupMember.objects.get(enrolment=world.own)

    def plan(delprojekt):
        factories.GroupOccasionFactory(group=there, delprojekt=delprojekt, held_on=date(2021, 4, 1))

    refused("anna", lambda: plan(world.os))
    refused("anna", lambda: GroupOccasion.objects.filter(pk=occasion.pk).update(group=there))
    refused(
        "anna",
        lambda: factories.GroupMemberFactory(
            enrolment=world.own, group=there, registered_by=world.anna
        ),
    )
    refused("anna", lambda: GroupMember.objects.filter(pk=member.pk).update(group=there))
    with as_user(world.anna):
        plan(world.hbs)
        assert GroupMember.objects.filter(pk=member.pk).update(ended_on=date(2021, 4, 1)) == 1
