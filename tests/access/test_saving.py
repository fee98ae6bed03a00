"""One row, written the way every action writes: the model's checks, the database's, told in Swedish
at the field.
"""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection

from interventions.letters.models import Letter
from mia.access.saving import (
    Conflict,
    KeyTaken,
    SavedOtherwise,
    change,
    has_same_facts,
    store,
    store_once,
    update,
)
from mia.core.uuid7 import uuid7
from mia.organisation.delprojekt.models import Delprojekt, Team
from mia.organisation.memberships.models import Membership
from participants.enrolments.models import Enrolment
from tests.factories import TeamFactory


def refusal(call, *args, **kwargs):
    with pytest.raises(ValidationError) as caught:
        call(*args, **kwargs)
    return caught.value.message_dict


def test_the_fields_own_rules_come_first(world):
    assert "name" in refusal(store, Team(delprojekt=world.os, name=""))
    assert "code" in refusal(
        store, Delprojekt(code="os", name="x", forbund=world.os.forbund, started_on=world.today)
    )


def test_what_the_database_refuses_is_told_at_the_field(world):
    team = TeamFactory(delprojekt=world.os)
    assert refusal(store, Team(delprojekt=world.os, name=team.name)) == {
        "name": ["Delprojektet har redan ett team med det namnet."]
    }
    bad = Membership(
        staff=world.anna,
        role="case_worker",
        delprojekt=world.os,
        started_on="2024-02-01",
        ended_on="2024-01-01",
    )
    assert refusal(store, bad) == {"ended_on": ["Slutdatumet kan inte ligga före startdatumet."]}
    nowhere = Membership(staff=world.anna, role="case_worker", started_on="2024-02-01")
    assert list(refusal(store, nowhere)) == ["delprojekt"]


def test_after_a_refusal_the_transaction_goes_on(world):
    refusal(store, Team(delprojekt=world.os, name="Norr"))
    store(Team(delprojekt=world.os, name="Väst"))
    assert Team.objects.filter(name="Väst").exists()


def test_what_has_no_words_is_not_hidden(world):
    with pytest.raises(IntegrityError), connection.constraint_checks_disabled():
        store(Delprojekt(code="OS", name="x", forbund=world.os.forbund, started_on=world.today))


def test_the_first_to_save_wins_and_the_second_is_told(world):
    mine, yours = Enrolment.objects.get(pk=world.own.pk), Enrolment.objects.get(pk=world.own.pk)
    mine.started_on = "2021-03-02"
    change(mine, "started_on", version=mine.version)
    assert mine.version == yours.version + 1
    yours.started_on = "2021-03-03"
    with pytest.raises(Conflict) as caught:
        change(yours, "started_on", version=yours.version)
    assert str(caught.value.current.started_on) == "2021-03-02"
    assert str(Enrolment.objects.get(pk=world.own.pk).started_on) == "2021-03-02"


def test_only_the_named_fields_are_saved(world):
    row = Enrolment.objects.get(pk=world.own.pk)
    row.started_on, row.delprojekt = "2021-03-02", world.hbs
    change(row, "started_on", version=row.version)
    assert Enrolment.objects.get(pk=row.pk).delprojekt == world.os
    team = Team.objects.get(name="Norr", delprojekt=world.os)
    team.name, team.delprojekt = "Nordost", world.hbs
    update(team, "name")
    team.refresh_from_db()
    assert (team.name, team.delprojekt) == ("Nordost", world.os)


def test_an_update_is_refused_in_the_same_words(world):
    team = Team.objects.get(name="Norr", delprojekt=world.os)
    team.name = "Söder"
    assert refusal(update, team, "name") == {
        "name": ["Delprojektet har redan ett team med det namnet."]
    }
    team.name = ""
    assert "name" in refusal(update, team, "name")


def test_a_row_that_is_gone_is_told(world):
    """Corrected in one tab and deleted in another: no error page."""
    team, contact = TeamFactory(delprojekt=world.os, name="Öst"), world.own.contacts.get()
    Team.objects.filter(pk=team.pk).delete()
    with pytest.raises(ValidationError, match="har tagits bort"):
        update(team, "name")
    contact.note.delete()
    type(contact).objects.filter(pk=contact.pk).delete()
    with pytest.raises(ValidationError, match="har tagits bort"):
        change(contact, "minutes", version=1)


def test_a_key_that_is_taken_is_told(world):
    """The key of somebody else's row, sent by hand."""
    taken = Enrolment(pk=world.elsewhere.pk, delprojekt=world.os, participant=world.own.participant)
    taken.started_on = "2015-01-01"
    taken.project = world.elsewhere.project
    taken.ended_on, taken.exit_reason_id = "2015-02-01", "FLYTT"
    with pytest.raises(KeyTaken, match="redan använts"):
        store(taken)


def letter(world, key, **facts):
    facts = {"heading": "Ett möte", "text": "Hej! Vi ses.", "dated_on": "2024-02-01", **facts}
    return Letter(
        pk=key,
        enrolment=world.own,
        delprojekt=world.os,
        kind="KALLELSE",
        registered_by=world.anna,
        **facts,
    )


def test_a_form_sent_twice_makes_one_row(world):
    key, letters = uuid7(), Letter.objects.filter(enrolment=world.own)
    row, is_new = store_once(letter(world, key), letters)
    assert (row.pk, is_new) == (key, True)
    again, is_new = store_once(letter(world, key), letters)
    assert (again, is_new, again.text) == (row, False, "Hej! Vi ses.")
    assert letters.filter(pk=key).count() == 1


@pytest.mark.parametrize(
    "facts",
    [{"heading": "Ett besked"}, {"text": "Hej! Vi ses inte."}, {"dated_on": "2024-02-02"}],
)
def test_a_form_sent_again_with_other_facts_is_told(world, facts):
    """Gone back to with the browser: nothing of it is saved, and it is not told as saved."""
    key, letters = uuid7(), Letter.objects.filter(enrolment=world.own)
    store_once(letter(world, key), letters)
    with pytest.raises(SavedOtherwise, match="redan sparat med andra uppgifter"):
        store_once(letter(world, key, **facts), letters)
    row, _ = store_once(letter(world, key, **facts), letters, ignoring=facts)
    assert (row.heading, row.text) == ("Ett möte", "Hej! Vi ses.")


def test_an_unset_text_is_the_same_as_null_and_no_is_not(world):
    key = uuid7()
    assert has_same_facts(letter(world, key, text=""), letter(world, key, text=None), ())
    first, second = [Enrolment(pk=key, in_education=value) for value in (None, False)]
    assert not has_same_facts(first, second, ())


def test_a_key_of_a_row_elsewhere_is_taken_still(world):
    key, letters = uuid7(), Letter.objects.filter(enrolment=world.colleagues)
    store(letter(world, key))
    with pytest.raises(KeyTaken):
        store_once(letter(world, key), letters)
