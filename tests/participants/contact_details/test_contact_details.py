"""How a participant is reached: encrypted, for those who work with the case, and gone when it must
not be known.
"""

import pytest
from django.db import IntegrityError, connection, transaction

from mia.access import identity, rotation
from participants.contact_details.models import ContactDetails, RelatedPerson
from tests.factories import EmergencyOpeningFactory, case

DETAILS = {
    "telephone": "070-174 06 05",
    "email": "kim@prov.example",
    "address": "Storgatan 1\n123 45 Prov",
    "preferred_way": "SMS",
}
RELATIVE = {"role": "GOD_MAN", "name": "Alex Provsson", "telephone": "08-465 004 01"}


@pytest.fixture
def bare(world):
    """A case of Anna's without details."""
    return case(world.os, world.anna, given_name="Nils", family_name="Ny")


def url(enrolment, page="kontaktuppgifter"):
    return f"{enrolment.get_absolute_url()}{page}/"


def set_protection(client, enrolment, protection):
    enrolment.participant.refresh_from_db()
    data = {"protection": protection, "version": enrolment.participant.version}
    assert client.post(url(enrolment, "skydd"), data).status_code == 302


def test_details_are_saved_encrypted_and_shown(login, world, bare):
    anna = login(world.anna)
    assert anna.post(url(bare), DETAILS | {"version": 0}).status_code == 302
    row = ContactDetails.objects.get(pk=bare.pk)
    assert (row.telephone, row.email, row.address) == tuple(
        DETAILS[name] for name in ("telephone", "email", "address")
    )
    with connection.cursor() as cursor:
        for table in ("participants_contactdetails", "participants_contactdetailsevent"):
            cursor.execute(f"SELECT * FROM {table} WHERE enrolment_id = %s", [bare.pk])
            assert "Storgatan" not in str(cursor.fetchall())
    page = anna.get(bare.get_absolute_url()).content.decode()
    assert "070-174 06 05" in page
    assert "helst sms" in page
    assert anna.post(url(bare), DETAILS | {"telephone": "", "version": 1}).status_code == 302
    row.refresh_from_db()
    assert (row.telephone, row.version) == (None, 2)


@pytest.mark.parametrize("version", [0, 1])
def test_who_saves_second_is_told(login, world, version):
    """Also of two who both were the first."""
    if version:
        ContactDetails.objects.filter(pk=world.own.pk).update(version=2)
    page = login(world.anna).post(url(world.own), DETAILS | {"version": version})
    assert page.status_code == 409
    assert "Storgatan 1" in page.content.decode(), "nothing typed is lost"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"telephone": "ring mig"}, "telephone"),
        ({"telephone": "1"}, "telephone"),
        ({"email": "kim"}, "email"),
        ({"address": "x" * 301}, "address"),
        ({"preferred_way": "RÖK"}, "preferred_way"),
    ],
)
def test_what_is_none_is_refused_at_its_field(login, world, bare, changes, field):
    page = login(world.anna).post(url(bare), DETAILS | {"version": 0} | changes)
    assert page.status_code == 200
    assert page.context["form"].errors[field]
    assert not ContactDetails.objects.filter(pk=bare.pk).exists()


def test_the_database_takes_no_text_in_clear(world):
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE participants_contactdetails SET telephone = '070-174 06 05'")


def test_a_coordinator_reports_without_them(login, world, as_user):
    page = login(world.coordinator).get(world.own.get_absolute_url()).content.decode()
    telephone = ContactDetails.objects.get(pk=world.own.pk).telephone
    assert telephone not in page
    with as_user(world.coordinator):
        assert not ContactDetails.objects.exists()
        assert not RelatedPerson.objects.exists()
    with as_user(world.leader):
        assert set(ContactDetails.objects.values_list("pk", flat=True)) == {
            world.own.pk,
            world.colleagues.pk,
        }


def test_of_a_protected_person_nothing_stands_on_the_case_page(login, world):
    anna = login(world.anna)
    row = ContactDetails.objects.get(pk=world.protected.pk)
    page = anna.get(world.protected.get_absolute_url()).content.decode()
    assert row.telephone not in page
    assert row.email not in page
    page = anna.get(url(world.protected)).content.decode()
    assert row.telephone in page
    assert "Skicka inte tid eller plats" in page


def test_no_address_with_skyddad_folkbokforing(login, world):
    """What is there is taken away, and nothing is taken in."""
    anna = login(world.anna)
    set_protection(anna, world.own, "SEKRETESSMARKERING")
    row = ContactDetails.objects.get(pk=world.own.pk)
    assert row.address
    set_protection(anna, world.own, "SKYDDAD_FOLKBOKFORING")
    row.refresh_from_db()
    assert (row.address, row.telephone is None) == (None, False)
    page = anna.post(url(world.own), DETAILS | {"version": 1})
    assert "sparas inte" in page.context["form"].errors["address"][0]
    row.address = "Storgatan 1"
    row.save()
    row.refresh_from_db()
    assert row.address is None, "nor by another way"


def test_who_opens_the_case_in_an_emergency_can_call(login, world):
    EmergencyOpeningFactory(enrolment=world.protected, staff=world.bo)
    bo = login(world.bo)
    page = bo.get(url(world.protected))
    assert ContactDetails.objects.get(pk=world.protected.pk).telephone in page.content.decode()
    assert bo.post(url(world.protected), DETAILS | {"version": 1}).status_code == 403


def test_others_are_added_and_removed(login, world, bare):
    anna = login(world.anna)
    assert anna.post(url(bare, "narstaende/ny"), RELATIVE).status_code == 302
    row = RelatedPerson.objects.get(enrolment=bare)
    page = anna.get(url(bare)).content.decode()
    assert "Alex Provsson, god man eller förvaltare" in page
    foreign = RelatedPerson.objects.get(enrolment=world.colleagues)
    assert anna.post(url(bare, f"narstaende/{foreign.pk}/ta-bort")).status_code == 404
    assert anna.post(url(bare, f"narstaende/{row.pk}/ta-bort")).status_code == 302
    assert not RelatedPerson.objects.filter(enrolment=bare).exists()
    page = anna.post(url(bare, "narstaende/ny"), RELATIVE | {"name": ""})
    assert page.context["form"].errors["name"]


def test_the_keys_of_contact_details_are_rotated(world):
    """Every column of every row begins with the data key that was asked for."""
    rows = {type(one).__name__: one for one in rotation.encrypted_rows()}
    with identity.acting_as(identity.SYSTEM, source="test"):
        for name, count in (("ContactDetailsRows", 4), ("RelatedPersonRows", 4)):
            assert rows[name].rewrite("999.", 10) == count
            assert rows[name].rewrite("", 10) == 0
    assert ContactDetails.objects.get(pk=world.own.pk).email.endswith("@prov.example")
