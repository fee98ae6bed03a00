"""The pages of a case worker's day ask as many statements for many rows as for one."""

from datetime import date

import pytest

from interventions.groups.models import Group, GroupOccasion
from tests import factories

DAY = date(2021, 3, 4)
OF_THE_TEST = 4  # statements: its savepoint, and the role that it takes and gives back


def group_page(world):
    return Group.objects.get(delprojekt=world.os).get_absolute_url()


def roster(world):
    return GroupOccasion.objects.get(delprojekt=world.os, held_on=DAY).get_absolute_url()


def questions(world):
    contact = world.own.contacts.order_by("pk").first()
    return f"{contact.get_absolute_url()}fragor/"


def readings(world):
    version = world.own.case_documents.defer("content").order_by("pk").first()
    return f"/dokument/{version.pk}/oppnat/"


def add_more(world):
    """Three more of everything that the pages list."""
    group = Group.objects.get(delprojekt=world.os)
    contact = world.own.contacts.order_by("pk").first()
    by_anna = {"registered_by": world.anna}
    for number in range(3):
        case = factories.case(world.os, world.anna, given_name=f"Prov{number}")
        factories.GroupMemberFactory(enrolment=case, group=group, started_on=DAY, **by_anna)
        factories.ContactFactory(enrolment=case, held_on=DAY, minutes=60, channel="MOTE")
        factories.case(world.os, world.anna, given_name=f"Ny{number}")
        factories.GroupFactory(delprojekt=world.os, leader=world.anna)
        factories.GroupOccasionFactory(group=group, held_on=date(2021, 3, 5 + number))
        factories.MemoFactory(enrolment=world.own, staff=world.anna, due_on=DAY)
        factories.ContactQuestionFactory(contact=contact, asked_by=world.leader)
        document = factories.CaseDocumentFactory(enrolment=world.own, **by_anna)
        factories.DocumentReadingFactory(version=document, read_by=world.anna)
        first = world.own.case_documents.defer("content").order_by("pk").first()
        factories.DocumentReadingFactory(version=first, read_by=world.leader)


PAGES = {
    "groups": lambda world: "/grupper/",
    "group": group_page,
    "roster": roster,
    "take_in": lambda world: f"{group_page(world)}deltagare/",
    "memos": lambda world: f"{world.own.get_absolute_url()}minneslappar/",
    "documents": lambda world: f"{world.own.get_absolute_url()}dokument/",
    "questions": questions,
    "readings": readings,
    "attendance": lambda world: "/narvaro/2021-03/",
}


@pytest.mark.parametrize("name", PAGES)
def test_it_asks_as_much_for_many_as_for_one(world, login, name, django_assert_max_num_queries):
    factories.case(world.os, world.anna, given_name="Ny")
    client, url = login(world.anna), PAGES[name](world)
    client.get(url)  # what a process reads once
    with django_assert_max_num_queries(15 + OF_THE_TEST) as for_one:
        assert client.get(url).status_code == 200
    add_more(world)
    with django_assert_max_num_queries(15 + OF_THE_TEST) as for_many:
        assert client.get(url).status_code == 200
    assert len(for_one) == len(for_many)
